"""Controls around the same answers, for notebooks."""
