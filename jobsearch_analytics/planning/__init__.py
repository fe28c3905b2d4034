"""What to do next, read from what is so."""
