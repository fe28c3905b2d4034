"""A grid into records and the marks that its cells make on them."""
