"""Frames that analyses stand on: a row per application, wait, role, point made, relationship."""
