"""Controls around the same answers, for notebooks: what is asked is pure, the widgets only wire it."""
