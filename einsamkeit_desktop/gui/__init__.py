"""The window: Qt lives here and nowhere else (app.py aside).

With PySide6 comes an `__import__` of its own, for `from __feature__ import …`, which nobody here writes. After every
later import it reads and splits the source text of the module: 60 ms up to the first page. So the one it wraps is put
back.
"""

import builtins

import PySide6.QtCore  # noqa: F401 - brings it

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
