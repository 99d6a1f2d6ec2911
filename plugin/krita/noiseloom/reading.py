"""Answers the application's requests for pixels: from a layer, the merged image or the selection into shared memory.

Each function is a generator that yields between strips, so that Krita stays alive while a large image is moved. A strip is
copied once by Krita and once into the segment.
"""

from typing import Any, Callable, Iterator

from .document import Gone, Refused, find_layer, format_of_document, has_format_of
from .pixels import SELECTION, Rect, map_segment, strips


def read_layer(document: Any, layer: str, rect: Rect, segment: int) -> Iterator[None]:
    node = find_layer(document, layer)
    if node is None:
        raise Gone("That layer is no longer in the image.")
    if node.type() != "paintlayer":
        if not has_format_of(node, document):
            raise Refused("'%s' has another colour space than the image. Convert it first." % node.name())
        return _read(node.projectionPixelData, rect, format_of_document(document).pixel_bytes, segment)
    copy = node.duplicate()  # shares its pixels until either is painted on: what is read is of one moment
    if not has_format_of(copy, document):
        copy.setColorSpace(document.colorModel(), document.colorDepth(), document.colorProfile())
    return _read(copy.pixelData, rect, format_of_document(document).pixel_bytes, segment)


def read_merged(document: Any, rect: Rect, segment: int) -> Iterator[None]:
    return _read(document.pixelData, rect, format_of_document(document).pixel_bytes, segment)


def read_selection(document: Any, rect: Rect, segment: int) -> Iterator[None]:
    selection = document.selection()
    if selection is None:
        raise Refused("Nothing is selected.")
    return _read(selection.duplicate().pixelData, rect, SELECTION.pixel_bytes, segment)


def _read(pixel_data: Callable[[int, int, int, int], Any], rect: Rect, pixel_bytes: int, segment: int) -> Iterator[None]:
    size = rect.width * rect.height * pixel_bytes
    with map_segment(segment, size, True) as target:
        at = 0
        for strip in strips(rect, pixel_bytes):
            data = memoryview(pixel_data(*strip))
            expected = strip.width * strip.height * pixel_bytes
            if data.nbytes != expected:
                raise Refused("Krita gave %d bytes of pixels in place of %d." % (data.nbytes, expected))
            target[at : at + expected] = data
            at += expected
            yield
