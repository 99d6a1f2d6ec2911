"""Pixels as Krita holds them, and shared memory that they are moved through.

Nothing here needs Krita. Segments are memory files of the application: size and seal are checked before they are mapped, since a
peer that could shrink one would kill Krita.
"""

import fcntl
import mmap
import os
from typing import Iterator, NamedTuple, Optional

STRIP_BYTES = 4 << 20  # what is moved between two looks at Krita's events
TILE_ROWS = 64  # the height of Krita's tiles: a strip of whole tiles is read fastest

_SAMPLES = {"U8": ("u8", 1), "U16": ("u16", 2), "F16": ("f16", 2), "F32": ("f32", 4)}
SIZE_SEALS = 2 | 4  # F_SEAL_SHRINK and F_SEAL_GROW, which Python knows from 3.9 on


class PixelError(Exception):
    """A segment that cannot hold what the message says."""


class Rect(NamedTuple):
    x: int
    y: int
    width: int
    height: int


class Format(NamedTuple):
    """Of a document: Krita orders 8 and 16 bit as BGRA, float as RGBA."""

    layout: str
    sample: str
    channels: int
    sample_bytes: int

    @property
    def pixel_bytes(self) -> int:
        return self.channels * self.sample_bytes

    def bytes_of(self, rect: Rect) -> int:
        return rect.width * rect.height * self.pixel_bytes


SELECTION = Format("gray", "u8", 1, 1)


def format_of(model: str, depth: str) -> Optional[Format]:
    """None: not RGB or grey, so nothing that Noiseloom takes."""
    if depth not in _SAMPLES:
        return None
    sample, size = _SAMPLES[depth]
    if model == "RGBA":
        return Format("bgra" if depth in ("U8", "U16") else "rgba", sample, 4, size)
    return Format("graya", sample, 2, size) if model == "GRAYA" else None


def strips(rect: Rect, pixel_bytes: int) -> Iterator[Rect]:
    """The rectangle from top to bottom in parts of whole rows, which end where Krita's tiles do."""
    rows = max(1, STRIP_BYTES // max(1, rect.width * pixel_bytes))
    if rows > TILE_ROWS:
        rows -= rows % TILE_ROWS
    y = rect.y
    while y < rect.y + rect.height:
        end = y + rows
        if rows >= TILE_ROWS:
            end -= end % TILE_ROWS
        end = min(end, rect.y + rect.height)
        yield Rect(rect.x, y, rect.width, end - y)
        y = end


def map_segment(descriptor: int, size: int, write: bool) -> mmap.mmap:
    """The first ``size`` bytes of a segment."""
    if os.fstat(descriptor).st_size < size:
        raise PixelError("the shared memory is smaller than the pixels")
    try:
        seals = fcntl.fcntl(descriptor, fcntl.F_GET_SEALS)
    except OSError:
        seals = 0
    if seals & SIZE_SEALS != SIZE_SEALS:
        raise PixelError("the shared memory could shrink")
    return mmap.mmap(descriptor, max(1, size), access=mmap.ACCESS_WRITE if write else mmap.ACCESS_READ)
