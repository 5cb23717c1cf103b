"""Paths of public pages that the map leads to."""

STANDARD_PATH = "/standard"
