"""Brings results into Krita: new layers, replaced pixels, new images and the canvas's new rectangle.

A new layer is one step of undo in Krita. Pixels that a script writes into a layer of the image are none, and would confuse the
steps that touched the layer before; so ``replace`` puts a changed copy in the layer's place. That is two steps, putting in
and taking out; Krita has no way to join them. So what is put is made and looked at before the first step, and then set in
place without giving the user a turn: what was painted meanwhile is kept.
"""

import hashlib
import os
from typing import Any, Callable, Dict, Generator, Iterator, List, Optional, Union

from .blend import blend
from .document import Gone, Refused, find_layer, format_of_document, has_format_of, identity
from .pixels import SELECTION, Format, PixelError, Rect, map_segment, strips
from .qt import QtCore

_without_view: List[Any] = []  # Krita closes a document that has neither a view nor a script that holds it
Making = Generator[None, None, Callable[[], Any]]  # ends with what sets the node in place, and gives it
Aliases = Dict[str, str]  # a replaced layer's id, and the id of what is in its place


def rect_of(message: Dict[str, Any]) -> Rect:
    values = [message.get(name) for name in Rect._fields]
    if not all(isinstance(value, int) and abs(value) < 1 << 24 for value in values) or min(values[2:]) < 1:
        raise PixelError("a rectangle that is none was asked for")
    return Rect(*values)


class Writer:
    """One ``put``."""

    def __init__(self, krita: Any, document: Any, aliases: Aliases, until_idle: Callable[[], Iterator[Any]] = lambda: iter(())) -> None:
        """``until_idle`` waits for a stroke that is being painted."""
        self._until_idle = until_idle
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
        makers = {"layer": self._new_layer, "replace": self._replace, "image": self._new_image}
        made = []
        for layer in layers:
            if layer.get("as") not in makers:
                raise Refused("Krita's bridge does not know how to put a picture as '%s'." % layer.get("as"))
            memory = memoryview(map_segment(segment, self._end(layer), False))  # unmapped with the last view of it
            made.append((yield from makers[layer["as"]](layer, memory)))
        yield from self._until_idle()
        if any(layer["as"] == "replace" and self.find(str(layer.get("layer", ""))) is None for layer in layers):
            raise _gone()
        for set_in_place in made:
            self.made.append(identity(set_in_place()))
        if new_canvas is not None:
            self._document.resizeImage(*new_canvas)

    def _end(self, layer: Dict[str, Any]) -> int:
        """What a layer of a ``put`` needs of the segment."""
        rect, offset, mask = rect_of(layer), layer.get("offset", 0), layer.get("mask", 0)
        if not isinstance(offset, int) or offset < 0 or not isinstance(mask, int) or mask < 0:
            raise PixelError("pixels begin outside of the shared memory")
        return max(offset + self._pixels.bytes_of(rect), mask + SELECTION.bytes_of(rect) if "mask" in layer else 0)

    def _fill(self, node: Any, rect: Rect, layer: Dict[str, Any], memory: memoryview) -> Iterator[None]:
        at = layer.get("offset", 0)
        for strip in strips(rect, self._pixels.pixel_bytes):
            size = self._pixels.bytes_of(strip)
            node.setPixelData(QtCore.QByteArray.fromRawData(memory[at : at + size]), *strip)
            at += size
            yield

    def _new_layer(self, layer: Dict[str, Any], memory: memoryview) -> Making:
        node = self._document.createNode(str(layer.get("name", "Noiseloom")), "paintlayer")
        node.setVisible(layer.get("visible", True) is not False)
        yield from self._fill(node, rect_of(layer), layer, memory)

        def set_in_place() -> Any:
            above = self.find(str(layer.get("above", "")))
            parent = above.parentNode() if above is not None else self._document.rootNode()
            if not parent.addChildNode(node, above):
                raise Refused("Krita could not add the layer '%s'." % node.name())
            return node

        return set_in_place

    def _replace(self, layer: Dict[str, Any], memory: memoryview) -> Making:
        node = self.find(str(layer.get("layer", "")))
        if node is None:
            raise _gone()
        if node.type() != "paintlayer" or node.locked():
            raise Refused("'%s' cannot be painted on: it is locked, or no paint layer." % node.name())
        if not has_format_of(node, self._document):
            raise Refused("'%s' has another colour space than the image. Convert it first." % node.name())
        parts = []
        for part in self._parts(layer, memory):
            part.mix(node)
            parts.append(part)
            yield

        def set_in_place() -> Any:
            copy = node.duplicate()
            for part in parts:
                part.mix(node)  # again where it was painted on meanwhile
                copy.setPixelData(QtCore.QByteArray.fromRawData(part.pixels), *part.rect)
            if not node.parentNode().addChildNode(copy, node):
                raise Refused("Krita could not change the layer '%s'." % node.name())
            node.remove()
            old, new = identity(node), identity(copy)
            for earlier in [name for name, now in self._aliases.items() if now == old] + [old]:
                self._aliases[earlier] = new
            return copy

        return set_in_place

    def _parts(self, layer: Dict[str, Any], memory: memoryview) -> Iterator["_Part"]:
        at, mask = layer.get("offset", 0), layer.get("mask")
        for strip in strips(rect_of(layer), self._pixels.pixel_bytes):
            size, count = self._pixels.bytes_of(strip), SELECTION.bytes_of(strip)
            yield _Part(strip, memory[at : at + size], None if mask is None else bytes(memory[mask : mask + count]), self._pixels)
            at += size
            mask = None if mask is None else mask + count

    def _new_image(self, layer: Dict[str, Any], memory: memoryview) -> Making:
        rect = rect_of(layer)
        old = self._document
        name = str(layer.get("name", "Noiseloom"))
        resolution = float(old.resolution())
        image = self._krita.createDocument(rect.width, rect.height, name, old.colorModel(), old.colorDepth(), old.colorProfile(), resolution)
        node = image.topLevelNodes()[0]
        node.setName(name)
        yield from self._fill(node, Rect(0, 0, rect.width, rect.height), layer, memory)
        image.refreshProjection()

        def set_in_place() -> Any:
            window = self._krita.activeWindow()
            if window is not None:
                window.addView(image)
            else:
                _without_view.append(image)
            return node

        return set_in_place


class _Part:
    """A strip of what replaces a layer's pixels."""

    def __init__(self, rect: Rect, new: memoryview, mask: Optional[bytes], format_: Format) -> None:
        self.rect, self._new, self._mask, self._format = rect, new, mask, format_
        self._seen = b""
        self.pixels: Union[bytes, memoryview] = b""

    def mix(self, node: Any) -> None:
        """Sets ``pixels`` to the new ones in those of ``node``, if it has others than the last time."""
        if self._mask is None:
            self.pixels = self._new
            return
        old = bytes(node.pixelData(*self.rect))
        if len(old) != self._format.bytes_of(self.rect):
            raise Refused("Krita gave other pixels of '%s' than were asked for." % node.name())
        seen = hashlib.blake2b(old).digest()
        if seen != self._seen:
            self.pixels, self._seen = blend(old, bytes(self._new), self._mask, self._format), seen


def _gone() -> Gone:
    return Gone("The layer to be changed is no longer in the image.")
