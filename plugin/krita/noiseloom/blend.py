"""Replacing pixels by a mask, without numpy (Krita has none): what it leaves out stays bit for bit, what it wholly
selects is copied, and only the soft edge between is computed.

Colours are not multiplied by alpha, so an edge mixes them by their alphas: what is transparent adds no colour.
"""

import re
import struct
from typing import List, Tuple

from .pixels import Format

_RUNS = re.compile(rb"\x00+|\xff+|[^\x00\xff]+", re.DOTALL)
_CODES = {"u8": "B", "u16": "H", "f16": "e", "f32": "f"}


def runs(mask: bytes) -> List[Tuple[int, int]]:
    """From and to, of each run that is wholly selected, not selected, or soft."""
    return [found.span() for found in _RUNS.finditer(mask)]


def blend(old: bytes, new: bytes, mask: bytes, pixels: Format) -> bytes:
    """The pixels of ``new`` over those of ``old`` where ``mask`` (a byte a pixel) selects them."""
    size = pixels.pixel_bytes
    result = bytearray(old)
    for begin, end in runs(mask):
        if mask[begin] == 0:
            continue
        span = slice(begin * size, end * size)
        result[span] = new[span] if mask[begin] == 255 else _mixed(old[span], new[span], mask[begin:end], pixels)
    return bytes(result)


def _mixed(old: bytes, new: bytes, mask: bytes, pixels: Format) -> bytes:
    """A run of half selected pixels."""
    channels, is_whole = pixels.channels, pixels.sample[0] == "u"
    layout = struct.Struct("=%d%s" % (len(mask) * channels, _CODES[pixels.sample]))
    before, after = layout.unpack(old), layout.unpack(new)
    mixed: List[float] = []
    for index, amount in enumerate(mask):
        first = index * channels
        last = first + channels - 1  # alpha
        share = amount / 255.0
        weight, weight_before = after[last] * share, before[last] * (1.0 - share)
        alpha = weight + weight_before
        if alpha <= 0:
            weight, weight_before, total = share, 1.0 - share, 1.0
        else:
            total = alpha
        for channel in range(first, last):
            mixed.append((after[channel] * weight + before[channel] * weight_before) / total)
        mixed.append(max(alpha, 0.0))
    if is_whole:
        return layout.pack(*[int(value + 0.5) for value in mixed])
    return layout.pack(*mixed)
