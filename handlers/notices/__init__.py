"""Notices as a worker meets them, and as staff write them."""
