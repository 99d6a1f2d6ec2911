"""In Krita's window, with an application that does what a test says: menu, messages, progress, undo, and several sessions."""

import json
import os
import shutil
import subprocess
import unittest
from typing import Any, List

import krita
from krita_checks import scripted, wait, wait_for
from noiseloom.published import parse, shipped_files
from noiseloom.qt import QtWidgets

SKY, MADE = bytes([255, 128, 0, 255]), bytes([16, 32, 48, 255])


class WindowTest(unittest.TestCase):
    def setUp(self) -> None:
        scripted()
        self.krita = krita.Krita.instance()
        self.window = self.krita.windows()[0]
        self.qwindow = self.window.qwindow()
        self.documents: List[Any] = []
        self.publish("fill", "variations", "replace-twice", "extend", "wait")
        self.document = self.open()

    def tearDown(self) -> None:
        for document in self.documents:
            document.setModified(False)
            document.close()
        wait(0.2)

    def open(self) -> Any:
        document = self.krita.createDocument(200, 150, "test", "RGBA", "U8", "", 72.0)
        self.documents.append(document)
        self.window.addView(document)
        group, layer = document.createGroupLayer("Group"), document.createNode("Sky", "paintlayer")
        document.rootNode().addChildNode(group, None)
        layer.setPixelData(SKY * 200 * 150, 0, 0, 200, 150)
        group.addChildNode(layer, None)
        selection = krita.Selection()
        selection.select(50, 40, 60, 50, 255)
        document.setSelection(selection)

        def is_ready() -> bool:  # a view that is not yet the active one takes its own layer when it becomes that
            document.setActiveNode(layer)
            wait(0.3)
            return self.krita.activeDocument() == document and document.activeNode() == layer

        self.assertTrue(wait_for(is_ready))
        return document

    def publish(self, *names: str) -> None:
        file = os.path.expanduser("~/.local/share/noiseloom/published.json")
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "w", encoding="utf-8") as out:
            workflows = [{"name": name, "title": name.title(), "about": "About"} for name in names]
            json.dump({"version": 1, "workflows": workflows, "offered": self.shipped()}, out)

    def shipped(self) -> List[str]:
        """What comes with Noiseloom, which the test's user has taken out of the menu."""
        with open(next(filter(os.path.exists, shipped_files())), "rb") as file:
            return [one.name for one in parse(file.read()).workflows]

    def menu(self) -> Any:
        menu = self.krita.action("noiseloom_menu").menu()
        menu.aboutToShow.emit()
        return menu

    def choose(self, title: str) -> None:
        [action for action in self.menu().actions() if action.text() == title][0].trigger()

    def colour(self, x: int, y: int) -> bytes:
        self.document.waitForDone()
        return bytes(self.document.pixelData(x, y, 1, 1))

    def layers(self) -> List[str]:
        return [node.name() for node in self.document.nodeByName("Group").childNodes()]

    def act(self, name: str) -> None:
        self.krita.action(name).trigger()
        self.document.waitForDone()
        wait(0.3)

    def rows(self) -> List[Any]:
        return self.qwindow.findChildren(QtWidgets.QFrame, "noiseloom_progress")

    def run_script(self, name: str) -> Any:
        from noiseloom import run

        return run(self.document, name, arguments={"colour": MADE.hex()})

    def test_the_menu_has_what_is_published_now(self) -> None:
        texts = [action.text() for action in self.menu().actions() if action.text()]
        self.assertEqual(texts, ["Noiseloom...", "Fill", "Variations", "Replace-Twice", "Extend", "Wait", "Repeat Last"])
        self.publish("wait")
        self.assertEqual([action.text() for action in self.menu().actions() if action.text()], ["Noiseloom...", "Wait", "Repeat Last"])

    def test_a_new_layer_is_one_step_and_the_brush_stays_on_its_layer(self) -> None:
        self.run_script("fill")
        self.assertEqual((self.layers(), self.colour(60, 50), self.colour(49, 50)), (["Sky", "Made"], MADE, SKY))
        self.assertEqual(self.document.activeNode().name(), "Sky")
        self.act("edit_undo")
        self.assertEqual((self.layers(), self.colour(60, 50)), (["Sky"], SKY))
        self.act("edit_redo")
        self.assertEqual((self.layers(), self.colour(60, 50)), (["Sky", "Made"], MADE))

    def test_replacing_is_undone_to_the_bit(self) -> None:
        before = bytes(self.document.pixelData(0, 0, 200, 150))
        self.run_script("replace-twice")
        self.assertEqual(self.colour(60, 50), MADE)
        for _ in range(4):  # two for each
            self.act("edit_undo")
        self.assertEqual((self.layers(), bytes(self.document.pixelData(0, 0, 200, 150))), (["Sky"], before))

    def test_progress_shows_and_cancels(self) -> None:
        self.choose("Wait")
        self.assertTrue(wait_for(self.rows))
        button = self.rows()[0].findChild(QtWidgets.QPushButton)
        self.assertEqual([label.text() for label in self.rows()[0].findChildren(QtWidgets.QLabel)], ["Noiseloom", "Step 1 of 4"])
        button.click()
        self.assertTrue(wait_for(lambda: not self.rows()))
        self.assertEqual(self.layers(), ["Sky"])

    def test_two_images_at_once(self) -> None:
        self.choose("Wait")
        self.assertTrue(wait_for(self.rows))
        first = self.document
        self.document = self.open()
        self.choose("Wait")
        self.assertTrue(wait_for(lambda: len(self.rows()) == 2))
        self.run_script("fill")
        self.assertEqual(self.layers(), ["Sky", "Made"])
        for row in self.rows():
            row.findChild(QtWidgets.QPushButton).click()
        self.assertTrue(wait_for(lambda: not self.rows()))
        self.assertEqual([node.name() for node in first.nodeByName("Group").childNodes()], ["Sky"])

    @unittest.skipUnless(shutil.which("xdotool"), "needs xdotool")
    def test_a_stroke_that_is_being_painted_is_not_ended(self) -> None:
        selection = krita.Selection()
        selection.select(0, 0, 200, 150, 255)
        self.document.setSelection(selection)
        self.choose("Fill")
        wait_for(lambda: self.layers() == ["Sky", "Made"])  # the application runs
        canvas = self.qwindow.centralWidget()
        middle = canvas.mapToGlobal(canvas.rect().center())
        subprocess.run(["xdotool", "mousemove", str(middle.x()), str(middle.y()), "mousedown", "1", "mousemove_relative", "20", "20"], check=True)
        wait(0.5)
        self.choose("Fill")
        wait(1.5)
        while_painting = self.layers()
        subprocess.run(["xdotool", "mousemove_relative", "20", "0", "mouseup", "1"], check=True)
        self.assertEqual(while_painting, ["Sky", "Made"])
        self.assertTrue(wait_for(lambda: self.layers() == ["Sky", "Made", "Made"]), self.layers())

    def test_an_error_is_told_and_krita_goes_on(self) -> None:
        self.choose("Wait")
        self.assertTrue(wait_for(self.rows))
        document = self.documents.pop()
        document.setModified(False)
        document.close()
        boxes = wait_for(lambda: self.qwindow.findChildren(QtWidgets.QMessageBox))
        self.assertEqual([(box.text(), box.isModal()) for box in boxes], [("closed, then gone", False)])
        boxes[0].close()

    def test_repeating_runs_the_last_one(self) -> None:
        self.choose("Wait")
        self.assertTrue(wait_for(self.rows))
        self.rows()[0].findChild(QtWidgets.QPushButton).click()
        self.assertTrue(wait_for(lambda: not self.rows()))
        self.choose("Repeat Last")
        self.assertTrue(wait_for(self.rows))
        self.rows()[0].findChild(QtWidgets.QPushButton).click()
        self.assertTrue(wait_for(lambda: not self.rows()))
