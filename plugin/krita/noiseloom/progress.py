"""How far a run is: a line of text, a bar and a button that cancels, in the lower left corner of the canvas. It takes no focus.
(Krita's status bar has no room for it in a window of usual size.)
"""

from typing import Any, Callable, Optional

from .qt import QtWidgets

_NAME = "noiseloom_progress"
_MARGIN = 12


class Progress:
    def __init__(self, window: Optional[Any], cancel: Callable[[], None]) -> None:
        self._window = window
        self._cancel = cancel
        self._row: Optional[Any] = None

    def show(self, fraction: float, text: str) -> None:
        if self._window is None:
            return
        if self._row is None:
            self._row = self._make()
        self._label.setText(text)
        self._bar.setValue(int(1000 * min(max(fraction, 0.0), 1.0)))
        self._row.adjustSize()
        self._place()

    def hide(self) -> None:
        if self._row is not None:
            self._row.hide()
            self._row.setParent(None)
            self._row.deleteLater()
            self._row = None

    def _place(self) -> None:
        """In the corner of the canvas, above those of other sessions."""
        rows = self._window.findChildren(QtWidgets.QFrame, _NAME)
        canvas = self._window.centralWidget().geometry()
        above = rows.index(self._row) * (self._row.height() + _MARGIN // 2)
        self._row.move(canvas.left() + _MARGIN, canvas.bottom() - 2 * _MARGIN - self._row.height() - above)

    def _clicked(self, *_: Any) -> None:
        self._cancel()

    def _make(self) -> Any:
        row = QtWidgets.QFrame(self._window)
        row.setObjectName(_NAME)
        row.setFrameShape(QtWidgets.QFrame.Shape.Box)
        row.setAutoFillBackground(True)
        layout = QtWidgets.QHBoxLayout(row)
        self._label = QtWidgets.QLabel()
        self._label.setMinimumWidth(140)
        self._bar = QtWidgets.QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._button = QtWidgets.QPushButton("Cancel")
        self._button.setToolTip("Cancel what Noiseloom is doing")
        self._button.clicked.connect(self._clicked)
        self._name = QtWidgets.QLabel("Noiseloom")
        for widget in (self._name, self._label, self._bar, self._button):
            layout.addWidget(widget)
        row.show()
        return row
