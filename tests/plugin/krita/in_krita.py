#!/usr/bin/python3
"""Runs a module of unit tests inside of the real Krita: in_krita.py runner|window MODULE

Krita gets a home of its own with the bridge from the source tree in it, and a virtual screen. Exit status 77: Krita or Xvfb is not
installed, so nothing was tested.
"""

import contextlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from typing import Dict, Iterator

SKIPPED = 77
SECONDS = 240
HERE = os.path.dirname(os.path.abspath(__file__))


def make_home(folder: str, bridge: str) -> Dict[str, str]:
    """Krita's environment in `folder`, in which both plug-ins are switched on."""
    plugins = os.path.join(folder, ".local/share/krita/pykrita")
    runtime = os.path.join(folder, "run")
    for path in (plugins, os.path.join(folder, ".config"), os.path.join(folder, "python")):
        os.makedirs(path)
    os.makedirs(runtime, mode=0o700)
    for name in ("noiseloom", "noiseloom.desktop"):
        os.symlink(os.path.join(bridge, name), os.path.join(plugins, name))
    os.symlink(os.path.join(HERE, "window_plugin"), os.path.join(plugins, "noiseloom_checks"))
    os.symlink(os.path.join(HERE, "window_plugin/noiseloom_checks.desktop"), os.path.join(plugins, "noiseloom_checks.desktop"))
    with open(os.path.join(folder, ".config/kritarc"), "w", encoding="ascii") as file:
        file.write("[python]\nenable_noiseloom=true\nenable_noiseloom_checks=true\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return dict(
        environment,
        HOME=folder,
        XDG_RUNTIME_DIR=runtime,
        LANG="C.UTF-8",
        QT_QPA_PLATFORM="xcb",
        PYTHONDONTWRITEBYTECODE="1",
        PYTHONPATH=os.pathsep.join([HERE, bridge]),
        NOISELOOM_REPORT=os.path.join(folder, "report"),
    )


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A virtual screen's name. The server itself chooses one that is free, so that tests can run side by side."""
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24"], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as file:
            yield ":" + file.readline().strip()
    finally:
        server.terminate()
        server.wait()


def end_application(runtime: str) -> None:
    """The application that the tests started would wait for others for a while."""
    for path, _, files in os.walk(runtime):
        for name in files:
            if not name.endswith(".sock"):
                continue
            with socket.socket(socket.AF_UNIX) as connection:
                try:
                    connection.connect(os.path.join(path, name))
                except OSError:
                    continue
                peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
                os.kill(struct.unpack("3i", peer)[0], signal.SIGTERM)


def main() -> int:
    how, module = sys.argv[1:]
    program = "kritarunner" if how == "runner" else "krita"
    missing = [name for name in (program, "Xvfb") if not shutil.which(name)]
    if missing:
        print("SKIPPED: %s is not installed" % " and ".join(missing))
        return SKIPPED
    with tempfile.TemporaryDirectory(prefix="nl-") as folder:
        environment = make_home(folder, os.environ["NOISELOOM_KRITA"])
        environment["NOISELOOM_CHECKS"] = module
        command = ["kritarunner", "-s", "runner_main"] if how == "runner" else ["krita", "--nosplash"]
        with screen() as environment["DISPLAY"]:
            if shutil.which("openbox"):  # gives the window its focus; ends with the screen
                subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                subprocess.run(command, env=environment, timeout=SECONDS, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            except subprocess.TimeoutExpired:
                print("Krita did not end within %d s" % SECONDS)
        end_application(environment["XDG_RUNTIME_DIR"])
        try:
            with open(environment["NOISELOOM_REPORT"], encoding="utf-8") as file:
                report = file.read()
        except OSError:
            report = "Krita ended before the tests began\n"
    print(report)
    return 0 if report.endswith("PASSED\n") else 1


if __name__ == "__main__":
    sys.exit(main())
