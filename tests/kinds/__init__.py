"""What records are."""
