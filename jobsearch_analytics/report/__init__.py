"""The page that is safe to hand to a career coach."""
