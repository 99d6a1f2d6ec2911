"""Frames over the socket to the application: a JSON object and, beside it, descriptors of shared memory.

``plugin/host/PROTOCOL.md``, "Frames", tells the format. Nothing here waits, and nothing needs Qt or Krita: ``Frames`` takes
bytes as they come, in pieces of any size, and ``Wire`` moves them over a socket that does not block. Whoever holds the wire
asks its event loop when to call ``receive`` and ``flush``.
"""

import array
import errno
import json
import os
import socket
import struct
from typing import Any, Dict, List, NamedTuple, Optional

PROTOCOL = 1
MAGIC = b"NLH1"
HEADER = struct.Struct("<4sII")
MAX_TEXT = 16 << 20
MAX_DESCRIPTORS = 4

Message = Dict[str, Any]


class WireError(Exception):
    """The other side broke the rules, or is gone: the connection is of no more use."""


class Frame(NamedTuple):
    message: Message
    descriptors: List[int]  # the taker closes them

    def close(self) -> None:
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors.clear()


def encode(message: Message) -> bytes:
    text = json.dumps(message, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")
    if len(text) > MAX_TEXT:
        raise WireError("a message of %d MiB is too large to send" % (len(text) >> 20))
    return HEADER.pack(MAGIC, len(text), 0) + text


def _no_constant(name: str) -> None:
    raise ValueError(name + " is no number")


def decode(text: bytes) -> Message:
    try:
        message = json.loads(text.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise WireError("the other side sent a text that is no JSON: %s" % error)
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise WireError("the other side sent a message without a type")
    return message


class Frames:
    """Makes frames of pieces. ``wanted`` is how many bytes belong to the part that is being read: feed at most so many."""

    def __init__(self) -> None:
        self._part = bytearray()
        self._descriptors: List[int] = []
        self._size: Optional[int] = None  # of the text; None while the header is read

    @property
    def wanted(self) -> int:
        return (HEADER.size if self._size is None else self._size) - len(self._part)

    def feed(self, data: bytes, descriptors: List[int]) -> Optional[Frame]:
        """The frame that these bytes complete. The descriptors are taken over, also when an error is raised."""
        self._descriptors += descriptors
        if descriptors and self._size is not None:
            raise WireError("the other side sent descriptors that belong to no frame")
        self._part += data
        if self._size is None and self.wanted == 0:
            self._read_header()
        if self._size is None or self.wanted > 0:
            return None
        frame = Frame(decode(bytes(self._part)), self._descriptors)
        self._part, self._descriptors, self._size = bytearray(), [], None
        return frame

    def _read_header(self) -> None:
        magic, size, count = HEADER.unpack(bytes(self._part))
        if magic != MAGIC:
            raise WireError("the other side sent something else than Noiseloom's protocol")
        if size > MAX_TEXT:
            raise WireError("the other side sent a message of %d MiB" % (size >> 20))
        if count != len(self._descriptors) or count > MAX_DESCRIPTORS:
            raise WireError("the other side sent another number of descriptors than it told")
        self._part, self._size = bytearray(), size

    def close(self) -> None:
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors = []


class Wire:
    """One end of a connection. Bridges send no descriptors; ``send`` keeps what the socket does not take at once."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self.socket = connection
        self._frames = Frames()
        self._unsent = bytearray()

    def send(self, message: Message) -> None:
        self._unsent += encode(message)
        self.flush()

    @property
    def has_unsent(self) -> bool:
        return bool(self._unsent)

    def flush(self) -> None:
        while self._unsent:
            try:
                sent = self.socket.send(self._unsent, socket.MSG_NOSIGNAL)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                raise WireError("the other side is gone: %s" % error.strerror)
            del self._unsent[:sent]

    def receive(self) -> Optional[Frame]:
        """The next frame if it is there as a whole; None: wait for more."""
        while True:
            try:
                data, ancillary, flags, _ = self.socket.recvmsg(
                    min(self._frames.wanted, 1 << 20), socket.CMSG_SPACE(4 * MAX_DESCRIPTORS), socket.MSG_CMSG_CLOEXEC
                )
            except (BlockingIOError, InterruptedError):
                return None
            except OSError as error:
                raise WireError("the other side is gone: %s" % errno.errorcode.get(error.errno or 0, "?"))
            descriptors = _descriptors_in(ancillary)
            frame = self._frames.feed(data, descriptors)
            if flags & socket.MSG_CTRUNC:
                raise WireError("the other side sent too many descriptors")
            if frame is not None:
                return frame
            if not data:
                raise WireError("the other side is gone")

    def close(self) -> None:
        self._frames.close()
        self.socket.close()


def _descriptors_in(ancillary: List[Any]) -> List[int]:
    found = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            found.frombytes(data[: len(data) - len(data) % found.itemsize])
    return list(found)
