"""What kritarunner starts."""

from krita_checks import run_checks


def __main__(*_: object) -> None:
    run_checks()
