"""Noiseloom's place in Krita: the menu Tools → Scripts → Noiseloom, and the sessions that were begun there.

PyQt lets go of what only Qt holds, and of closures with it: whatever is connected to a signal here is held by the extension too,
and the extension by its module.
"""

from functools import partial
from typing import Any, List, Optional

import krita

from .progress import Progress
from .published import Published
from .qt import QAction, QtCore, QtGui, QtWidgets
from .session import Listener, Session
from .wire import Message

PLACE = "tools/scripts"
MESSAGE_MS = 5000


class _Shown(Listener):
    """Tells the user what a session says, in the window that it was begun in."""

    def __init__(self, extension: "Noiseloom", window: Any, document: Any, request: Message) -> None:
        self._extension = extension
        self._window = window
        self._progress = Progress(window.qwindow(), self._cancel)
        self._box: Optional[Any] = None
        self._session = Session(krita.Krita.instance(), document, request, self, True)

    def start(self) -> None:
        self._session.start()

    def _cancel(self) -> None:
        self._session.cancel()

    def progress(self, fraction: Optional[float], text: str) -> None:
        if fraction is None:
            self._progress.hide()
        else:
            self._progress.show(fraction, text)

    def message(self, text: str) -> None:
        view = self._window.activeView()
        if view is not None:
            view.showFloatingMessage(text, QtGui.QIcon(), MESSAGE_MS, 1)

    def ended(self, error: str) -> None:
        if not error:
            self._extension.forget(self)
            return
        self._box = QtWidgets.QMessageBox(self._window.qwindow())
        self._box.setIcon(QtWidgets.QMessageBox.Icon.Warning)
        self._box.setWindowTitle("Noiseloom")
        self._box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self._box.setText(error)
        self._box.setModal(False)  # Krita goes on
        self._box.finished.connect(self._forget)
        self._box.show()

    def _forget(self, *_: Any) -> None:
        self._extension.forget(self)


class _Menu:
    """The menu of one window. It is filled when it opens: the file of published workflows may have changed."""

    def __init__(self, extension: "Noiseloom", window: Any) -> None:
        self._extension = extension
        self._qwindow = window.qwindow()  # Krita deletes `window` itself after this call
        self._menu = QtWidgets.QMenu("noiseloom_menu", self._qwindow)
        self._menu.setToolTipsVisible(True)
        self._entry = window.createAction("noiseloom_menu", "Noiseloom", PLACE)
        self._entry.setMenu(self._menu)
        self._editor = window.createAction("noiseloom_editor", "Noiseloom...", PLACE + "/noiseloom_menu")
        self._editor.triggered.connect(self._open_editor)
        self._repeat = window.createAction("noiseloom_repeat", "Repeat Last", PLACE + "/noiseloom_menu")
        self._repeat.triggered.connect(self._repeat_last)
        self._workflows: List[Any] = []
        self._menu.aboutToShow.connect(self._fill)
        self._menu.aboutToHide.connect(self._leave_to_shortcuts)

    def _fill(self) -> None:
        has_document = krita.Krita.instance().activeDocument() is not None
        self._menu.clear()
        self._menu.addAction(self._editor)
        self._menu.addSeparator()
        self._workflows = []
        for workflow in self._extension.published.workflows():
            action = QAction(workflow.title.replace("&", "&&"), self._menu)
            action.setToolTip(workflow.about)
            action.setEnabled(has_document)
            self._menu.addAction(action)
            action.triggered.connect(partial(self._open_workflow, workflow.name))
            self._workflows.append(action)
        self._menu.addSeparator()
        self._menu.addAction(self._repeat)
        self._editor.setEnabled(has_document)
        self._repeat.setEnabled(has_document and bool(self._extension.last))

    def _leave_to_shortcuts(self) -> None:
        """What is greyed in the menu may make sense again by the time its keys are pressed."""
        self._editor.setEnabled(True)
        self._repeat.setEnabled(True)

    def _open_editor(self, *_: Any) -> None:
        self._extension.begin({"purpose": "editor"})

    def _open_workflow(self, name: str, *_: Any) -> None:
        self._extension.begin({"purpose": "form", "workflow": name})

    def _repeat_last(self, *_: Any) -> None:
        self._extension.begin({"purpose": "run", "workflow": self._extension.last, "last": True})


class Noiseloom(krita.Extension):
    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.published = Published()
        self.last = ""  # the workflow that was used last
        self._menus: List[_Menu] = []
        self._shown: List[_Shown] = []

    def setup(self) -> None:
        self.last = krita.Krita.instance().readSetting("noiseloom", "last", "")

    def createActions(self, window: Any) -> None:  # Krita's name
        self._menus.append(_Menu(self, window))

    def begin(self, request: Message) -> None:
        application = krita.Krita.instance()
        window, document = application.activeWindow(), application.activeDocument()
        if window is None or document is None or request.get("workflow") == "":  # nothing to work on, or to repeat
            return
        if request.get("workflow"):
            self.last = str(request["workflow"])
            application.writeSetting("noiseloom", "last", self.last)
        shown = _Shown(self, window, document, request)
        self._shown.append(shown)
        shown.start()

    def forget(self, shown: _Shown) -> None:
        if shown in self._shown:
            self._shown.remove(shown)
