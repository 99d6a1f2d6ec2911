"""Brings results into Krita: new layers, replaced pixels, new images and the canvas's new rectangle.

A new layer is one step of undo in Krita. Pixels that a script writes into a layer of the image are none, and would confuse the
steps that touched the layer before; so ``replace`` puts a changed copy in the layer's place. That is two steps, putting in
and taking out; Krita has no way to join them.
"""

import os
from typing import Any, Dict, Iterator, List, Optional

from .blend import blend
from .document import Gone, Refused, find_layer, format_of_document, has_format_of, identity
from .pixels import SELECTION, Format, PixelError, Rect, map_segment, strips
from .qt import QtCore

_without_view: List[Any] = []  # Krita closes a document that has neither a view nor a script that holds it
Aliases = Dict[str, str]  # a replaced layer's id, and the id of what is in its place


def rect_of(message: Dict[str, Any]) -> Rect:
    values = [message.get(name) for name in Rect._fields]
    if not all(isinstance(value, int) and abs(value) < 1 << 24 for value in values) or min(values[2:]) < 1:
        raise PixelError("a rectangle that is none was asked for")
    return Rect(*values)


class Writer:
    """One ``put``."""

    def __init__(self, krita: Any, document: Any, aliases: Aliases) -> None:
        self._krita = krita
        self._document = document
        self._aliases = aliases
        self._pixels = format_of_document(document)
        self.made: List[str] = []

    def find(self, layer: str) -> Optional[Any]:
        return find_layer(self._document, self._aliases.get(layer, layer)) or find_layer(self._document, layer)

    def put(self, layers: List[Dict[str, Any]], canvas: Optional[Dict[str, Any]], segment: int) -> Iterator[None]:
        if os.fstat(segment).st_size < max([self._end(layer) for layer in layers], default=0):
            raise PixelError("the shared memory is smaller than the pixels")
        new_canvas = rect_of(canvas) if canvas is not None else None
        for layer in layers:
            makers = {"layer": self._new_layer, "replace": self._replace, "image": self._new_image}
            if layer.get("as") not in makers:
                raise Refused("Krita's bridge does not know how to put a picture as '%s'." % layer.get("as"))
            pixels = memoryview(map_segment(segment, self._end(layer), False))  # unmapped with the last view of it
            yield from makers[layer["as"]](layer, pixels[layer.get("offset", 0) :])
        if new_canvas is not None:
            self._document.resizeImage(*new_canvas)

    def _end(self, layer: Dict[str, Any]) -> int:
        offset = layer.get("offset", 0)
        if not isinstance(offset, int) or offset < 0:
            raise PixelError("pixels begin outside of the shared memory")
        return offset + self._pixels.bytes_of(rect_of(layer))

    def _new_layer(self, layer: Dict[str, Any], pixels: memoryview) -> Iterator[None]:
        node = self._document.createNode(str(layer.get("name", "Noiseloom")), "paintlayer")
        node.setVisible(layer.get("visible", True) is not False)
        yield from _write(node, rect_of(layer), pixels, self._pixels)
        above = self.find(str(layer.get("above", "")))
        parent = above.parentNode() if above is not None else self._document.rootNode()
        if not parent.addChildNode(node, above):
            raise Refused("Krita could not add the layer '%s'." % node.name())
        self.made.append(identity(node))

    def _replace(self, layer: Dict[str, Any], pixels: memoryview) -> Iterator[None]:
        node = self.find(str(layer.get("layer", "")))
        if node is None:
            raise Gone("The layer to be changed is no longer in the image.")
        if node.type() != "paintlayer" or node.locked():
            raise Refused("'%s' cannot be painted on: it is locked, or no paint layer." % node.name())
        if not has_format_of(node, self._document):
            raise Refused("'%s' has another colour space than the image. Convert it first." % node.name())
        copy = node.duplicate()
        yield from _write(copy, rect_of(layer), pixels, self._pixels, self._document.selection())
        if not node.parentNode().addChildNode(copy, node):
            raise Refused("Krita could not change the layer '%s'." % node.name())
        node.remove()
        old, new = identity(node), identity(copy)
        for earlier in [name for name, now in self._aliases.items() if now == old] + [old]:
            self._aliases[earlier] = new
        self.made.append(new)

    def _new_image(self, layer: Dict[str, Any], pixels: memoryview) -> Iterator[None]:
        rect = rect_of(layer)
        old = self._document
        name = str(layer.get("name", "Noiseloom"))
        resolution = float(old.resolution())
        image = self._krita.createDocument(rect.width, rect.height, name, old.colorModel(), old.colorDepth(), old.colorProfile(), resolution)
        node = image.topLevelNodes()[0]
        node.setName(name)
        yield from _write(node, Rect(0, 0, rect.width, rect.height), pixels, self._pixels)
        image.refreshProjection()
        window = self._krita.activeWindow()
        if window is not None:
            window.addView(image)
        else:
            _without_view.append(image)
        self.made.append(identity(node))


def _write(node: Any, rect: Rect, pixels: memoryview, format_: Format, selection: Optional[Any] = None) -> Iterator[None]:
    at = 0
    for strip in strips(rect, format_.pixel_bytes):
        size = format_.bytes_of(strip)
        part = pixels[at : at + size]
        if selection is None:
            data = QtCore.QByteArray.fromRawData(part)
        else:
            old, mask = bytes(node.pixelData(*strip)), bytes(selection.pixelData(*strip))
            if len(old) != size or len(mask) != SELECTION.bytes_of(strip):
                raise Refused("Krita gave other pixels of '%s' than were asked for." % node.name())
            data = QtCore.QByteArray(blend(old, bytes(part), mask, format_))
        node.setPixelData(data, *strip)
        at += size
        yield
