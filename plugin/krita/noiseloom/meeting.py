"""How the bridge finds the application: the socket's place, whom to trust there, and how to start it.

``plugin/host/PROTOCOL.md``, "Meeting". Every call returns at once.
"""

import os
import shutil
import socket
import stat
import struct
import subprocess
from typing import Dict, Optional

MAX_PATH = 107  # what a socket's address has room for
SERVE_LIMIT = 10.0  # seconds until an application that was started must answer


class MeetingError(Exception):
    """The application cannot be reached; the text is for the user."""


def socket_path() -> str:
    path = os.environ.get("NOISELOOM_SOCKET", "")
    if not path:
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        folder = os.path.join(runtime, "noiseloom") if runtime else os.path.expanduser("~/.cache/noiseloom/run")
        path = os.path.join(folder, "host-1.sock")
    if len(os.fsencode(path)) > MAX_PATH:
        raise MeetingError("%s is too long for the name of a socket. Name a shorter one in NOISELOOM_SOCKET." % path)
    return path


def _check_folder(folder: str) -> None:
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise MeetingError(
            "%s can be entered by other users, so Noiseloom's socket is not safe there. "
            "Do chmod 700 '%s', or name another place in NOISELOOM_SOCKET." % (folder, folder)
        )


def connect(path: str) -> Optional[socket.socket]:
    """A connection to this user's application; None if nobody answers."""
    if not os.path.exists(path):
        return None
    _check_folder(os.path.dirname(path))
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.setblocking(False)
    try:
        connection.connect(path)
    except OSError:
        connection.close()
        return None
    peer = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    if struct.unpack("3i", peer)[1] != os.getuid():
        connection.close()
        raise MeetingError("Another user's program answers at %s." % path)
    return connection


def application() -> str:
    """The program to start. A file ``application`` beside this one names it where an installer put the two apart."""
    named = os.environ.get("NOISELOOM_EDITOR", "")
    if named:
        return named
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "application")
    try:
        with open(beside, encoding="utf-8") as file:
            named = file.readline().strip()
    except OSError:
        named = ""
    named = named or shutil.which("noiseloom-editor") or ""
    if not named:
        raise MeetingError("The program noiseloom-editor was not found. Install Noiseloom, or name the program in NOISELOOM_EDITOR.")
    return named


def clean_environment(environment: Dict[str, str]) -> Dict[str, str]:
    """Krita's AppImage points the loader, Python and Qt at its own libraries, which another program must not get."""
    image = environment.get("APPDIR", "")
    if not image:
        return dict(environment)
    clean = {}
    for name, value in environment.items():
        parts = [part for part in value.split(os.pathsep) if part != image and not part.startswith(image + os.sep)]
        if parts:
            clean[name] = os.pathsep.join(parts)
    return clean


def start(program: str) -> None:
    """Starts the application on its own: it outlives Krita, and leaves no process for Krita to wait for."""
    if not shutil.which(program):
        raise MeetingError("%s cannot be started: it is no program." % program)
    subprocess.run(
        ["/bin/sh", "-c", '"$0" --serve >/dev/null 2>&1 </dev/null &', program],
        start_new_session=True,
        close_fds=True,
        env=clean_environment(dict(os.environ)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
