"""What is told of a document, and pixels that are read of it and put into it."""

import os
import unittest
from typing import Any, Dict, Iterator
from unittest import mock

from fakes import Document, Node, Selection, segment
from noiseloom import document as told
from noiseloom.document import Gone, Refused, describe, identity, selection_rect
from noiseloom.pixels import PixelError, Rect
from noiseloom.reading import read_layer, read_selection
from noiseloom.writing import Writer, rect_of

RED, GREEN, BLUE = b"\x00\x00\xff\xff", b"\x00\xff\x00\xff", b"\xff\x00\x00\xff"


def finish(work: Iterator[Any]) -> None:
    for _ in work:
        pass


class DescribeTest(unittest.TestCase):
    def setUp(self) -> None:
        patched = mock.patch.object(told, "profile_base64", lambda *_: "AAAA")
        patched.start()
        self.addCleanup(patched.stop)
        self.sky = Node("Sky", children=[Node("Mask", "transparencymask")])
        self.group = Node("Group", "grouplayer", [Node("Sea"), self.sky])
        self.document = Document([Node("Paper"), self.group, Node("Text", "vectorlayer"), Node("Selection", "selectionmask")])

    def layers(self) -> Dict[str, Any]:
        return {layer["name"]: layer for layer in describe(None, self.document, [])["layers"]}

    def test_layers_go_from_top_to_bottom_and_masks_are_none(self) -> None:
        self.assertEqual(list(self.layers()), ["Text", "Group", "Sky", "Sea", "Paper"])

    def test_a_layer(self) -> None:
        self.document.active = self.sky
        self.assertEqual(
            self.layers()["Sky"],
            dict(
                id=identity(self.sky), name="Sky", kind="pixels", parent=identity(self.group), visible=True, opacity=0.2,
                x=1, y=2, width=3, height=4, alpha=True, active=True,
            ),
        )

    def test_kinds_and_parents(self) -> None:
        layers = self.layers()
        self.assertEqual([layers[name]["kind"] for name in ("Paper", "Group", "Text")], ["pixels", "group", "other"])
        self.assertEqual(layers["Paper"]["parent"], "")

    def test_an_active_mask_stands_for_its_layer(self) -> None:
        self.document.active = self.sky.children[0]
        self.assertEqual([name for name, layer in self.layers().items() if layer["active"]], ["Sky"])

    def test_without_a_view_the_topmost_painted_layer_is_active(self) -> None:
        self.assertEqual([name for name, layer in self.layers().items() if layer["active"]], ["Sky"])

    def test_the_selection_ends_with_the_image(self) -> None:
        self.assertIsNone(selection_rect(self.document))
        self.document.selected = Selection(60, -4, 20, 10)
        self.assertEqual(selection_rect(self.document), Rect(60, 0, 4, 6))
        self.document.selected = Selection(100, 0, 20, 10)
        self.assertIsNone(selection_rect(self.document))

    def test_other_colour_models_are_refused_by_name(self) -> None:
        self.document.space = ("CMYKA", "U8", "x")
        with self.assertRaisesRegex(Refused, "this one is CMYK"):
            describe(None, self.document, [])


class ReadTest(unittest.TestCase):
    def test_a_layer_of_one_moment(self) -> None:
        layer = Node("Sky")
        layer.setPixelData(RED * 4, 0, 0, 2, 2)
        memory = segment(bytes(3 * 2 * 4))
        work = read_layer(Document([layer]), identity(layer), Rect(-1, 0, 3, 2), memory)
        layer.setPixelData(BLUE * 4, 0, 0, 2, 2)  # painted on before the first strip
        finish(work)
        self.assertEqual(os.pread(memory, 24, 0), (bytes(4) + RED * 2) * 2)

    def test_the_selection(self) -> None:
        memory = segment(bytes(6))
        finish(read_selection(Document([], Selection(1, 0, 1, 2, 128)), Rect(0, 0, 3, 2), memory))
        self.assertEqual(os.pread(memory, 6, 0), b"\0\x80\0" * 2)

    def test_what_is_not_there(self) -> None:
        with self.assertRaises(Gone):
            finish(read_layer(Document([]), "node-none", Rect(0, 0, 1, 1), segment(bytes(4))))
        with self.assertRaises(Refused):
            finish(read_selection(Document([]), Rect(0, 0, 1, 1), segment(b"x")))

    def test_memory_that_is_too_small_is_not_written(self) -> None:
        layer = Node("Sky")
        with self.assertRaises(PixelError):
            finish(read_layer(Document([layer]), identity(layer), Rect(0, 0, 2, 2), segment(bytes(15))))


class PutTest(unittest.TestCase):
    def setUp(self) -> None:
        self.sky = Node("Sky")
        self.group = Node("Group", "grouplayer", [Node("Sea"), self.sky, Node("Birds")])
        self.document = Document([Node("Paper"), self.group])
        self.aliases: Dict[str, str] = {}

    def put(self, *layers: Dict[str, Any], data: bytes = RED * 4, canvas: Any = None) -> Writer:
        writer = Writer(None, self.document, self.aliases)
        finish(writer.put([dict({"as": "layer", "name": "New", "x": 0, "y": 0, "width": 2, "height": 2, "offset": 0}, **layer) for layer in layers], canvas, segment(data)))
        return writer

    def names(self) -> Any:
        return [node.name() for node in self.group.children]

    def test_a_new_layer_lies_above_its_source_in_the_same_group(self) -> None:
        made = self.put({"above": identity(self.sky)}).made
        self.assertEqual(self.names(), ["Sea", "Sky", "New", "Birds"])
        self.assertEqual(made, [identity(self.group.children[2])])
        self.assertEqual(self.group.children[2].pixelData(0, 0, 3, 1), RED * 2 + bytes(4))

    def test_where_the_source_is_gone_it_lies_on_top(self) -> None:
        self.put({"above": "node-none"})
        self.assertEqual([node.name() for node in self.document.root.children], ["Paper", "Group", "New"])

    def test_variations_keep_their_order_and_may_be_hidden(self) -> None:
        self.put({"above": identity(self.sky), "name": "A"}, {"above": identity(self.sky), "name": "B", "visible": False, "offset": 16}, data=RED * 4 + BLUE * 4)
        self.assertEqual(self.names(), ["Sea", "Sky", "B", "A", "Birds"])
        self.assertFalse(self.group.children[2].visible())
        self.assertEqual(self.group.children[2].pixelData(1, 1, 1, 1), BLUE)

    def test_replaced_pixels_stay_outside_of_the_mask(self) -> None:
        self.sky.setPixelData(BLUE * 16, 0, 0, 4, 4)
        self.document.selected = Selection(3, 3, 1, 1)  # by now; when the layer was read it was what the mask says
        old = identity(self.sky)
        made = self.put({"as": "replace", "layer": old, "mask": 16}, data=RED * 4 + b"\0\xff\0\xff").made
        self.assertEqual(self.names(), ["Sea", "Sky", "Birds"])
        self.assertEqual(self.group.children[1].pixelData(0, 0, 4, 1), BLUE + RED + BLUE * 2)
        self.assertEqual(self.aliases, {old: made[0]})
        again = self.put({"as": "replace", "layer": old}).made  # the id that the application knows
        self.assertEqual(self.aliases, {old: again[0], made[0]: again[0]})
        self.assertEqual(self.group.children[1].pixelData(0, 0, 4, 1), RED * 2 + BLUE * 2)  # without a mask the rectangle

    def test_what_is_painted_meanwhile_is_kept(self) -> None:
        self.sky.setPixelData(BLUE * 16, 0, 0, 4, 4)
        paint = lambda: self.sky.setPixelData(GREEN * 2, 1, 1, 2, 1)  # one pixel where the mask keeps, one outside of the rectangle
        writer = Writer(None, self.document, self.aliases, lambda: iter([paint()]))
        finish(writer.put([{"as": "replace", "layer": identity(self.sky), "x": 0, "y": 0, "width": 2, "height": 2, "mask": 16}], None, segment(RED * 4 + b"\xff\0\xff\0")))
        self.assertEqual(self.group.children[1].pixelData(0, 1, 4, 1), RED + GREEN * 2 + BLUE)

    def test_all_or_nothing_is_put(self) -> None:
        self.sky.is_locked = True
        with self.assertRaises(Refused):
            self.put({"above": identity(self.sky)}, {"as": "replace", "layer": identity(self.sky)})
        self.assertEqual(self.names(), ["Sea", "Sky", "Birds"])

    def test_a_mask_that_the_memory_has_no_room_for_is_an_error(self) -> None:
        for mask in (13, -1, "0"):
            with self.assertRaises(PixelError):
                self.put({"as": "replace", "layer": identity(self.sky), "mask": mask})

    def test_what_cannot_be_painted_on_is_refused(self) -> None:
        self.sky.is_locked = True
        for layer, error in ((self.sky, Refused), (self.group, Refused)):
            with self.assertRaises(error):
                self.put({"as": "replace", "layer": identity(layer)})
        with self.assertRaises(Gone):
            self.put({"as": "replace", "layer": "node-none"})
        with self.assertRaises(Refused):
            self.put({"as": "poster"})

    def test_the_canvas_grows(self) -> None:
        self.put({"above": ""}, canvas={"x": -8, "y": 0, "width": 72, "height": 48})
        self.assertEqual(self.document.canvas, (-8, 0, 72, 48))

    def test_nothing_is_done_where_a_message_lies(self) -> None:
        lies: Any = ({"width": 3}, {"offset": 1}, {"offset": -1}, {"offset": 1 << 60}, {"width": -2}, {"height": 0}, {"x": "1"}, {"x": 1 << 40}, {"offset": True, "x": 1.5})
        for lie in lies:
            with self.subTest(lie), self.assertRaises(PixelError):
                self.put({"above": ""}, lie)
            self.assertEqual(len(self.document.root.children), 2)
        with self.assertRaises(PixelError):
            self.put({"above": ""}, canvas={"x": 0, "y": 0, "width": 0, "height": 5})
        self.assertEqual(len(self.document.root.children), 2)

    def test_rectangles(self) -> None:
        self.assertEqual(rect_of({"x": -3, "y": 2, "width": 1, "height": 7}), Rect(-3, 2, 1, 7))


if __name__ == "__main__":
    unittest.main()
