"""What a report says, worked out from figures that others have added up."""
