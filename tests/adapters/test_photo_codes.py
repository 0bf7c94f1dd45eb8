"""Photos of bar codes: read at any angle; a hostile file is refused in one sentence."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from voedselbrigade.adapters.photo_codes import Seen, codes_in
from voedselbrigade.errors import NotFound, UnusableFile

EAN = "8712345000011"


def drawn(text: str, kind: str = "EAN13", wide: int = 420) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return (
        Image.fromarray(zxingcpp.write_barcode_to_image(code, scale=3))
        .convert("L")
        .resize((wide, wide // 2 if kind == "EAN13" else wide))
    )


def photo(code: Image.Image, angle: float = 0, kind: str = "JPEG") -> bytes:
    """The code somewhere on a table: grey, turned, a little out of focus."""
    table = Image.new("L", (1400, 1000), 150)
    turned = code.rotate(angle, expand=True, fillcolor=235)
    table.paste(turned, (300, 200))
    kept = io.BytesIO()
    table.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB").save(kept, kind)
    return kept.getvalue()


def png(width: int, height: int) -> bytes:
    """A file of a few bytes that says it is a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("angle", "kind"), [(0, "JPEG"), (12, "PNG"), (90, "WEBP"), (180, "JPEG"), (200, "WEBP")]
)
def test_a_code_is_read_at_any_angle_and_from_any_usual_file(angle: float, kind: str) -> None:
    assert codes_in(photo(drawn(EAN), angle, kind)) == (Seen("EAN-13", EAN),)


def test_our_own_label_is_read() -> None:
    [seen] = codes_in(photo(drawn("P-000123", "QRCode"), 20))
    assert seen.text == "P-000123"


def test_a_photo_without_a_code_says_so() -> None:
    with pytest.raises(NotFound) as told:
        codes_in(photo(Image.new("L", (100, 100), 90)))
    assert told.value.fact.code == "photo.no_code"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "photo.no_photo"),
        (b"PK\x03\x04 not a photo", "photo.no_photo"),
        (b"<svg onload=alert(1)></svg>", "photo.no_photo"),
        (png(60_000, 60_000), "photo.too_large"),
        (png(9_000, 9_000), "photo.too_large"),
        (png(600, 600), "photo.broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "photo.no_photo"),
        (b"\xff\xd8" + b"\0" * 26_000_000, "photo.too_large"),
    ],
)
def test_a_hostile_file_is_refused_in_one_sentence(content: bytes, code: str) -> None:
    with pytest.raises(UnusableFile) as told:
        codes_in(content)
    assert told.value.fact.code == code


def test_a_photo_that_was_cut_off_or_damaged_never_breaks_the_program() -> None:
    whole, chance = photo(drawn(EAN)), random.Random(5)
    for _ in range(40):
        broken = bytearray(whole[: chance.randrange(20, len(whole))])
        for _ in range(8):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            found = codes_in(bytes(broken))
        except (UnusableFile, NotFound):
            continue
        assert all(one.text for one in found)
