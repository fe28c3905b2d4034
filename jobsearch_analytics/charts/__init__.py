"""Answers as plotly figures: they rename, colour and sort, and never count."""
