"""What bidders are asked, and how the answers will be scored."""
