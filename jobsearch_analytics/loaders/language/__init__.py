"""What words, dates and statuses mean: of texts alone, before anything is known of a table."""
