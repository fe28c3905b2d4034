"""Any file into grids of raw cells, each row with the number that its reader would see."""
