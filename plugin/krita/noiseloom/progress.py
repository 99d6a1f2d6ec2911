"""How far a run is, in the status bar: a line of text, a bar and a button that cancels. It takes no focus and covers nothing."""

from typing import Any, Callable, Optional

from .qt import QtWidgets


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
            self._window.statusBar().addPermanentWidget(self._row)
        self._label.setText(text)
        self._bar.setValue(int(1000 * min(max(fraction, 0.0), 1.0)))

    def hide(self) -> None:
        if self._row is not None:
            self._window.statusBar().removeWidget(self._row)
            self._row.deleteLater()
            self._row = None

    def _clicked(self, *_: Any) -> None:
        self._cancel()

    def _make(self) -> Any:
        row = QtWidgets.QWidget()
        layout = QtWidgets.QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        self._label = QtWidgets.QLabel()
        self._bar = QtWidgets.QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(120)
        button = QtWidgets.QToolButton()
        button.setText("Cancel")
        button.setToolTip("Cancel what Noiseloom is doing")
        button.clicked.connect(self._clicked)
        for widget in (QtWidgets.QLabel("Noiseloom:"), self._label, self._bar, button):
            layout.addWidget(widget)
        return row
