"""A program that is killed in the middle of typing loses at most two seconds of text."""

from pathlib import Path

from einsamkeit_desktop.queries.settings import kept_setting
from einsamkeit_desktop.store.store import Store
from tests.children import child, line_of

LOST_AT_MOST = 2.0
_TYPIST = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from einsamkeit_desktop.gui.composer import Composer
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.store.store import Store

app = QApplication([])
composer = Composer(Workbench(Store.open(Path(sys.argv[1])), TaskRunner()))
composer.start(None)
composer.show()
typed = 0
begun = composer.moment.moment().isoformat()

def strike():
    global typed
    letter = "abcde "[typed % 6]
    key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(composer.form.text, key)
    typed += 1
    print(typed, time.monotonic(), begun, flush=True)

timer = QTimer()
timer.timeout.connect(strike)
timer.start(40)
app.exec()
"""


def test_killed_while_typing_without_a_pause_the_text_comes_back(store_folder: Path) -> None:
    struck: list[float] = []
    with child(_TYPIST, str(store_folder)) as typist:
        while not struck or struck[-1] - struck[0] < 2 * LOST_AT_MOST:
            _typed, moment, begun = line_of(typist).split()
            struck.append(float(moment))
        typist.kill()
        typist.wait()

    with Store.open(store_folder) as store:
        draft = kept_setting(store, "draft.0")
    text = draft["text"]
    assert draft["at"] == begun
    assert ("abcde " * len(struck)).startswith(text)
    typed_before = sum(moment < struck[-1] - LOST_AT_MOST for moment in struck)
    assert len(text) >= typed_before > 0
