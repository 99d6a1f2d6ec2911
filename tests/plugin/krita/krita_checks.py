"""What tests inside of Krita share: how they are run and reported, and waiting that keeps Krita alive."""

import importlib
import os
import sys
import time
import unittest
from typing import Any, Callable

from noiseloom.qt import QtCore

HERE = os.path.dirname(os.path.abspath(__file__))


def run_checks() -> None:
    """Runs the module that NOISELOOM_CHECKS names, and ends Krita. The last line of the report is PASSED, or it failed."""
    with open(os.environ["NOISELOOM_REPORT"], "w", encoding="utf-8") as report:
        sys.excepthook = lambda *error: report.write("not caught: %r\n" % (error,))
        try:
            suite = unittest.defaultTestLoader.loadTestsFromModule(importlib.import_module(os.environ["NOISELOOM_CHECKS"]))
            result = unittest.TextTestRunner(report, verbosity=2).run(suite)
            report.write("PASSED\n" if result.wasSuccessful() and result.testsRun else "FAILED\n")
        except BaseException as error:  # whatever it is, Krita must not stay open
            report.write("the tests broke: %r\n" % error)
    os._exit(0)


def wait(seconds: float) -> None:
    loop = QtCore.QEventLoop()
    QtCore.QTimer.singleShot(int(1000 * seconds), loop.quit)
    (getattr(loop, "exec", None) or loop.exec_)()


def wait_for(what: Callable[[], Any], seconds: float = 20) -> Any:
    until = time.monotonic() + seconds
    while not what() and time.monotonic() < until:
        wait(0.02)
    return what()


def scripted() -> None:
    """The application is scripted.py from now on, at a socket of its own."""
    os.environ["NOISELOOM_EDITOR"] = os.path.join(os.path.dirname(HERE), "scripted.py")
    os.environ["NOISELOOM_SOCKET"] = os.path.join(os.environ["XDG_RUNTIME_DIR"], "scripted", "s.sock")
