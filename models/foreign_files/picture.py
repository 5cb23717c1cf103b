"""Re-encode a picture: its pixels and nothing else, or with parts of them blackened."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFile
from PIL.ExifTags import Base

from models.foreign_files.box import Box
from models.foreign_files.unfit import Unreadable

MOST_PIXELS = 30_000_000
"""Pixels of four bytes each. A long screenshot of a phone has 20 to 29 million; a JPEG with more is decoded at a half,
a quarter or an eighth of its size."""
MOST_PIXELS_OF = {"WEBP": 20_000_000}
"""Where a format takes more memory: WebP is decoded in 16 bytes a pixel, and at 30 million would take 500 MB."""
JPEG_QUALITY = 92
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF", "AVIF", "BMP", "TIFF", "JPEG2000", "ICO")
"""The formats that are opened; Pillow starts external programs for some others."""
ORIENTATION = Base.Orientation
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""The transpositions for EXIF's tag Orientation (EXIF 2.32)."""
_TRANSPARENT = frozenset({"PNG", "GIF"})

ImageFile.LOAD_TRUNCATED_IMAGES = True  # a truncated photo shows the part that arrived
Image.MAX_IMAGE_PIXELS = None  # pixels are checked here, before anything is decoded


def draw_anew(content: bytes, *, longest_side: int | None = None, blackened: Sequence[Box] = ()) -> tuple[bytes, str]:
    """The picture upright and without metadata, and its media type: PNG for PNG and GIF, else JPEG.

    longest_side: pixels. blackened: parts of which nothing is left. Raises Unreadable, and Pillow's errors for a file
    that is no picture.
    """
    plain, form = upright(content, longest_side=longest_side)
    pencil = ImageDraw.Draw(plain)
    for left, top, right, bottom in blackened:
        box = (left * plain.width - 1, top * plain.height - 1, right * plain.width + 1, bottom * plain.height + 1)
        pencil.rectangle(box, fill="black")
    out = io.BytesIO()
    plain.save(out, form, quality=JPEG_QUALITY, exif=b"", icc_profile=None)
    return out.getvalue(), f"image/{form.lower()}"


def upright(content: bytes, *, longest_side: int | None = None) -> tuple[Image.Image, str]:
    """The pixels, turned as the camera was held, and the form to write them in, PNG or JPEG. Raises as above."""
    import pi_heif  # for pictures of iPhones; it loads a library of 5 MB

    pi_heif.register_heif_opener()
    picture = Image.open(io.BytesIO(content), formats=FORMATS)
    form = "PNG" if picture.format in _TRANSPARENT else "JPEG"
    _decode_smaller(picture)
    if picture.width * picture.height > MOST_PIXELS_OF.get(picture.format or "", MOST_PIXELS):
        raise Unreadable
    if longest_side is not None:
        picture.thumbnail((longest_side, longest_side))
    orientation = picture.getexif().get(ORIENTATION)
    mode = "RGB" if form == "JPEG" else "RGBA"
    plain = picture.convert(mode) if picture.mode != mode else picture
    del picture  # each of the two can take a hundred megabytes
    plain.info.clear()
    return (plain.transpose(_TURNS[orientation]) if orientation in _TURNS else plain), form


def _decode_smaller(picture: Image.Image) -> None:
    """Have a JPEG decoded at a smaller size that fits MOST_PIXELS; other formats cannot be."""
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        half = 2
        while pixels / half**2 > MOST_PIXELS:
            half *= 2
        picture.draft("RGB", (picture.width // half, picture.height // half))
