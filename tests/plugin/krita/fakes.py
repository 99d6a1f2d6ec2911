"""Krita's nodes, documents and Qt as far as the bridge uses them, so that it can be tested without Krita.

Importing this makes the package ``noiseloom`` importable; it needs NOISELOOM_KRITA, the folder that it lies in.
"""

import os
import sys
import types
from typing import Any, List, Optional

sys.path.insert(0, os.environ["NOISELOOM_KRITA"])


class _ByteArray(bytes):
    @staticmethod
    def fromRawData(data: Any) -> bytes:
        return bytes(data)


_qt = types.ModuleType("noiseloom.qt")
_qt.QtCore = types.SimpleNamespace(QByteArray=_ByteArray)  # type: ignore[attr-defined]
sys.modules["noiseloom.qt"] = _qt


class Bounds:
    def __init__(self, x: int, y: int, width: int, height: int) -> None:
        self.x, self.y, self.width, self.height = (lambda: x), (lambda: y), (lambda: width), (lambda: height)


class Id:
    def __init__(self, name: str) -> None:
        self.toString = lambda: "{" + name + "}"


class Plane:
    """Pixels at any coordinates; 0 where none were set."""

    def __init__(self, pixel_bytes: int) -> None:
        self._pixel_bytes = pixel_bytes
        self._pixels: dict = {}

    def read(self, x: int, y: int, width: int, height: int) -> bytes:
        nothing = bytes(self._pixel_bytes)
        return b"".join(self._pixels.get((column, row), nothing) for row in range(y, y + height) for column in range(x, x + width))

    def write(self, data: bytes, x: int, y: int, width: int, height: int) -> None:
        size = self._pixel_bytes
        for index in range(width * height):
            self._pixels[(x + index % width, y + index // width)] = data[index * size : (index + 1) * size]

    def copy(self) -> "Plane":
        made = Plane(self._pixel_bytes)
        made._pixels = dict(self._pixels)
        return made


class Node:
    count = 0

    def __init__(self, name: str, kind: str = "paintlayer", children: Optional[List["Node"]] = None, pixel_bytes: int = 4) -> None:
        Node.count += 1
        self._id, self._name, self._kind, self.parent = "node-%d" % Node.count, name, kind, None
        self.children: List["Node"] = []  # from bottom to top, as Krita has them
        self.is_visible, self.is_locked, self.space = True, False, ("RGBA", "U8", "sRGB")
        self.plane = Plane(pixel_bytes)
        for child in children or []:
            self.addChildNode(child, self.children[-1] if self.children else None)

    def uniqueId(self) -> Id:
        return Id(self._id)

    def name(self) -> str:
        return self._name

    def type(self) -> str:
        return self._kind

    def childNodes(self) -> List["Node"]:
        return list(self.children)

    def parentNode(self) -> Optional["Node"]:
        return self.parent

    def bounds(self) -> Bounds:
        return Bounds(1, 2, 3, 4)

    def visible(self) -> bool:
        return self.is_visible

    def setVisible(self, on: bool) -> None:
        self.is_visible = on

    def locked(self) -> bool:
        return self.is_locked

    def opacity(self) -> int:
        return 51

    def colorModel(self) -> str:
        return self.space[0]

    def colorDepth(self) -> str:
        return self.space[1]

    def colorProfile(self) -> str:
        return self.space[2]

    def pixelData(self, *rect: int) -> bytes:
        return self.plane.read(*rect)

    projectionPixelData = pixelData

    def setPixelData(self, data: bytes, *rect: int) -> None:
        self.plane.write(data, *rect)

    def duplicate(self) -> "Node":
        made = Node(self._name, self._kind)
        made.plane, made.space = self.plane.copy(), self.space
        return made

    def addChildNode(self, child: "Node", above: Optional["Node"]) -> bool:
        self.children.insert(self.children.index(above) + 1 if above is not None else len(self.children), child)
        child.parent = self
        return True

    def remove(self) -> bool:
        assert self.parent is not None
        self.parent.children.remove(self)
        return True


class Selection:
    def __init__(self, x: int, y: int, width: int, height: int, value: int = 255) -> None:
        self.x, self.y, self.width, self.height = (lambda: x), (lambda: y), (lambda: width), (lambda: height)
        self.plane = Plane(1)
        self.plane.write(bytes([value]) * (width * height), x, y, width, height)

    def pixelData(self, *rect: int) -> bytes:
        return self.plane.read(*rect)

    def duplicate(self) -> "Selection":
        return self


class Document:
    def __init__(self, children: List[Node], selection: Optional[Selection] = None, model: str = "RGBA", depth: str = "U8") -> None:
        self.root, self.selected, self.active = Node("root", "grouplayer", children), selection, None
        self.space, self.canvas, self.file = (model, depth, "sRGB"), (0, 0, 64, 48), ""

    def rootNode(self) -> Node:
        return self.root

    def activeNode(self) -> Optional[Node]:
        return self.active

    def selection(self) -> Optional[Selection]:
        return self.selected

    def width(self) -> int:
        return self.canvas[2]

    def height(self) -> int:
        return self.canvas[3]

    def resizeImage(self, *canvas: int) -> None:
        self.canvas = canvas  # type: ignore[assignment]

    def fileName(self) -> str:
        return self.file

    def name(self) -> str:
        return ""

    def colorModel(self) -> str:
        return self.space[0]

    def colorDepth(self) -> str:
        return self.space[1]

    def colorProfile(self) -> str:
        return self.space[2]

    def createNode(self, name: str, kind: str) -> Node:
        return Node(name, kind)


def segment(data: bytes, is_sealed: bool = True) -> int:
    """A memory file as the application makes them."""
    import fcntl

    made = os.memfd_create("test", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(made, data)
    if is_sealed:
        fcntl.fcntl(made, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
    return made
