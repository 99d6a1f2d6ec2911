"""Formats, strips, shared memory, and pixels put into a selection."""

import os
import struct
import unittest

import fakes
from noiseloom.blend import blend
from noiseloom.pixels import STRIP_BYTES, PixelError, Rect, format_of, map_segment, strips

U8 = format_of("RGBA", "U8")
F32 = format_of("RGBA", "F32")
GRAY16 = format_of("GRAYA", "U16")
assert U8 and F32 and GRAY16


class FormatTest(unittest.TestCase):
    def test_krita_orders_whole_numbers_and_floats_differently(self) -> None:
        self.assertEqual([format_of("RGBA", depth).layout for depth in ("U8", "U16", "F16", "F32")], ["bgra", "bgra", "rgba", "rgba"])  # type: ignore[union-attr]
        self.assertEqual((GRAY16.layout, GRAY16.pixel_bytes), ("graya", 4))

    def test_other_models_have_none(self) -> None:
        for model, depth in (("CMYKA", "U8"), ("LABA", "U16"), ("XYZA", "F32"), ("YCbCrA", "U8"), ("A", "U8"), ("RGBA", "F64")):
            self.assertIsNone(format_of(model, depth))


class StripsTest(unittest.TestCase):
    def test_they_cover_the_rectangle_once_and_in_order(self) -> None:
        for rect in (Rect(-5, -70, 3000, 1000), Rect(0, 0, 1, 1), Rect(3, 5, 200000, 300), Rect(0, 17, 8192, 700)):
            row = rect.y
            for strip in strips(rect, 16):
                self.assertEqual((strip.x, strip.y, strip.width), (rect.x, row, rect.width))
                self.assertTrue(strip.height == 1 or strip.width * strip.height * 16 <= STRIP_BYTES)
                row += strip.height
            self.assertEqual(row, rect.y + rect.height)


class SegmentTest(unittest.TestCase):
    def map(self, descriptor: int, size: int, write: bool = False):  # type: ignore[no-untyped-def]
        self.addCleanup(os.close, descriptor)
        return map_segment(descriptor, size, write)

    def test_it_is_read_and_written(self) -> None:
        self.assertEqual(self.map(fakes.segment(b"abcd"), 2)[:], b"ab")
        descriptor = fakes.segment(b"abcd")
        self.map(descriptor, 4, True)[1:3] = b"XY"
        self.assertEqual(os.pread(descriptor, 4, 0), b"aXYd")

    def test_one_that_is_too_small_or_could_shrink_is_refused(self) -> None:
        with self.assertRaises(PixelError):
            self.map(fakes.segment(b"abcd"), 5)
        with self.assertRaises(PixelError):
            self.map(fakes.segment(b"abcd", is_sealed=False), 4)
        with self.assertRaises(PixelError):
            self.map(os.open(__file__, os.O_RDONLY), 4)


class BlendTest(unittest.TestCase):
    def test_outside_stays_bit_for_bit_and_inside_is_copied(self) -> None:
        old, new = bytes(range(40)), bytes(range(100, 140))
        mixed = blend(old, new, b"\0\0\0\xff\xff\xff\xff\0\0\xff", U8)
        self.assertEqual(mixed, old[:12] + new[12:28] + old[28:36] + new[36:])

    def test_so_do_values_that_cannot_be_computed_with(self) -> None:
        old, new = struct.pack("=4f", float("inf"), 0.1, -0.0, 0.3), struct.pack("=4f", 0.7, float("-inf"), float("nan"), 0.0)
        self.assertEqual(blend(old * 2, new * 2, b"\0\xff", F32), old + new)

    def test_an_edge_mixes_colours_by_their_alpha(self) -> None:
        self.assertEqual(blend(bytes([0, 100, 200, 255]), bytes([200, 100, 0, 255]), b"\x80", U8), bytes([100, 100, 100, 255]))
        # what is transparent adds no colour
        self.assertEqual(blend(bytes([9, 9, 9, 0]), bytes([200, 100, 50, 255]), b"\x80", U8), bytes([200, 100, 50, 128]))

    def test_an_edge_between_nothing_and_nothing_is_nothing(self) -> None:
        self.assertEqual(blend(bytes(4), bytes(4), b"\x40", U8), bytes(4))

    def test_floats_keep_values_beyond_white(self) -> None:
        old, new = struct.pack("=4f", 4, -1, 0, 1), struct.pack("=4f", 0, 1, 8, 1)
        mixed = struct.unpack("=4f", blend(old, new, b"\x33", F32))
        for value, expected in zip(mixed, (3.2, -0.6, 1.6, 1.0)):
            self.assertAlmostEqual(value, expected, places=5)

    def test_grey_of_16_bit(self) -> None:
        old, new = struct.pack("=2H", 0, 65535), struct.pack("=2H", 65535, 65535)
        self.assertEqual(struct.unpack("=2H", blend(old, new, b"\x01", GRAY16)), (257, 65535))

    def test_halves(self) -> None:
        half = format_of("RGBA", "F16")
        assert half
        mixed = struct.unpack("=4e", blend(struct.pack("=4e", 0, 0, 0, 1), struct.pack("=4e", 1, 2, 4, 1), b"\x80", half))
        self.assertAlmostEqual(mixed[2], 2.0078125, places=2)


if __name__ == "__main__":
    unittest.main()
