"""Noiseloom's bridge in Krita. It knows Krita and no models: the application that it talks to does the work."""

try:
    import krita
except ImportError:  # outside of Krita, as in the unit tests
    krita = None

if krita is not None:
    from .extension import Noiseloom
    from .script import NoiseloomError, run

    __all__ = ["NoiseloomError", "run"]
    _extension = Noiseloom(krita.Krita.instance())
    krita.Krita.instance().addExtension(_extension)
