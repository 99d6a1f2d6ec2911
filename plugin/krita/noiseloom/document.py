"""A Krita document as the protocol's words tell it: its pixels' format, its profile, its tree of layers and its selection."""

import os
from typing import Any, Dict, Iterator, List, Optional

from .pixels import Format, Rect, format_of
from .profile import profile_base64

_KINDS = {"paintlayer": "pixels", "grouplayer": "group"}


class Refused(Exception):
    """The host cannot do that; the text is for the user."""


class Gone(Exception):
    """The image or the layer is no more."""


def format_of_document(document: Any) -> Format:
    model, depth = document.colorModel(), document.colorDepth()
    found = format_of(model, depth)
    if found is None:
        raise Refused(
            "Noiseloom works with RGB and grey images; this one is %s. Convert it, or a copy, with Image → Convert Image Color Space."
            % model.rstrip("A")
        )
    return found


def has_format_of(node: Any, document: Any) -> bool:
    """Layers may have a colour space of their own."""
    return (node.colorModel(), node.colorDepth(), node.colorProfile()) == (
        document.colorModel(),
        document.colorDepth(),
        document.colorProfile(),
    )


def identity(node: Any) -> str:
    return node.uniqueId().toString().strip("{}")


def is_mask(node: Any) -> bool:
    return node.type().endswith("mask")


def layers_of(node: Any) -> Iterator[Any]:
    """All layers below a node, from top to bottom, a group before what is in it; masks belong to their layers."""
    for child in reversed(node.childNodes()):
        if not is_mask(child):
            yield child
            yield from layers_of(child)


def find_layer(document: Any, layer: str) -> Optional[Any]:
    for node in layers_of(document.rootNode()):
        if identity(node) == layer:
            return node
    return None


def active_layers(document: Any, selected: List[Any]) -> List[str]:
    """The active layer first, then what else is selected in the view; an active mask stands for its layer. A document without a
    view has none: there it is the topmost layer that is painted on."""
    found: List[str] = []
    for node in [document.activeNode(), *selected]:
        while node is not None and is_mask(node):
            node = node.parentNode()
        if node is not None and identity(node) not in found:
            found.append(identity(node))
    if not found:
        found = [identity(node) for node in layers_of(document.rootNode()) if node.type() == "paintlayer"][:1]
    return found


def selection_rect(document: Any) -> Optional[Rect]:
    """What is selected of the image; None: nothing."""
    selection = document.selection()
    if selection is None:
        return None
    left, top = max(0, selection.x()), max(0, selection.y())
    right = min(document.width(), selection.x() + selection.width())
    bottom = min(document.height(), selection.y() + selection.height())
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None


def _layer(node: Any, root: str, active: List[str]) -> Dict[str, Any]:
    bounds = node.bounds()
    parent = identity(node.parentNode())
    return {
        "id": identity(node),
        "name": node.name(),
        "kind": _KINDS.get(node.type(), "other"),
        "parent": "" if parent == root else parent,
        "visible": node.visible(),
        "opacity": node.opacity() / 255.0,
        "x": bounds.x(),
        "y": bounds.y(),
        "width": bounds.width(),
        "height": bounds.height(),
        "alpha": True,
        "active": identity(node) in active,
    }


def describe(krita: Any, document: Any, selected: List[Any]) -> Dict[str, Any]:
    """Errors: Refused, ProfileError."""
    pixels = format_of_document(document)
    root = identity(document.rootNode())
    active = active_layers(document, selected)
    told = {
        "id": root,
        "name": os.path.basename(document.fileName()) or document.name() or "Untitled",
        "width": document.width(),
        "height": document.height(),
        "layout": pixels.layout,
        "sample": pixels.sample,
        "profile": profile_base64(krita, document.colorModel(), document.colorDepth(), document.colorProfile()),
        "layers": [_layer(node, root, active) for node in layers_of(document.rootNode())],
    }
    selection = selection_rect(document)
    if selection is not None:
        told["selection"] = dict(selection._asdict())
    return told
