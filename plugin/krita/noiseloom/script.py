"""For scripts: ``from noiseloom import run`` in Krita's Scripter, in another plug-in, or under kritarunner.

    run(document, "fill-selection", arguments={"prompt": "a red boat"}, inputs={"image": "Sky"}, count=2)

returns the layers that were made, once all is done. Krita stays usable meanwhile. No window opens.
"""

from typing import Any, Dict, List, Optional

import krita

from .document import find_layer
from .qt import QtCore, QtGui
from .session import Listener, Session


class NoiseloomError(Exception):
    """What went wrong, in words for the user."""


class _Waiting(Listener):
    def __init__(self) -> None:
        self.loop = QtCore.QEventLoop()
        self.error: Optional[str] = None
        self.messages: List[str] = []

    def message(self, text: str) -> None:
        self.messages.append(text)

    def ended(self, error: str) -> None:
        self.error = error
        self.loop.quit()


def has_screen() -> bool:
    return QtGui.QGuiApplication.platformName() not in ("offscreen", "minimal")


def run(
    document: Any,
    workflow: str,
    arguments: Optional[Dict[str, Any]] = None,
    inputs: Optional[Dict[str, str]] = None,
    count: int = 1,
    last: bool = False,
) -> List[Any]:
    """``arguments``: fields of the workflow's form; ``inputs``: layers, by name or id, for its pictures; ``last``: values as used last."""
    request = {"purpose": "run", "workflow": workflow, "arguments": arguments or {}, "inputs": inputs or {}, "count": count, "last": last}
    waiting = _Waiting()
    session = Session(krita.Krita.instance(), document, request, waiting, has_screen())
    session.start()
    if waiting.error is None:
        exec_loop = getattr(waiting.loop, "exec", None) or waiting.loop.exec_
        exec_loop()
    if waiting.error:
        raise NoiseloomError(waiting.error)
    documents = [document, *krita.Krita.instance().documents()]  # results may be new images
    found = (next(filter(None, (find_layer(one, made) for one in documents)), None) for made in session.made)
    return [node for node in found if node is not None]
