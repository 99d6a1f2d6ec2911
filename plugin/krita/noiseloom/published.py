"""The workflows that the user published, for the menu.

The application writes ``published.json``; here it is only read, and read again whenever it has changed. What is broken in it
costs the entry that it is in, not the menu.
"""

import json
import os
import re
from typing import List, NamedTuple, Optional, Tuple

MAX_BYTES = 16 << 20
_NAME = re.compile(r"[a-z0-9-]+")


class Workflow(NamedTuple):
    name: str
    title: str
    about: str


def places() -> List[str]:
    """Where the file may lie; the first one that exists counts."""
    data = os.environ.get("XDG_DATA_HOME", "") or os.path.expanduser("~/.local/share")
    own = os.path.dirname(os.path.realpath(__file__))  # PREFIX/share/krita/pykrita/noiseloom
    installed = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(own))), "noiseloom")
    return [os.path.join(folder, "published.json") for folder in (os.path.join(data, "noiseloom"), installed, "/usr/share/noiseloom")]


def parse(text: bytes) -> List[Workflow]:
    try:
        entries = json.loads(text.decode("utf-8"))["workflows"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    found = []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        name, title, about = entry.get("name"), entry.get("title"), entry.get("about", "")
        if isinstance(name, str) and _NAME.fullmatch(name) and isinstance(title, str) and title:
            found.append(Workflow(name, title, about if isinstance(about, str) else ""))
    return found


class Published:
    """The list, as fresh as the file."""

    def __init__(self) -> None:
        self._seen: Optional[Tuple[str, int, int]] = None
        self._workflows: List[Workflow] = []

    def workflows(self) -> List[Workflow]:
        for path in places():
            try:
                status = os.stat(path)
                seen = (path, status.st_mtime_ns, status.st_size)
                if seen != self._seen:
                    with open(path, "rb") as file:
                        self._workflows = parse(file.read(MAX_BYTES))
                    self._seen = seen
                return self._workflows
            except OSError:
                continue
        return []
