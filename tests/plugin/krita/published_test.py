"""The list of published workflows as the menu reads it."""

import json
import os
import tempfile
import unittest
from unittest import mock

import fakes  # noqa: F401
from noiseloom.published import Published, Workflow, parse


def text(*workflows: object) -> bytes:
    return json.dumps({"version": 1, "workflows": list(workflows)}).encode()


FILL = {"name": "fill-selection", "title": "Fill Selection", "about": "Fills it.", "fields": [], "inputs": []}


class ParseTest(unittest.TestCase):
    def test_entries(self) -> None:
        self.assertEqual(parse(text(FILL)).workflows, [Workflow("fill-selection", "Fill Selection", "Fills it.")])

    def test_a_broken_entry_costs_itself_only(self) -> None:
        for broken in (3, None, [], {}, {"name": "x"}, {"name": "../x", "title": "X"}, {"name": "x\n", "title": "X"}, {"name": "x", "title": ""}, {"name": 1, "title": "X"}):
            with self.subTest(broken):
                self.assertEqual([one.name for one in parse(text(broken, FILL)).workflows], ["fill-selection"])

    def test_a_broken_file_is_empty(self) -> None:
        for broken in (b"", b"{}", b"[]", b"\xff", b'{"workflows": 3}', b"[" * 100000, text(FILL)[:-3]):
            with self.subTest(broken[:20]):
                self.assertEqual(parse(broken).workflows, [])


class PublishedTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for patched in (mock.patch.dict(os.environ, {"XDG_DATA_HOME": folder.name}), mock.patch("noiseloom.published.shipped_files", lambda: [])):
            patched.start()
            self.addCleanup(patched.stop)
        self.file = os.path.join(folder.name, "noiseloom", "published.json")
        os.mkdir(os.path.dirname(self.file))

    def write(self, data: bytes) -> None:
        with open(self.file + ".new", "wb") as file:
            file.write(data)
        os.replace(self.file + ".new", self.file)

    def test_a_change_is_seen(self) -> None:
        published = Published()
        self.write(text(FILL))
        self.assertEqual(len(published.workflows()), 1)
        self.write(text(FILL, dict(FILL, name="other", title="Other")))
        self.assertEqual([one.title for one in published.workflows()], ["Fill Selection", "Other"])
        self.write(text())
        self.assertEqual(published.workflows(), [])

    def test_what_has_not_changed_is_not_read_again(self) -> None:
        published = Published()
        self.write(text(FILL))
        first = published.workflows()
        with mock.patch("builtins.open", side_effect=AssertionError):
            self.assertEqual(published.workflows(), first)

    def test_what_a_later_version_brings_comes_in_and_what_was_removed_stays_out(self) -> None:
        shipped = os.path.join(os.path.dirname(self.file), "shipped.json")
        with open(shipped, "wb") as file:
            file.write(text(dict(FILL, source="fill"), dict(FILL, name="gone", title="Gone"), dict(FILL, name="new", title="New")))
        with mock.patch("noiseloom.published.shipped_files", lambda: [shipped]):
            self.assertEqual([one.name for one in Published().workflows()], ["fill-selection", "gone", "new"])
            own = [dict(FILL, title="Before", source="fill"), dict(FILL, name="mine", title="Mine", source="/a/file"), dict(FILL, name="old", title="Old", source="old")]
            self.write(json.dumps({"workflows": own, "offered": ["fill-selection", "gone", "old"]}).encode())
            self.assertEqual([one.title for one in Published().workflows()], ["Fill Selection", "Mine", "New"])


if __name__ == "__main__":
    unittest.main()
