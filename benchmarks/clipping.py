"""Memory while a working area is clipped out of an extract of 100 MB, and of one of 200 MB.

Targets: at most 1 GB, and at most 10 % more for the larger one. The extracts are made here, in the
format of OpenStreetMap's own files, with the same town in both and ever more land around it.
"""

from __future__ import annotations

import multiprocessing
import resource
import struct
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from benchmarks.recording import Figure, record
from voedselbrigade.adapters.osm.clipping import clip
from voedselbrigade.domain.ground import Area

SIZES_MB = (100, 200)
PER_BLOCK, PER_WAY = 8_000, 10
TOWN = Area(4.20, 52.00, 4.45, 52.15)
TOWN_BLOCKS = 60


def main() -> None:
    context = multiprocessing.get_context("spawn")
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for size_mb in SIZES_MB:
            source = Path(folder) / f"{size_mb}.osm.pbf"
            blocks = write_extract(source, size_mb)
            with context.Pool(1, maxtasksperchild=1) as pool:
                seconds, peak_mb, kept = pool.apply(measured, (str(source),))
            peaks.append(peak_mb)
            print(
                f"{source.stat().st_size / 1e6:.0f} MB, {blocks * PER_BLOCK:,} points: clipped in "
                f"{seconds:.0f} s, {peak_mb:.0f} MB at the peak, {kept / 1e6:.1f} MB kept"
            )
            source.unlink()
    record(
        "clipping",
        [
            *(
                Figure(f"memory while clipping {size} MB", peak, "MB", 1000.0)
                for size, peak in zip(SIZES_MB, peaks, strict=True)
            ),
            Figure("growth from 100 MB to 200 MB", 100 * (peaks[1] / peaks[0] - 1), "%", 10.0),
        ],
    )


def measured(source: str) -> tuple[float, float, int]:
    """Seconds, peak megabytes of this process, and size of what was kept."""
    target = Path(source).with_name("clipped.osm.pbf")
    start = time.perf_counter()
    clip(Path(source), target, TOWN)
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    size = target.stat().st_size
    target.unlink()
    return seconds, peak / 1_000_000, size


def write_extract(path: Path, size_mb: int) -> int:
    """Blocks of nodes, then blocks of ways over them, until the file is large enough."""
    chance = np.random.default_rng(5)
    with path.open("wb") as file:
        features = _field(4, b"OsmSchema-V0.6") + _field(4, b"DenseNodes")
        _blob(file, b"OSMHeader", features)
        blocks = 0
        while file.tell() < size_mb * 900_000:
            _blob(file, b"OSMData", _nodes(chance, blocks))
            blocks += 1
        for block in range(blocks):
            _blob(file, b"OSMData", _ways(block))
            if file.tell() > size_mb * 1_000_000 and block > TOWN_BLOCKS:
                break
    return blocks


def _nodes(chance: np.random.Generator, block: int) -> bytes:
    """A walk of 8,000 steps, in the town for the first blocks and far from it after those."""
    ids = np.arange(PER_BLOCK) + 1 + block * PER_BLOCK
    west, south = (4.21, 52.01) if block < TOWN_BLOCKS else (5.0, 51.0)
    lats = south + 0.1 * chance.random(PER_BLOCK)
    lons = west + 0.2 * chance.random(PER_BLOCK)
    dense = b"".join(
        _field(name, _packed(np.rint(values).astype(np.int64)))
        for name, values in ((1, ids), (8, lats * 1e7), (9, lons * 1e7))
    )
    return _field(1, b"") + _field(2, _field(2, dense))


def _ways(block: int) -> bytes:
    words = b"".join(_field(1, word) for word in (b"", b"highway", b"residential"))
    first = block * PER_BLOCK
    ways = b"".join(
        _field(3, _way(first + place + 1, first + place + 1))
        for place in range(0, PER_BLOCK, PER_WAY)
    )
    return _field(1, words) + _field(2, ways)


def _way(ident: int, first: int) -> bytes:
    """Ten nodes in a row: the first by its id, each of the others one more."""
    refs = _number(first << 1) + b"\x02" * (PER_WAY - 1)
    tags = _field(2, b"\x01") + _field(3, b"\x02")
    return b"\x08" + _number(ident) + tags + _field(8, refs)


def _blob(file: IO[bytes], kind: bytes, data: bytes) -> None:
    """The frame of the format: length, header, packed data."""
    blob = b"\x10" + _number(len(data)) + _field(3, zlib.compress(data, 1))
    header = _field(1, kind) + b"\x18" + _number(len(blob))
    file.write(struct.pack(">I", len(header)) + header + blob)


def _field(name: int, data: bytes) -> bytes:
    return bytes([name << 3 | 2]) + _number(len(data)) + data


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])


def _packed(values: NDArray[np.int64]) -> bytes:
    """Differences, zigzag, as numbers of seven bits a byte."""
    steps = np.diff(values, prepend=0)
    return _varints(((steps << 1) ^ (steps >> 63)).astype(np.uint64))


def _varints(values: NDArray[np.uint64]) -> bytes:
    sevens = (values[:, None] >> (np.arange(10, dtype=np.uint64) * np.uint64(7))) & np.uint64(127)
    length = np.maximum(1, 10 - np.argmax(sevens[:, ::-1] > 0, axis=1))
    length[values == 0] = 1
    place = np.arange(10)[None, :]
    sevens[place < length[:, None] - 1] |= np.uint64(128)
    return sevens[place < length[:, None]].astype(np.uint8).tobytes()


if __name__ == "__main__":
    main()
