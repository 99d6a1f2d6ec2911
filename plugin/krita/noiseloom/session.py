"""One conversation with the application, about one document: from meeting it to its ``end``.

Everything happens on Krita's own thread, in short pieces between its events: the socket tells by notifiers when there is something
to read or room to write, pixels are moved strip by strip, and the application is waited for by a timer.

A session that has ended has closed its socket, told its listener how, and is of no more use.
"""

import time
from typing import Any, Callable, Dict, Iterator, List, Optional

from . import meeting
from .document import Gone, Refused, describe, identity
from .pixels import PixelError
from .profile import ProfileError
from .qt import QtCore
from .reading import read_layer, read_merged, read_selection
from .wire import PROTOCOL, Frame, Message, Wire, WireError
from .writing import Aliases, Writer, rect_of

VERSION = "0.1.0"
STARTS = 3  # how often an application that hands over may be met anew
RETRY_MS = 50
WORK_SECONDS = 0.03  # of moving pixels, before Krita's events get their turn
BUSY_SECONDS = 10.0  # how long a stroke of the user's is waited for
IMAGE_GONE = "The image was closed in Krita."


class Listener:
    """What a session tells of itself."""

    def progress(self, fraction: Optional[float], text: str) -> None:
        """None: there is none any more."""

    def message(self, text: str) -> None:
        pass

    def ended(self, error: str) -> None:
        """Empty: all was done, or the user ended it."""


class Session(QtCore.QObject):
    def __init__(self, krita: Any, document: Any, request: Message, listener: Listener, has_screen: bool) -> None:
        super().__init__()
        self.document = document
        self.made: List[str] = []  # ids of the layers that the application handed in
        self._krita = krita
        self._request = request
        self._listener = listener
        self._has_screen = has_screen
        self._wire: Optional[Wire] = None
        self._notifiers: List[Any] = []
        self._starts = 0
        self._was_started = False
        self._is_welcome = False
        self._deadline = 0.0
        self._aliases: Aliases = {}
        self._job: Optional[Iterator[Any]] = None
        self._is_working = False
        self._is_gone = False
        self._has_ended = False
        self._retry = self._timer(RETRY_MS, self._connect)
        self._work = self._timer(0, self._work_on)
        self._watch = self._timer(300, self._look_for_document)

    def start(self) -> None:
        try:
            opened = dict(self._request, type="open", document=self._describe())
        except (Refused, ProfileError) as error:
            self._end(str(error))
            return
        self._request = opened
        self._meet()

    def cancel(self) -> None:
        """The user ends it in Krita."""
        if self._wire is None:
            self._end("")
        else:
            self._send({"type": "cancel"})

    # Meeting

    def _meet(self) -> None:
        self._was_started = False
        self._deadline = time.monotonic() + meeting.SERVE_LIMIT
        self._connect()

    def _connect(self) -> None:
        try:
            connection = meeting.connect(meeting.socket_path())
            if connection is None:
                if not self._was_started:
                    self._was_started = True
                    meeting.start(meeting.application())
                elif time.monotonic() > self._deadline:
                    raise meeting.MeetingError("Noiseloom was started but does not answer. Run noiseloom-editor --serve in a terminal to see why.")
                self._retry.start()
                return
        except (meeting.MeetingError, OSError) as error:
            self._end(str(error))
            return
        self._retry.stop()
        self._wire = Wire(connection)
        self._notifiers = [
            self._notifier(QtCore.QSocketNotifier.Type.Read, self._receive, True),
            self._notifier(QtCore.QSocketNotifier.Type.Write, self._flush, False),
        ]
        self._watch.start()
        self._send(
            {
                "type": "hello",
                "protocol": PROTOCOL,
                "host": "krita",
                "name": "Krita",
                "version": self._krita.version(),
                "bridge": VERSION,
                "pid": QtCore.QCoreApplication.applicationPid(),
                "screen": self._has_screen,
            }
        )

    def _be_welcome(self, message: Message) -> None:
        if message.get("protocol") != PROTOCOL:
            self._end("This Noiseloom speaks another protocol than Krita's bridge. Install both from the same release.")
            return
        self._is_welcome = True
        self._send(self._request)

    def _be_refused(self, message: Message) -> None:
        self._starts += 1
        if message.get("again") is True and self._starts < STARTS:
            self._disconnect()
            self._meet()
        else:
            self._end(str(message.get("message") or "Noiseloom refused to talk to Krita."))

    # The wire

    def _send(self, message: Message) -> None:
        if self._wire is None:
            return
        try:
            self._wire.send(message)
            self._notifiers[1].setEnabled(self._wire.has_unsent)
        except WireError:
            self._lose()

    def _flush(self, *_: Any) -> None:
        try:
            if self._wire is not None:
                self._wire.flush()
                self._notifiers[1].setEnabled(self._wire.has_unsent)
        except WireError:
            self._lose()

    def _receive(self, *_: Any) -> None:
        while self._wire is not None:
            try:
                frame = self._wire.receive()
            except WireError:
                self._lose()
                return
            if frame is None:
                return
            self._take(frame)

    def _take(self, frame: Frame) -> None:
        message = frame.message
        events: Dict[str, Callable[[Message], None]] = {
            "welcome": self._be_welcome,
            "refuse": self._be_refused,
            "progress": self._show_progress,
            "message": lambda told: self._listener.message(str(told.get("text", ""))),
            "end": lambda told: self._end(str(told.get("error") or "")),
        }
        if "id" in message and message["type"] not in events:
            self._begin(self._answer(message, frame), message["id"])
            return
        frame.close()
        events.get(message["type"], lambda _: None)(message)

    def _show_progress(self, message: Message) -> None:
        fraction = message.get("fraction")
        is_number = isinstance(fraction, (int, float)) and not isinstance(fraction, bool)
        self._listener.progress(float(fraction) if is_number else None, str(message.get("text", "")))

    # Requests

    def _begin(self, answer: Iterator[Any], request: Any) -> None:
        """The application has one request open at a time; one that comes earlier waits for the other."""
        before = self._job
        self._job = self._guarded(answer, request) if before is None else _both(before, self._guarded(answer, request))
        self._work.start()

    def _guarded(self, answer: Iterator[Any], request: Any) -> Iterator[Any]:
        reply: Message = {}
        try:
            if self._is_gone:
                raise Gone(IMAGE_GONE)
            reply = yield from answer
        except Gone as error:
            reply = {"error": {"code": "gone", "message": str(error)}}
        except (Refused, ProfileError) as error:
            reply = {"error": {"code": "refused", "message": str(error)}}
        except Exception as error:  # a fault in the bridge, or in what the application asked for: it must hear of it either way
            reply = {"error": {"code": "failed", "message": "Krita: %s" % (error or type(error).__name__)}}
        self._send(dict(reply, type="reply", id=request))

    def _work_on(self) -> None:
        until = time.monotonic() + WORK_SECONDS
        while self._job is not None and not self._is_working and time.monotonic() < until:
            if not self._is_gone and not self._is_there():
                self._be_gone()
            elif self._step(next) == "wait":
                break
        if self._job is None:
            self._work.stop()

    def _step(self, advance: Callable[[Any], Any]) -> Any:
        """Krita may run its events, and so this session's, within a step: the job must not be entered twice."""
        job, self._is_working = self._job, True
        try:
            return advance(job)
        except StopIteration:
            if self._job is job:
                self._job = None
            return None
        finally:
            self._is_working = False
            if self._has_ended and job is not None:
                job.close()

    def _answer(self, message: Message, frame: Frame) -> Iterator[Any]:
        try:
            kind = message["type"]
            if kind == "document":
                return {"document": self._describe()}
            if kind not in ("get", "put"):
                raise Refused("Krita's bridge does not know '%s'." % kind)
            if not frame.descriptors:
                raise PixelError("no shared memory came with '%s'" % kind)
            yield from self._until_idle()
            segment = frame.descriptors[0]
            if kind == "get":
                return (yield from self._get(message, segment))
            writer = Writer(self._krita, self.document, self._aliases, self._until_idle)
            active = self.document.activeNode()
            try:
                yield from writer.put([layer for layer in message.get("layers", []) if isinstance(layer, dict)], message.get("canvas"), segment)
            finally:
                self.made += writer.made
            try:
                yield from self._keep_active(active)
            except Gone:
                pass  # what was put is in the image that was closed then
            return {"layers": writer.made}
        finally:
            frame.close()

    def _get(self, message: Message, segment: int) -> Iterator[Any]:
        what, rect = message.get("what"), rect_of(message)
        if what == "layer":
            layer = str(message.get("layer", ""))
            yield from read_layer(self.document, self._aliases.get(layer, layer), rect, segment)
        elif what == "merged":
            yield from read_merged(self.document, rect, segment)
        elif what == "selection":
            yield from read_selection(self.document, rect, segment)
            return {"layout": "gray", "sample": "u8"}
        else:
            raise Refused("Krita's bridge does not know how to get '%s'." % what)
        return {}

    def _until_idle(self) -> Iterator[Any]:
        """Waits for the stroke that the user is painting: to be asked for pixels would end it."""
        until = time.monotonic() + BUSY_SECONDS
        while time.monotonic() < until:
            if self.document.tryBarrierLock():
                self.document.unlock()
                return
            yield "wait"

    def _keep_active(self, active: Any) -> Iterator[Any]:
        """Krita makes a new layer the active one, a moment later. Who paints meanwhile must not find the brush on another layer."""
        if active is None:
            return
        until = time.monotonic() + 0.5
        wanted = self._aliases.get(identity(active), identity(active))
        while time.monotonic() < until and self.document.activeNode() == active:
            yield "wait"
        node = Writer(self._krita, self.document, self._aliases).find(wanted)
        if node is not None:
            self.document.setActiveNode(node)

    # The document

    def _describe(self) -> Message:
        views = [view for view in self._krita.views() if view.document() == self.document]
        return describe(self._krita, self.document, views[0].selectedNodes() if views else [])

    def _is_there(self) -> bool:
        return self.document in self._krita.documents()

    def _look_for_document(self) -> None:
        if not self._is_gone and not self._is_working and not self._is_there():
            self._be_gone()

    def _be_gone(self) -> None:
        self._is_gone = True
        self._watch.stop()
        self._send({"type": "closed"})
        if self._job is not None:  # it still owes an answer
            self._step(lambda job: job.throw(Gone(IMAGE_GONE)))

    # The end

    def _lose(self) -> None:
        if not self._is_welcome:
            self._be_refused({"again": True, "message": "Noiseloom ends each time it is asked. Run noiseloom-editor --serve in a terminal to see why."})
        else:
            self._end("Noiseloom has ended unexpectedly, so nothing more comes of this. Your image is not touched by that.")

    def _end(self, error: str) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        self._disconnect()
        for timer in (self._retry, self._work, self._watch):
            timer.stop()
        self._listener.progress(None, "")
        self._listener.ended(error)

    def _disconnect(self) -> None:
        for notifier in self._notifiers:
            notifier.setEnabled(False)
        self._notifiers = []
        if self._job is not None and not self._is_working:
            self._job.close()
        self._job = None
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> Any:
        timer = QtCore.QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    def _notifier(self, kind: Any, call: Callable[..., None], is_enabled: bool) -> Any:
        assert self._wire is not None
        notifier = QtCore.QSocketNotifier(self._wire.socket.fileno(), kind, self)
        notifier.setEnabled(is_enabled)
        notifier.activated.connect(call)
        return notifier


def _both(first: Iterator[Any], second: Iterator[Any]) -> Iterator[Any]:
    yield from first
    yield from second
