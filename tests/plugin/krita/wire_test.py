"""Frames in pieces, and what a broken or hostile peer may send."""

import array
import os
import socket
import struct
import unittest

import fakes  # noqa: F401
from noiseloom.wire import MAX_TEXT, Frames, Wire, WireError, decode, encode


def header(size: int, count: int = 0, magic: bytes = b"NLH1") -> bytes:
    return magic + struct.pack("<II", size, count)


class FramesTest(unittest.TestCase):
    def test_a_message_comes_in_single_bytes(self) -> None:
        frames, taken = Frames(), []
        for byte in encode({"type": "progress", "text": "Schritt 3 – fertig"}) + encode({"type": "end"}):
            frame = frames.feed(bytes([byte]), [])
            taken += [frame.message] if frame else []
        self.assertEqual(taken, [{"type": "progress", "text": "Schritt 3 – fertig"}, {"type": "end"}])

    def test_only_as_much_is_wanted_as_belongs_to_a_part(self) -> None:
        frames = Frames()
        self.assertEqual(frames.wanted, 12)
        frames.feed(header(20)[:5], [])
        self.assertEqual(frames.wanted, 7)
        frames.feed(header(20)[5:], [])
        self.assertEqual(frames.wanted, 20)

    def test_descriptors_come_with_their_frame(self) -> None:
        frames, text = Frames(), b'{"type":"get"}'
        frames.feed(header(len(text), 2), [7, 8])
        frame = frames.feed(text, [])
        self.assertEqual(frame.descriptors if frame else None, [7, 8])

    def test_what_breaks_the_rules_is_refused(self) -> None:
        for begin in (header(2, magic=b"GET "), header(MAX_TEXT + 1), header(2, 1), header(2, 5), header(0xFFFFFFFF, 0xFFFFFFFF)):
            with self.subTest(begin), self.assertRaises(WireError):
                Frames().feed(begin, [])
        for text in (b"[]", b"{}", b'{"type":3}', b'{"type":"x"', b'{"type":"\xff"}', b'{"type":"x","a":NaN}', b"[" * 100000):
            with self.subTest(text[:20]), self.assertRaises(WireError):
                decode(text)

    def test_descriptors_in_the_middle_of_a_text_are_refused(self) -> None:
        frames = Frames()
        frames.feed(header(4), [])
        with self.assertRaises(WireError):
            frames.feed(b"{", [9])

    def test_more_than_the_limit_is_not_sent(self) -> None:
        with self.assertRaises(WireError):
            encode({"type": "x", "text": "a" * MAX_TEXT})


class WireTest(unittest.TestCase):
    def setUp(self) -> None:
        ours, self.theirs = socket.socketpair()
        self.wire = Wire(ours)
        self.addCleanup(self.theirs.close)
        self.addCleanup(self.wire.close)

    def test_nothing_is_waited_for(self) -> None:
        self.assertIsNone(self.wire.receive())
        self.theirs.sendall(encode({"type": "end"})[:15])
        self.assertIsNone(self.wire.receive())
        self.theirs.sendall(encode({"type": "end"})[15:])
        self.assertEqual(self.wire.receive().message, {"type": "end"})  # type: ignore[union-attr]

    def test_a_descriptor_arrives_once_and_closed_on_exec(self) -> None:
        memory, text = fakes.segment(b"pixels"), b'{"type":"put","id":1}'
        self.theirs.sendall(encode({"type": "progress"}))
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [memory]))]
        self.theirs.sendmsg([header(len(text), 1)], rights)
        self.theirs.sendall(text)
        os.close(memory)
        self.assertEqual(self.wire.receive().message["type"], "progress")  # type: ignore[union-attr]
        frame = self.wire.receive()
        assert frame is not None
        self.assertEqual(os.pread(frame.descriptors[0], 6, 0), b"pixels")
        self.assertFalse(os.get_inheritable(frame.descriptors[0]))
        frame.close()

    def test_descriptors_of_a_frame_that_never_ends_are_closed(self) -> None:
        before = len(os.listdir("/proc/self/fd"))
        ours, theirs = socket.socketpair()
        wire, memory = Wire(ours), fakes.segment(b"x")
        theirs.sendmsg([header(5, 1)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [memory]))])
        os.close(memory)
        self.assertIsNone(wire.receive())
        theirs.close()
        with self.assertRaises(WireError):
            wire.receive()
        wire.close()
        self.assertEqual(len(os.listdir("/proc/self/fd")), before)

    def test_more_descriptors_than_allowed_are_refused_and_closed(self) -> None:
        memory = fakes.segment(b"x")
        before = len(os.listdir("/proc/self/fd"))
        self.theirs.sendmsg([header(5, 4)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [memory] * 9))])
        with self.assertRaises(WireError):
            self.wire.receive()
        self.wire.close()
        self.assertLessEqual(len(os.listdir("/proc/self/fd")), before)
        os.close(memory)

    def test_what_the_socket_does_not_take_is_kept(self) -> None:
        message = {"type": "open", "text": "x" * (3 << 20)}
        self.wire.send(message)
        self.assertTrue(self.wire.has_unsent)
        other, taken = Frames(), None
        while taken is None:
            self.wire.flush()
            taken = other.feed(self.theirs.recv(min(other.wanted, 1 << 16)), [])
        self.assertEqual(taken.message, message)
        self.assertFalse(self.wire.has_unsent)

    def test_a_peer_that_left_is_told_of(self) -> None:
        self.theirs.close()
        with self.assertRaises(WireError):
            self.wire.receive()
        with self.assertRaises(WireError):
            self.wire.send({"type": "cancel"})


if __name__ == "__main__":
    unittest.main()
