"""Qt as Krita brings it: PyQt5 today, PyQt6 once Krita is built with Qt 6."""

try:
    from PyQt5 import QtCore, QtGui, QtWidgets

    QAction = QtWidgets.QAction
except ImportError:
    from PyQt6 import QtCore, QtGui, QtWidgets

    QAction = QtGui.QAction

__all__ = ["QAction", "QtCore", "QtGui", "QtWidgets"]
