"""The purchase from first idea to assessment: the root of everything that follows."""
