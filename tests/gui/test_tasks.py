"""Long work: outcome as a value, progress that does not flood, cancelling, the strip."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from einsamkeit_desktop.errors import Trouble
from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.tasks import Outcome, ProgressStrip, TaskRunner
from einsamkeit_desktop.gui.widgets import Button, PlainLabel
from einsamkeit_desktop.progress import Progress


@pytest.fixture(autouse=True)
def _dressed(qapp):
    theme.apply(qapp, dark=False)


@pytest.fixture
def runner(qtbot):
    made = TaskRunner()
    yield made
    made.stop_all()


def test_inline_ends_before_run_returns(qapp):
    outcomes: list[Outcome] = []

    TaskRunner(inline=True).run("Zählen", lambda progress: 42, outcomes.append)

    assert [outcome.result() for outcome in outcomes] == [42]


def test_the_outcome_comes_in_the_gui_thread(runner, qtbot):
    threads: list[threading.Thread] = []

    def work(progress: Progress) -> None:
        threads.append(threading.current_thread())

    runner.run("Zählen", work, lambda outcome: threads.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(threads) == 2)

    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_an_exception_is_carried_as_value(qapp):
    outcomes: list[Outcome] = []

    def work(progress: Progress) -> None:
        raise Trouble("Die Datei ist schon offen. Schließen Sie sie und versuchen Sie es erneut.")

    TaskRunner(inline=True).run("Schreiben", work, outcomes.append)

    assert isinstance(outcomes[0].error, Trouble)
    with pytest.raises(Trouble, match="schon offen"):
        outcomes[0].result()


def test_progress_is_told_at_most_ten_times_a_second_and_at_the_end(qapp):
    told: list[tuple[int, int]] = []
    runner = TaskRunner(inline=True)
    runner.started.connect(lambda task: task.progressed.connect(lambda done, total: told.append((done, total))))

    def work(progress: Progress) -> None:
        for done in range(1, 10_001):
            progress.step(done, 10_000)

    runner.run("Zählen", work)

    assert told[-1] == (10_000, 10_000)
    assert len(told) < 10


def test_cancel_stops_at_the_next_step(runner, qtbot):
    outcomes: list[Outcome] = []
    is_inside, may_go = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        is_inside.set()
        may_go.wait(5)
        progress.step(1, 2)

    task = runner.run("Zählen", work, outcomes.append)
    is_inside.wait(5)
    task.cancel()
    may_go.set()
    qtbot.waitUntil(lambda: bool(outcomes))

    assert outcomes[0].was_cancelled
    assert not runner.is_busy()


def test_the_strip_shows_the_work_and_cancels_it(runner, qtbot):
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)
    outcomes: list[Outcome] = []
    has_stepped, may_go = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress.step(4, 4)
        has_stepped.set()
        may_go.wait(5)
        progress.step(4, 4)

    runner.run("Partnerliste wird geschrieben", work, outcomes.append)
    bar, cancel = strip.findChild(QProgressBar), strip.findChild(Button, "cancelTask")
    assert isinstance(bar, QProgressBar) and isinstance(cancel, Button)
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    assert bar.accessibleName() == "Partnerliste wird geschrieben"
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    may_go.set()
    qtbot.waitUntil(lambda: bool(outcomes))

    assert outcomes[0].was_cancelled
    assert not strip.isVisible()


def test_what_bears_no_name_is_not_shown(runner, qtbot):
    strip, go_on = ProgressStrip(runner), threading.Event()
    qtbot.addWidget(strip)

    runner.run("", lambda _progress: go_on.wait(5))
    runner.run("Import", lambda _progress: go_on.wait(5))

    qtbot.waitUntil(lambda: not strip.isHidden())
    assert [label.full_text() for label in strip.findChildren(PlainLabel)] == ["Import"]
    go_on.set()
    qtbot.waitUntil(strip.isHidden)


def test_what_began_before_the_strip_ends_without_it(runner, qtbot):
    may_go = threading.Event()
    runner.run("Programm wird geladen", lambda _progress: may_go.wait(5))
    strip = ProgressStrip(runner)
    qtbot.addWidget(strip)

    with qtbot.waitSignal(runner.finished):
        may_go.set()

    assert strip.isHidden()
