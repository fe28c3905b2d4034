"""The sample ``data_samples/messy_tracker.xlsx``: a search as a person really keeps it."""
