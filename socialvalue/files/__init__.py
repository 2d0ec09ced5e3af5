"""Files that people send as evidence: what they really are, how they are kept, how they leave."""
