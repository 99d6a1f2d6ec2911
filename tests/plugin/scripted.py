#!/usr/bin/python3
"""An application that does what a test says, in place of noiseloom-editor: the name of the workflow is the script.

It serves NOISELOOM_SOCKET, or where the real one would be, until nobody has come for NOISELOOM_IDLE seconds, a thread for each session.
"""

import array
import fcntl
import json
import mmap
import os
import signal
import socket
import struct
import threading
from typing import Any, Dict, List, Optional, Tuple

_SAMPLES = {"u8": 1, "u16": 2, "f16": 2, "f32": 4}
_CHANNELS = {"rgba": 4, "bgra": 4, "graya": 2}


class Client:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.requests = 0
        self.events: List[Dict[str, Any]] = []

    def send(self, message: Dict[str, Any], descriptors: Tuple[int, ...] = ()) -> None:
        text = json.dumps(message).encode()
        rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))] if descriptors else []
        self.connection.sendmsg([b"NLH1" + struct.pack("<II", len(text), len(descriptors))], rights)
        self.connection.sendall(text)

    def receive(self, patience: Optional[float] = None) -> Dict[str, Any]:
        self.connection.settimeout(patience)
        header = self._exactly(12)
        self.connection.settimeout(None)
        return json.loads(self._exactly(struct.unpack("<I", header[4:8])[0]))

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self.connection.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def ask(self, message: Dict[str, Any], size: int, data: bytes = b"") -> Tuple[Dict[str, Any], bytes]:
        """The reply, and what the segment of `size` bytes holds then."""
        self.requests += 1
        segment = os.memfd_create("pixels", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
        os.ftruncate(segment, size)
        fcntl.fcntl(segment, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW)
        with mmap.mmap(segment, size) as memory:
            memory[: len(data)] = data
            self.send(dict(message, id=self.requests), (segment,))
            os.close(segment)
            while True:
                reply = self.receive()
                if reply["type"] == "reply":
                    return reply, memory[:]
                self.events.append(reply)


class Script:
    """What is done for one session; each method is one workflow."""

    def __init__(self, client: Client, opened: Dict[str, Any]) -> None:
        self.client, self.document = client, opened["document"]
        self.arguments = opened.get("arguments", {})
        whole = {"x": 0, "y": 0, "width": self.document["width"], "height": self.document["height"]}
        self.rect = self.document.get("selection", whole)
        self.pixels = self.rect["width"] * self.rect["height"]
        self.pixel_bytes = _CHANNELS[self.document["layout"]] * _SAMPLES[self.document["sample"]]
        self.active = [layer["id"] for layer in self.document["layers"] if layer["active"]][0]

    def get(self, what: str, **more: Any) -> bytes:
        reply, data = self.client.ask(dict(self.rect, type="get", what=what, **more), self.pixels * self.pixel_bytes)
        if "error" in reply:
            raise RuntimeError(reply["error"]["code"])
        return data

    def put(self, *layers: Dict[str, Any], canvas: Any = None, data: bytes = b"") -> List[str]:
        colour = bytes.fromhex(self.arguments.get("colour", "00" * self.pixel_bytes))
        data = data or colour * self.pixels
        message: Dict[str, Any] = {"type": "put", "undo": "Test", "layers": [dict({"as": "layer", "name": "Made", "offset": 0, "above": self.active}, **self.rect, **layer) for layer in layers]}
        if canvas:
            message["canvas"] = canvas
        reply, _ = self.client.ask(message, len(data), data)
        if "error" in reply:
            raise RuntimeError(reply["error"]["code"])
        return reply["layers"]

    def fill(self) -> None:
        self.put({})

    def copy(self) -> None:
        self.put({}, data=self.get("layer", layer=self.arguments.get("layer", self.active)))

    def copy_merged(self) -> None:
        self.put({}, data=self.get("merged"))

    def replace(self, mask: bytes) -> None:
        colour = bytes.fromhex(self.arguments["colour"]) * self.pixels
        self.put({"as": "replace", "layer": self.active, "mask": len(colour)}, data=colour + mask)

    def replace_twice(self) -> None:
        """By the same id, as an application does that does not know of what took its place."""
        mask = self.get("selection")[: self.pixels]
        for _ in range(2):
            self.replace(mask)

    def replace_left(self) -> None:
        """Of what is selected the left half, and of the column right of it the half: as if that had been selected when the layer was read."""
        half = self.rect["width"] // 2
        self.replace((b"\xff" * half + b"\x80" + bytes(self.rect["width"] - half - 1)) * self.rect["height"])

    def variations(self) -> None:
        self.put({"name": "A"}, {"name": "B", "visible": False}, {"name": "C", "visible": False})

    def extend(self) -> None:
        self.put({}, canvas={"x": -16, "y": 0, "width": self.document["width"] + 16, "height": self.document["height"]})

    def image(self) -> None:
        self.put({"as": "image", "name": "Another"})

    def wait(self) -> None:
        """Until the user cancels or closes the image; then it puts a layer nevertheless."""
        self.client.send({"type": "progress", "fraction": 0.25, "text": "Step 1 of 4"})
        event = self.client.receive()
        self.client.send({"type": "progress"})
        if event["type"] == "cancel":
            self.client.send({"type": "end", "cancelled": True})
            return
        try:
            self.put({})
        except RuntimeError as error:
            self.client.send({"type": "end", "error": "%s, then %s" % (event["type"], error)})

    def die(self) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def babble(self) -> None:
        self.client.connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

    def lie(self) -> None:
        """Pixels that the segment has no room for."""
        self.put({"width": 1 << 12, "height": 1 << 12}, data=b"x")


def serve(connection: socket.socket) -> None:
    client = Client(connection)
    try:
        client.receive()
        client.send({"type": "welcome", "protocol": 1, "version": "0"})
        opened = client.receive()
        getattr(Script(client, opened), opened["workflow"].replace("-", "_"))()
        client.send({"type": "message", "text": "Done"})
        client.send({"type": "end"})
    except RuntimeError as error:
        client.send({"type": "end", "error": "Krita said: %s" % error})
    except (EOFError, OSError):
        pass
    try:
        client.receive(5)
    except (EOFError, OSError):
        pass
    connection.close()


def main() -> None:
    path = os.environ.get("NOISELOOM_SOCKET") or os.path.join(os.environ["XDG_RUNTIME_DIR"], "noiseloom", "host-1.sock")
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    if os.path.exists(path):
        os.unlink(path)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(8)
    listener.settimeout(float(os.environ.get("NOISELOOM_IDLE", "20")))
    while True:
        try:
            connection, _ = listener.accept()
        except socket.timeout:
            break
        connection.setblocking(True)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()
    os.unlink(path)


if __name__ == "__main__":
    main()
