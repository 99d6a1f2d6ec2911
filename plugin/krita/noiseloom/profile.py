"""The bytes of a document's colour profile.

Krita's scripts learn a profile's name only, and the file it came from may be gone or inside a picture. But a document that Krita
saves carries its profile: so one of a single pixel is made with the same profile, saved, and the profile taken out of it. That
takes a tenth of a second, once for each profile.
"""

import base64
import os
import tempfile
import zipfile
from typing import Any, Dict, Tuple

_MAX_BYTES = 16 << 20
_known: Dict[Tuple[str, str, str], str] = {}


class ProfileError(Exception):
    """The profile's bytes cannot be had; the text is for the user."""


def profile_base64(krita: Any, model: str, depth: str, name: str) -> str:
    key = (model, depth, name)
    if key not in _known:
        _known[key] = base64.b64encode(_profile(krita, *key)).decode("ascii")
    return _known[key]


def _profile(krita: Any, model: str, depth: str, name: str) -> bytes:
    document = krita.createDocument(1, 1, "profile", model, depth, name, 72.0)
    try:
        document.setBatchmode(True)
        if document.colorProfile() != name:
            raise ProfileError("Krita does not know the image's colour profile '%s' any more. Assign one (Image → Properties)." % name)
        with tempfile.TemporaryDirectory(prefix="noiseloom-") as folder:
            file = os.path.join(folder, "profile.kra")
            if not document.saveAs(file):
                raise ProfileError("Krita could not save the colour profile '%s' to %s." % (name, folder))
            return profile_in(file, name)
    finally:
        document.close()


def profile_in(file: str, name: str) -> bytes:
    """The profile in one of Krita's files."""
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if entry.filename.endswith("/annotations/icc") and entry.file_size <= _MAX_BYTES:
                    return archive.read(entry)
    except (OSError, zipfile.BadZipFile):
        pass
    raise ProfileError("Krita saved no colour profile for '%s'." % name)
