"""Finds widgets by object name, as the types the tests need."""

from typing import TypeVar

from PySide6.QtCore import QObject

W = TypeVar("W", bound=QObject)


def child(parent: QObject, kind: type[W], name: str) -> W:
    """Return the widget of this kind and object name inside another."""
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found
