"""Numbers in, numbers out: what two analyses need of statistics."""
