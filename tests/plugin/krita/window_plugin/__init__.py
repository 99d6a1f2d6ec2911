"""Runs the tests inside of Krita once its window is there."""

import os

import krita
from krita_checks import run_checks
from noiseloom.qt import QtCore


class Checks(krita.Extension):
    def setup(self) -> None:
        if os.environ.get("NOISELOOM_CHECKS"):
            QtCore.QTimer.singleShot(2000, run_checks)

    def createActions(self, window: object) -> None:
        pass


_extension = Checks(krita.Krita.instance())
krita.Krita.instance().addExtension(_extension)
