"""In kritarunner, with an application that does what a test says: every kind of request, and every way that it can go wrong."""

import struct
import time
import unittest
from typing import Any, List

import krita
from krita_checks import scripted
from noiseloom import NoiseloomError, run
from noiseloom.document import identity
from noiseloom.qt import QtCore
from noiseloom.script import _Waiting
from noiseloom.session import Session

FORMATS = [("RGBA", "U8"), ("RGBA", "U16"), ("RGBA", "F16"), ("RGBA", "F32"), ("GRAYA", "U8"), ("GRAYA", "U16"), ("GRAYA", "F32")]
_CODES = {"U8": "B", "U16": "H", "F16": "e", "F32": "f"}


def pixel(model: str, depth: str, *parts: float) -> bytes:
    """A pixel in Krita's order of red, green, blue and alpha, or grey and alpha, from 0 to 1."""
    most = {"U8": 255, "U16": 65535}.get(depth)
    values = [int(part * most + 0.5) if most else part for part in parts]
    if model == "RGBA" and most:
        values[0], values[2] = values[2], values[0]
    return struct.pack("=%d%s" % (len(values), _CODES[depth]), *values)


class ScriptedTest(unittest.TestCase):
    def setUp(self) -> None:
        scripted()
        self.krita = krita.Krita.instance()
        self.documents: List[Any] = []
        self.open("RGBA", "U8")

    def tearDown(self) -> None:
        for document in self.documents:
            document.close()

    def open(self, model: str, depth: str, profile: str = "") -> None:
        """64 x 64 with a white paper, and in a group a layer with a square at 10, 10 of changing colours; 12, 12, 20, 20 is selected."""
        self.model, self.depth = model, depth
        self.document = self.krita.createDocument(64, 64, "test", model, depth, profile, 72.0)
        self.documents.append(self.document)
        root, self.group = self.document.rootNode(), self.document.createGroupLayer("Group")
        root.addChildNode(self.group, None)
        self.layer = self.document.createNode("Sky", "paintlayer")
        parts = 3 if model == "RGBA" else 1
        row = [pixel(model, depth, *[(index * (7 + part) % 41) / 40 for part in range(parts)], 1 - index % 3 / 4) for index in range(900)]
        self.layer.setPixelData(b"".join(row), 10, 10, 30, 30)
        self.group.addChildNode(self.layer, None)
        self.colour = pixel(model, depth, *[0.2, 0.4, 0.6][:parts], 1)
        self.select(255)
        self.document.waitForDone()

    def select(self, value: int) -> None:
        selection = krita.Selection()
        selection.select(12, 12, 20, 20, value)
        self.document.setSelection(selection)

    def run_script(self, name: str) -> List[Any]:
        return run(self.document, name, arguments={"colour": self.colour.hex()})

    def names(self) -> List[str]:
        return [node.name() for node in self.group.childNodes()]

    def test_pixels_come_and_go_bit_for_bit(self) -> None:
        for model, depth in FORMATS:
            with self.subTest(model + depth):
                self.open(model, depth)
                made = self.run_script("copy")[0]
                self.assertEqual(bytes(made.pixelData(12, 12, 20, 20)), bytes(self.layer.pixelData(12, 12, 20, 20)))
                self.assertEqual(bytes(made.pixelData(0, 0, 64, 12)), bytes(64 * 12 * len(self.colour)))
                merged = bytes(self.document.pixelData(12, 12, 20, 20))
                self.assertEqual(bytes(self.run_script("copy-merged")[0].pixelData(12, 12, 20, 20)), merged)

    def test_a_group_is_read_as_it_looks(self) -> None:
        above = self.document.createNode("Cloud", "paintlayer")
        above.setPixelData(self.colour * 25, 14, 14, 5, 5)
        self.group.addChildNode(above, self.layer)
        self.document.waitForDone()
        made = run(self.document, "copy", arguments={"layer": identity(self.group)})[0]
        self.assertEqual(bytes(made.pixelData(14, 14, 5, 5)), self.colour * 25)
        self.assertEqual(bytes(made.pixelData(20, 20, 10, 10)), bytes(self.layer.pixelData(20, 20, 10, 10)))

    def test_a_layer_of_another_colour_space_is_converted_on_the_way(self) -> None:
        self.layer.setPixelData(self.colour * 900, 10, 10, 30, 30)
        self.layer.setColorSpace("GRAYA", "F32", "Gray-D50-elle-V2-g10.icc")
        self.assertEqual(len(self.layer.pixelData(0, 0, 1, 1)), 8)
        made = self.run_script("copy")[0]
        blue, green, red, alpha = bytes(made.pixelData(20, 20, 1, 1))
        self.assertEqual((blue, green, alpha), (green, red, 255))
        self.assertTrue(90 < red < 110, red)
        made.remove()
        with self.assertRaisesRegex(NoiseloomError, "refused"):
            self.run_script("replace-twice")

    def test_a_layer_lies_above_its_source(self) -> None:
        made = self.run_script("fill")[0]
        self.assertEqual(self.names(), ["Sky", "Made"])
        self.assertEqual((made.parentNode().name(), made.opacity(), made.visible()), ("Group", 255, True))
        bounds = made.bounds()
        self.assertEqual((bounds.x(), bounds.y(), bounds.width(), bounds.height()), (12, 12, 20, 20))

    def test_replacing_keeps_what_is_not_selected(self) -> None:
        for model, depth in FORMATS:
            with self.subTest(model + depth):
                self.open(model, depth)
                before = bytes(self.layer.pixelData(0, 0, 64, 64))
                made = self.run_script("replace-twice")
                self.assertEqual(self.names(), ["Sky"])
                after = bytes(made[-1].pixelData(0, 0, 64, 64))
                size = len(self.colour)
                for y in range(64):
                    for x in range(64):
                        at = (y * 64 + x) * size
                        inside = 12 <= x < 32 and 12 <= y < 32
                        self.assertEqual(after[at : at + size], self.colour if inside else before[at : at + size], (x, y))

    def test_a_half_selected_pixel_is_half_replaced(self) -> None:
        self.layer.setPixelData(bytes([0, 0, 0, 255]) * 4096, 0, 0, 64, 64)
        self.select(128)
        self.colour = bytes([200, 100, 50, 255])
        self.assertEqual(bytes(self.run_script("replace-twice")[0].pixelData(20, 20, 1, 1)), bytes([150, 75, 38, 255]))

    def test_variations(self) -> None:
        made = self.run_script("variations")
        self.assertEqual(self.names(), ["Sky", "C", "B", "A"])
        self.assertEqual([node.visible() for node in made], [True, False, False])

    def test_the_canvas_grows(self) -> None:
        self.run_script("extend")
        self.assertEqual((self.document.width(), self.document.height()), (80, 64))
        self.assertEqual(bytes(self.document.pixelData(28, 12, 1, 1)), self.colour)

    def test_a_new_image(self) -> None:
        for model, depth in FORMATS[2:5]:
            self.open(model, depth)
            before = self.krita.documents()
            self.assertEqual([node.name() for node in self.run_script("image")], ["Another"])
            made = [document for document in self.krita.documents() if document not in before][0]
            self.assertEqual((made.width(), made.height(), made.colorModel(), made.colorDepth()), (20, 20, model, depth))
            self.assertEqual(bytes(made.pixelData(19, 19, 1, 1)), self.colour)
            made.close()

    def test_another_kind_of_image_is_refused(self) -> None:
        for model in ("CMYKA", "LABA", "XYZA"):
            document = self.krita.createDocument(8, 8, "test", model, "U16", "", 72.0)
            self.documents.append(document)
            with self.assertRaisesRegex(NoiseloomError, "this one is %s. Convert it" % model[:-1]):
                run(document, "fill")

    def test_a_killed_application(self) -> None:
        with self.assertRaisesRegex(NoiseloomError, "ended unexpectedly"):
            self.run_script("die")
        self.assertEqual(len(self.run_script("fill")), 1)  # a new one is started

    def test_an_application_that_breaks_the_rules(self) -> None:
        for script in ("babble", "lie"):
            with self.assertRaises(NoiseloomError):
                self.run_script(script)
        self.assertEqual(self.names(), ["Sky"])

    def test_no_application(self) -> None:
        import os

        os.environ.update(NOISELOOM_EDITOR="/bin/true", NOISELOOM_SOCKET=os.environ["NOISELOOM_SOCKET"] + "2")
        begun = time.monotonic()
        with self.assertRaisesRegex(NoiseloomError, "does not answer"):
            self.run_script("fill")
        self.assertTrue(9 < time.monotonic() - begun < 15)

    def test_the_image_is_closed_meanwhile(self) -> None:
        QtCore.QTimer.singleShot(1500, self.documents.pop().close)
        with self.assertRaisesRegex(NoiseloomError, "closed, then gone"):
            self.run_script("wait")

    def test_two_sessions_at_once(self) -> None:
        first, first_layer = self.document, self.group
        self.open("GRAYA", "F32")
        waiting = [_Waiting(), _Waiting()]
        sessions = [
            Session(self.krita, document, {"purpose": "run", "workflow": "wait"}, listener, True) for document, listener in zip((first, self.document), waiting)
        ]
        for session in sessions:
            session.start()
        QtCore.QTimer.singleShot(1500, sessions[0].cancel)
        waiting[0].loop.exec_()
        self.assertEqual((waiting[0].error, waiting[1].error), ("", None))
        self.assertEqual(len(self.run_script("fill")), 1)  # beside the one that waits
        sessions[1].cancel()
        waiting[1].loop.exec_()
        self.assertEqual(waiting[1].error, "")
        self.assertEqual([node.name() for node in first_layer.childNodes()], ["Sky"])
