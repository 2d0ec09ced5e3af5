"""Nobody outside a council sees its licensed values, nor what they make of its contracts, on any page or in any file."""
