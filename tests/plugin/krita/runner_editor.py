"""In kritarunner, with the real application: a workflow without a model pastes a scene into the selection of a layer.

What is checked is what a painter would see: colours where it is selected, nothing touched elsewhere, the same colours whatever the
image's depth and profile.
"""

import os
import unittest
from typing import Any, List

import krita
from noiseloom import NoiseloomError, run

WORKFLOW = os.path.join(os.path.dirname(os.path.abspath(__file__)), "paste.noiseloom")
FORMATS = [("RGBA", "U8"), ("RGBA", "U16"), ("RGBA", "F16"), ("RGBA", "F32")]
SRGB = "sRGB-elle-V2-srgbtrc.icc"


class EditorTest(unittest.TestCase):
    def setUp(self) -> None:
        self.krita = krita.Krita.instance()
        self.documents: List[Any] = []

    def tearDown(self) -> None:
        for document in self.documents:
            document.close()

    def open(self, model: str, depth: str, profile: str = "", x: int = 0, y: int = 0, side: int = 64) -> None:
        """64 x 64; in a group a layer of `side` x `side` at x, y; 12, 12, 20, 20 is selected."""
        self.document = self.krita.createDocument(64, 64, "test", model, depth, profile, 72.0)
        self.documents.append(self.document)
        root, group = self.document.rootNode(), self.document.createGroupLayer("Group")
        root.addChildNode(group, None)
        self.layer = self.document.createNode("Sky", "paintlayer")
        pixel = len(self.document.pixelData(0, 0, 1, 1))
        self.layer.setPixelData((b"\x00\x3c" * 8)[:pixel] * (side * side), x, y, side, side)
        group.addChildNode(self.layer, None)
        selection = krita.Selection()
        selection.select(12, 12, 20, 20, 255)
        self.document.setSelection(selection)
        self.document.waitForDone()

    def paste(self, **more: Any) -> List[Any]:
        return run(self.document, WORKFLOW, arguments={"seed": 3, "scene-p4vc.size": more.pop("size", 64)}, **more)

    def in_srgb(self, x: int, y: int) -> List[int]:
        copy = self.document.clone()
        copy.setColorSpace("RGBA", "U8", SRGB)
        copy.waitForDone()
        found = list(bytes(copy.pixelData(x, y, 1, 1)))
        copy.close()
        return found

    def test_colours_are_the_same_in_every_depth_and_profile(self) -> None:
        self.open("RGBA", "U8", SRGB)
        self.paste()
        places = [(14, 14), (20, 20), (30, 30)]
        expected = [self.in_srgb(*place) for place in places]
        self.assertNotEqual(expected[0], expected[2])
        for model, depth in FORMATS:
            for profile in ("", SRGB, "sRGB-elle-V2-g10.icc", "Rec2020-elle-V4-g10.icc", "ClayRGB-elle-V2-g22.icc"):
                if depth == "U8" and profile.endswith("g10.icc"):
                    continue  # 8 bit are too few for linear colours
                with self.subTest(depth=depth, profile=profile):
                    self.open(model, depth, profile)
                    self.paste()
                    for place, colour in zip(places, expected):
                        for ours, theirs in zip(self.in_srgb(*place), colour):
                            self.assertLessEqual(abs(ours - theirs), 2, (self.in_srgb(*place), colour))

    def test_nothing_outside_of_the_selection_is_touched(self) -> None:
        for model, depth in FORMATS + [("GRAYA", "U8"), ("GRAYA", "U16"), ("GRAYA", "F32")]:
            with self.subTest(model + depth):
                self.open(model, depth)
                before, layer = bytes(self.document.pixelData(0, 0, 64, 64)), bytes(self.layer.pixelData(0, 0, 64, 64))
                made = self.paste()
                self.document.waitForDone()
                after, size = bytes(self.document.pixelData(0, 0, 64, 64)), len(before) // 4096
                changed = 0
                for pixel in range(4096):
                    span = slice(pixel * size, (pixel + 1) * size)
                    if 12 <= pixel % 64 < 32 and 12 <= pixel // 64 < 32:
                        changed += before[span] != after[span]
                    else:
                        self.assertEqual(before[span], after[span], pixel)
                self.assertGreater(changed, 300)
                self.assertEqual(bytes(self.layer.pixelData(0, 0, 64, 64)), layer)
                self.assertEqual([node.name() for node in made[0].parentNode().childNodes()], ["Sky", "Paste"])

    def test_a_layer_that_reaches_out_of_the_image(self) -> None:
        self.open("RGBA", "U8", SRGB, x=10, y=-8, side=40)
        bounds = self.paste(size=40)[0].bounds()
        self.assertEqual((bounds.x(), bounds.y(), bounds.width(), bounds.height()), (12, 12, 20, 20))

    def test_variations(self) -> None:
        self.open("RGBA", "U8")
        made = self.paste(count=3)
        self.assertEqual([node.visible() for node in made], [True, False, False])
        self.assertEqual(len({bytes(node.pixelData(12, 12, 20, 20)) for node in made}), 3)

    def test_a_layer_by_name(self) -> None:
        self.open("RGBA", "U8")
        self.assertEqual(self.paste(inputs={"picture": "Background"})[0].parentNode().uniqueId(), self.document.rootNode().uniqueId())
        with self.assertRaisesRegex(NoiseloomError, "Clouds"):
            self.paste(inputs={"picture": "Clouds"})

    def test_errors_are_told_in_words(self) -> None:
        self.open("RGBA", "U8")
        for arguments in ({"speed": 3}, {"seed": "blue"}):
            with self.assertRaises(NoiseloomError) as raised:
                run(self.document, WORKFLOW, arguments=arguments)
            self.assertIn(list(arguments)[0], str(raised.exception).lower())
        with self.assertRaisesRegex(NoiseloomError, "there is no workflow 'nothing'"):
            run(self.document, "nothing")
