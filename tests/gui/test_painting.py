"""What waits for the first painting of a window."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from einsamkeit_desktop.gui.painting import after_painting


class _Listener(QObject):
    def __init__(self, said):
        super().__init__()
        self._said = said

    def eventFilter(self, _watched, event):
        if event.type() in (QEvent.Type.Paint, QEvent.Type.User):
            self._said.append(event.type().name)
        return False


def test_it_comes_once_after_the_painting_in_the_order_it_was_asked_for(qtbot, qapp):
    window = QWidget()
    said: list[str] = []
    qtbot.addWidget(window)
    listener = _Listener(said)
    window.installEventFilter(listener)
    after_painting(window, lambda: said.append("one"))
    after_painting(window, lambda: said.append("two"))
    qapp.processEvents()
    assert said == []

    window.show()
    qtbot.waitUntil(lambda: "two" in said)
    window.update()
    qapp.processEvents()

    assert said.index("Paint") < said.index("one") < said.index("two")
    assert [word for word in said if word != "Paint"] == ["one", "two"]
    assert window.children() == []


def test_what_was_pressed_meanwhile_comes_between(qtbot, qapp):
    window = QWidget()
    said: list[str] = []
    qtbot.addWidget(window)
    listener = _Listener(said)
    window.installEventFilter(listener)
    after_painting(window, lambda: qapp.postEvent(window, QEvent(QEvent.Type.User)))
    after_painting(window, lambda: said.append("two"))

    window.show()
    qtbot.waitUntil(lambda: "two" in said)

    assert [word for word in said if word != "Paint"] == ["User", "two"]
