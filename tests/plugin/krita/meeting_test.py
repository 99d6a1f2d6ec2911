"""Where the application is met, whom the bridge trusts, and how it starts it."""

import os
import socket
import stat
import tempfile
import time
import unittest
from unittest import mock

import fakes  # noqa: F401
from noiseloom import meeting
from noiseloom.meeting import MeetingError


class MeetingTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = os.path.join(folder.name, "noiseloom")
        os.mkdir(self.folder, 0o700)
        self.path = os.path.join(self.folder, "host-1.sock")

    def environment(self, **variables: str) -> None:
        patched = mock.patch.dict(os.environ, variables)
        patched.start()
        self.addCleanup(patched.stop)

    def listen(self) -> socket.socket:
        listener = socket.socket(socket.AF_UNIX)
        self.addCleanup(listener.close)
        listener.bind(self.path)
        listener.listen(1)
        return listener

    def test_the_place_in_its_order(self) -> None:
        self.environment(NOISELOOM_SOCKET="/a/b.sock", XDG_RUNTIME_DIR="/run/user/7", HOME="/home/me")
        self.assertEqual(meeting.socket_path(), "/a/b.sock")
        self.environment(NOISELOOM_SOCKET="")
        self.assertEqual(meeting.socket_path(), "/run/user/7/noiseloom/host-1.sock")
        self.environment(XDG_RUNTIME_DIR="")
        self.assertEqual(meeting.socket_path(), "/home/me/.cache/noiseloom/run/host-1.sock")

    def test_a_path_that_no_socket_can_have(self) -> None:
        self.environment(NOISELOOM_SOCKET="/" + "a" * 106)
        self.assertEqual(len(meeting.socket_path()), 107)
        self.environment(NOISELOOM_SOCKET="/" + "ä" * 54)
        with self.assertRaises(MeetingError):
            meeting.socket_path()

    def test_nobody_answers(self) -> None:
        self.assertIsNone(meeting.connect(self.path))
        self.listen().close()  # left by a killed application
        self.assertIsNone(meeting.connect(self.path))

    def test_the_own_application_is_met_without_waiting(self) -> None:
        self.listen()
        connection = meeting.connect(self.path)
        assert connection
        self.assertFalse(connection.getblocking())
        connection.close()

    def test_another_user_is_not_trusted(self) -> None:
        self.listen()
        with mock.patch.object(meeting.os, "getuid", lambda: os.stat(self.folder).st_uid), mock.patch.object(
            meeting.struct, "unpack", lambda *_: (1, os.stat(self.folder).st_uid + 1, 1)
        ):
            with self.assertRaisesRegex(MeetingError, "Another user"):
                meeting.connect(self.path)

    def test_a_folder_that_others_can_enter_is_not_trusted(self) -> None:
        self.listen()
        os.chmod(self.folder, 0o755)
        with self.assertRaisesRegex(MeetingError, "chmod 700"):
            meeting.connect(self.path)

    def test_the_program_that_is_named_is_taken(self) -> None:
        self.environment(NOISELOOM_EDITOR="/opt/editor")
        self.assertEqual(meeting.application(), "/opt/editor")
        self.environment(NOISELOOM_EDITOR="", PATH=self.folder)
        with self.assertRaisesRegex(MeetingError, "noiseloom-editor was not found"):
            meeting.application()
        program = os.path.join(self.folder, "noiseloom-editor")
        self.program(program, "")
        self.assertEqual(meeting.application(), program)

    def program(self, path: str, script: str) -> None:
        with open(path, "w", encoding="ascii") as file:
            file.write("#!/bin/sh\n" + script)
        os.chmod(path, stat.S_IRWXU)

    def test_it_starts_on_its_own(self) -> None:
        report = os.path.join(self.folder, "report")
        program = os.path.join(self.folder, "a program")
        self.program(program, 'echo "$1 $(ps -o sid= -p $$) $(ls /proc/self/fd | wc -l)" > "%s.new"; mv "%s.new" "%s"; sleep 0.2\n' % (report, report, report))
        ours = os.open(report, os.O_RDWR | os.O_CREAT)  # must not be inherited
        os.unlink(report)
        os.set_inheritable(ours, True)
        begun = time.monotonic()
        meeting.start(program)
        self.assertLess(time.monotonic() - begun, 1)
        while not os.path.exists(report) and time.monotonic() < begun + 10:
            time.sleep(0.01)
        os.close(ours)
        with open(report, encoding="ascii") as file:
            option, session, descriptors = file.read().split()
        self.assertEqual(option, "--serve")
        self.assertNotEqual(int(session), os.getsid(0))
        self.assertLessEqual(int(descriptors), 5)  # the three, the script's own, and ls's
        with self.assertRaises(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)  # no child is left to wait for

    def test_what_is_no_program(self) -> None:
        with self.assertRaisesRegex(MeetingError, "it is no program"):
            meeting.start(os.path.join(self.folder, "none"))

    def test_an_appimage_keeps_its_libraries(self) -> None:
        clean = meeting.clean_environment(
            {"APPDIR": "/tmp/.mount_k", "LD_LIBRARY_PATH": "/tmp/.mount_k/lib:/own/lib", "PYTHONHOME": "/tmp/.mount_k/usr", "HOME": "/home/me", "EMPTY": ""}
        )
        self.assertEqual(clean, {"LD_LIBRARY_PATH": "/own/lib", "HOME": "/home/me", "EMPTY": ""})
        self.assertEqual(meeting.clean_environment({"PYTHONHOME": "/x"}), {"PYTHONHOME": "/x"})


if __name__ == "__main__":
    unittest.main()
