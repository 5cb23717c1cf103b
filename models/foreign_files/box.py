"""A part of a picture. It stands alone, so that who names one need not load a library of pictures."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a part of an upright picture, each a share of its width or height, from 0 to 1."""
