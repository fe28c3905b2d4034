"""The parts of all sources into the tables of one search, with lasting ids."""
