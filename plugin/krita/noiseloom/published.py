"""The workflows that the user published, for the menu.

The application writes ``published.json``; here it is only read, and read again whenever it has changed. What is broken in it
costs the entry that it is in, not the menu. Workflows that came with a later version than the user's list are in the menu too.
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
    source: str = ""  # a file, or the name of a template


class Listed(NamedTuple):
    workflows: List[Workflow]
    offered: List[str]  # names of shipped workflows that the user has seen: what is not in the list was taken out


def own_file() -> str:
    data = os.environ.get("XDG_DATA_HOME", "") or os.path.expanduser("~/.local/share")
    return os.path.join(data, "noiseloom", "published.json")


def shipped_files() -> List[str]:
    """Where the list may lie that comes with Noiseloom; the first one that exists counts."""
    own = os.path.dirname(os.path.realpath(__file__))  # PREFIX/share/krita/pykrita/noiseloom, or plugin/krita/noiseloom of the sources
    above = os.path.dirname(os.path.dirname(os.path.dirname(own)))
    folders = (os.path.join(above, "noiseloom"), os.path.join(above, "resources"), "/usr/share/noiseloom")
    return [os.path.join(folder, "templates", "published.json") for folder in folders]


def parse(text: bytes) -> Listed:
    try:
        content = json.loads(text.decode("utf-8"))
        entries, offered = content["workflows"], content.get("offered", [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Listed([], [])
    found = []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict):
            continue
        name, title, about, source = entry.get("name"), entry.get("title"), entry.get("about"), entry.get("source")
        if isinstance(name, str) and _NAME.fullmatch(name) and isinstance(title, str) and title:
            found.append(Workflow(name, title, about if isinstance(about, str) else "", source if isinstance(source, str) else ""))
    return Listed(found, [name for name in offered if isinstance(name, str)] if isinstance(offered, list) else [])


class _Fresh:
    """What is in the first of the files that exists, read again when it has changed."""

    def __init__(self) -> None:
        self._seen: Optional[Tuple[str, int, int]] = None
        self._list = Listed([], [])

    def read(self, files: List[str]) -> Optional[Listed]:
        for path in files:
            try:
                status = os.stat(path)
                seen = (path, status.st_mtime_ns, status.st_size)
                if seen != self._seen:
                    with open(path, "rb") as file:
                        self._list = parse(file.read(MAX_BYTES))
                    self._seen = seen
                return self._list
            except OSError:
                continue
        return None


class Published:
    """The list, as fresh as the files."""

    def __init__(self) -> None:
        self._own, self._shipped = _Fresh(), _Fresh()

    def workflows(self) -> List[Workflow]:
        shipped = self._shipped.read(shipped_files()) or Listed([], [])
        own = self._own.read([own_file()])
        if own is None:
            return shipped.workflows
        known = {one.name for one in own.workflows}.union(own.offered)
        usual = {one.source: one for one in shipped.workflows}
        found = []
        for one in own.workflows:
            if one.source in usual:
                found.append(usual[one.source])  # as this version has it
            elif not usual or not one.source or "/" in one.source:  # else a template that this version no longer has
                found.append(one)
        return found + [one for one in shipped.workflows if one.name not in known]
