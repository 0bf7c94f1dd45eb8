"""A photo in, the bar codes on it out: taken with a phone through an ordinary file input.

The photo is decoded in memory on this machine and kept nowhere.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import zxingcpp
from PIL import Image, UnidentifiedImageError

from voedselbrigade.errors import NotFound, UnusableFile

MOST_BYTES = 25_000_000
MOST_PIXELS = 80_000_000
"""A phone of 64 megapixels passes; a small file that unfolds into gigabytes does not."""
_SIDES = (1600, 4000)
"""Small first, which is quick and enough nearly always; then as large as is useful."""
_KINDS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_FORMATS = zxingcpp.barcode_formats_from_str("EAN13|EAN8|UPCA|UPCE|ITF14|Code128|DataMatrix|QRCode")
_BROKEN = (OSError, SyntaxError, ValueError, struct.error, EOFError, MemoryError)


@dataclass(frozen=True, slots=True)
class Seen:
    """One code as it was read. `text` is what a scanner would type; FNC1 stays as \\x1d."""

    kind: str
    text: str


def codes_in(photo: bytes) -> tuple[Seen, ...]:
    """Every code on the photo, each once, in the order in which they were found.

    Raises UnusableFile for what is no photo, is damaged or is far too large, NotFound when there
    is no code on it that can be read.
    """
    if len(photo) > MOST_BYTES:
        raise UnusableFile("photo.too_large", most_mb=MOST_BYTES // 1_000_000)
    grey = _opened(photo)
    for side in _SIDES:
        seen = _read(grey, side)
        if seen:
            return seen
        if max(grey.size) <= side:
            break
    raise NotFound("photo.no_code")


def _opened(photo: bytes) -> Image.Image:
    """The photo in greys. What is too large is refused before its pixels are unpacked."""
    try:
        with Image.open(io.BytesIO(photo), formats=_KINDS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise UnusableFile("photo.too_large", most_mb=MOST_BYTES // 1_000_000)
            found.draft("L", (_SIDES[-1], _SIDES[-1]))
            return found.convert("L")
    except Image.DecompressionBombError as error:
        raise UnusableFile("photo.too_large", most_mb=MOST_BYTES // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise UnusableFile("photo.no_photo") from error
    except _BROKEN as error:
        raise UnusableFile("photo.broken") from error


def _read(grey: Image.Image, side: int) -> tuple[Seen, ...]:
    smaller = grey.copy()
    smaller.thumbnail((side, side))
    found = zxingcpp.read_barcodes(smaller, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    seen = [Seen(str(one.format).rpartition(".")[2], one.text) for one in found if one.text]
    return tuple(dict.fromkeys(seen))
