"""The briefing pack: two clicks from Heute, prepared as wished, the same again the next time."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QFileDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from einsamkeit_desktop.actions.attachments import add_attachments
from einsamkeit_desktop.actions.records import trash, undo
from einsamkeit_desktop.app import make_application
from einsamkeit_desktop.gui import printing, recipe_parts
from einsamkeit_desktop.gui.briefing_window import BriefingWindow
from einsamkeit_desktop.gui.main_window import MainWindow
from einsamkeit_desktop.gui.paper_view import PdfPages
from einsamkeit_desktop.gui.recipe_parts import RecipeButton
from einsamkeit_desktop.gui.shown_out import print_briefing
from einsamkeit_desktop.gui.tasks import TaskRunner
from einsamkeit_desktop.gui.workbench import Workbench
from einsamkeit_desktop.queries.recipes import kept_for, last_used, recipes
from einsamkeit_desktop.store.store import Store
from einsamkeit_desktop.store.tables import export_log

from ..makers import make, make_note, make_organisation, make_person, make_role
from .keys import type_text

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


class Scene:
    """A store with an appointment tomorrow, and the window on it."""

    def __init__(self, qtbot: QtBot, store: Store, day: date, *, inline: bool = True) -> None:
        self.qtbot, self.store = qtbot, store
        self.first, self.second = make_organisation(store, "Nordlicht"), make_organisation(store, "Südstern & Co.")
        self.person = make_person(store, "Özdemir")
        make_role(store, self.person, self.first)
        make_note(store, self.first, content="Frühstück besprochen", day=day - timedelta(3))
        make_note(store, self.first, content="Geheim", day=day - timedelta(2), confidential=True)
        self.appointment = make_note(
            store, self.person, self.second, content="Runder Tisch", day=day + timedelta(1), place="Rathaus, Saal 2"
        )
        self.main = MainWindow(Workbench(store, TaskRunner(inline=inline)))
        qtbot.addWidget(self.main)
        self.main.show()

    def open(self, *ids: int) -> BriefingWindow:
        """Open the window on records."""
        self.main.doors.papers.briefing(ids)
        return self.window()

    def window(self) -> BriefingWindow:
        """Return the window that is open."""
        QApplication.sendPostedEvents(None, 52)  # DeferredDelete
        (found,) = self.main.findChildren(BriefingWindow)
        assert isinstance(found, BriefingWindow)
        return found

    def click(self, window: QWidget, name: str) -> None:
        """Click a widget of the window."""
        found = window.findChild(QWidget, name)
        assert found is not None, name
        self.qtbot.mouseClick(found, LEFT)

    def settle(self, window: BriefingWindow) -> None:
        """Wait until the preview shows what the form says."""
        self.qtbot.waitUntil(window.setter.is_settled)

    def text(self, window: BriefingWindow) -> str:
        """Return all that the pages say."""
        self.settle(window)
        made = window.setter.made()
        assert made is not None
        pdf = PdfPages(made.content)
        return "\n".join(pdf.text(number) for number in range(len(pdf)))


@pytest.fixture
def scene(qtbot: QtBot, qapp: object, store: Store, today: date, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """The scene, with tasks done at once."""
    make_application()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    made = Scene(qtbot, store, today)
    yield made
    QApplication.sendPostedEvents(None, 52)


def _choose(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(lambda *_a, **_n: (str(target), "")))


def _logged(store: Store) -> list[tuple[str, str, list[int]]]:
    with store.reading() as connection:
        rows = connection.execute(select(export_log.c.what, export_log.c.target, export_log.c.person_ids))
        return [(row[0], row[1], row[2]) for row in rows]


def test_two_clicks_from_today_to_the_saved_briefing(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "briefing.pdf"
    _choose(monkeypatch, target)

    scene.click(scene.main.pages.page("today"), f"briefing-{scene.appointment}")
    window = scene.window()
    shown, said = len(window.view.pages()), scene.text(window)
    scene.click(window, "paperSave")

    assert len(PdfPages(target.read_bytes())) == shown
    assert all(text in said for text in ("Runder Tisch", "Rathaus, Saal 2", "Özdemir", "Nordlicht", "Südstern & Co."))
    assert "Geheim" not in said and "vertraulicher Vermerk ist nicht enthalten" in said
    assert not window.isVisible() and "briefing.pdf" in scene.main.status.text()
    assert _logged(scene.store) == [("Briefing", str(target), [scene.person])]


def test_it_works_with_a_worker_thread_too(
    qtbot: QtBot, qapp: object, store: Store, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_application()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    scene = Scene(qtbot, store, today, inline=False)
    _choose(monkeypatch, tmp_path / "briefing.pdf")

    window = scene.open(scene.first)
    type_text(window.form.points, "Räume")
    scene.click(window, "paperSave")
    qtbot.waitUntil(lambda: "briefing.pdf" in scene.main.status.text())

    pdf = PdfPages((tmp_path / "briefing.pdf").read_bytes())
    assert any("Räume" in pdf.text(number) for number in range(len(pdf)))
    scene.main.workbench.runner.stop_all()


def test_closing_while_a_preview_is_on_its_way_is_safe(qtbot: QtBot, qapp: object, store: Store, today: date) -> None:
    make_application()
    scene = Scene(qtbot, store, today, inline=False)
    window = scene.open(scene.first)

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not scene.main.workbench.runner.is_busy() and not scene.main.findChildren(BriefingWindow))


def test_ticks_change_the_pages_and_only_they_are_printed(scene: Scene) -> None:
    window = scene.open(scene.first)
    assert "Frühstück besprochen" in scene.text(window)

    window.form.parts.box("notes").click()
    window.form.parts.box("cover").click()

    said = scene.text(window)
    assert "Frühstück besprochen" not in said and len(window.view.pages()) == 1


def test_the_log_counts_confidential_notes_that_stay_out(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "briefing.pdf")
    window = scene.open(scene.first)
    scene.settle(window)

    scene.click(window, "paperSave")

    with scene.store.reading() as connection:
        assert connection.execute(select(export_log.c.left_out)).scalars().all() == [1]


def test_confidential_notes_are_counted_and_only_in_when_ticked(scene: Scene) -> None:
    window = scene.open(scene.first)
    box = window.form.confidential

    assert not box.isChecked() and box.text() == "Vertrauliches aufnehmen (1)"
    box.click()
    assert "Geheim" in scene.text(window)
    window.reject()

    assert "Geheim" not in scene.text(scene.open(scene.first))


def test_the_same_occasion_has_the_same_recipe_and_points_again(scene: Scene) -> None:
    window = scene.open(scene.appointment)
    type_text(window.form.points, "Räume für den Winter")
    window.form.parts.box("people").click()
    scene.qtbot.keyClick(window, Qt.Key.Key_Escape)
    scene.open(scene.second).reject()

    again = scene.open(scene.appointment)

    assert again.form.talking_points() == ("Räume für den Winter",)
    assert not again.form.parts.box("people").isChecked()
    assert kept_for(scene.store, scene.second) is None


def test_recipes_are_saved_renamed_deleted_and_undone(scene: Scene) -> None:
    window = scene.open(scene.first)
    button = window.findChild(RecipeButton)
    assert button is not None
    window.form.parts.box("offers").click()
    assert button.accessibleName() == "Rezept: „Standard“ geändert"

    button.keep("Kurz & gut")
    assert button.accessibleName() == "Rezept: Kurz & gut"
    button.rename("Kürzer")
    assert [recipe.name for recipe in recipes(scene.store)] == ["Standard", "Kürzer"]
    button.keep("Standard")
    assert "fest eingebaut" in window.message.full_text()
    window.reject()
    assert last_used(scene.store).name == "Kürzer"

    window = scene.open(scene.second)
    button = window.findChild(RecipeButton)
    assert button is not None and button.accessibleName() == "Rezept: Kürzer"
    (delete,) = [action for action in button.build().actions() if "löschen" in action.text()]
    delete.trigger()
    assert [recipe.name for recipe in recipes(scene.store)] == ["Standard"]
    undo(scene.store)
    assert [recipe.name for recipe in recipes(scene.store)] == ["Standard", "Kürzer"]


def test_the_menu_offers_to_keep_what_was_changed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    window = scene.open(scene.first)
    button = window.findChild(RecipeButton)
    assert button is not None
    monkeypatch.setattr(recipe_parts, "ask_name", lambda *_arguments: "Eigenes")

    for wanted in ("Als neues Rezept", "umbenennen"):
        (action,) = [a for a in button.build().actions() if wanted in a.text()]
        action.trigger()
    window.form.parts.box("cover").click()
    texts = [action.text() for action in button.build().actions()]
    assert "„Eigenes“ speichern" in texts
    next(action for action in button.build().actions() if action.text() == "Standard").trigger()

    assert window.form.parts.box("cover").isChecked()


def test_parts_move_by_alt_and_arrow_and_cover_stays_in_front(scene: Scene) -> None:
    window = scene.open(scene.first)
    parts = window.form.parts
    parts.box("offers").setFocus()

    for _step in range(20):
        scene.qtbot.keyClick(parts.box("offers"), Qt.Key.Key_Up, ALT)

    assert parts.recipe().order[:4] == ("cover", "contents", "offers", "talking_points")
    assert scene.text(window)


def test_partners_move_by_keyboard_and_by_dragging(scene: Scene) -> None:
    window = scene.open(scene.first, scene.second)
    chips = {key: window.findChild(QAbstractButton, f"record-{key}") for key in (scene.first, scene.second)}
    one, other = chips[scene.first], chips[scene.second]
    assert one is not None and other is not None

    scene.qtbot.keyClick(one, Qt.Key.Key_Right, ALT)
    assert window.form.partners() == (scene.second, scene.first)

    QTest.mousePress(one, LEFT, pos=QPoint(5, 5))
    for _step in range(3):
        QTest.mouseMove(one, one.mapFromGlobal(other.mapToGlobal(QPoint(6, 6))))
    QTest.mouseRelease(one, LEFT, pos=QPoint(5, 5))
    assert window.form.partners() == (scene.first, scene.second)

    said = scene.text(window)
    assert said.index("Nordlicht") < said.index("Südstern")
    scene.qtbot.keyClick(other, Qt.Key.Key_Delete)
    assert window.form.partners() == (scene.first,)


def test_partners_are_added_from_the_search_and_without_any_nothing_goes_out(scene: Scene) -> None:
    window = scene.open()

    assert "kein Partner" in window.message.full_text()
    assert not window.save_button.isEnabled() and not window.print_button.isEnabled()
    type_text(window.form.picker.line, "sudstern")
    window.form.picker.popup.ask()
    scene.qtbot.keyClick(window.form.picker.line, Qt.Key.Key_Return)

    assert window.form.partners() == (scene.second,)
    assert "Südstern" in scene.text(window)
    assert window.save_button.isEnabled()


def test_a_committee_brings_its_members_organisations(scene: Scene) -> None:
    body = make(scene.store, "body", name="Runder Tisch Nord", members=(scene.person,))
    scene.main.open_record(body)
    print_briefing(scene.main)

    window = scene.window()
    assert window.form.partners() == (scene.first,)
    assert window.form.occasion.text() == "Runder Tisch Nord"


def test_what_is_gone_is_refused_in_a_sentence(scene: Scene) -> None:
    trash(scene.store, [scene.first])
    scene.main.doors.papers.briefing([scene.first])

    assert "kein Datensatz übrig" in scene.main.status.text()
    assert scene.main.findChildren(BriefingWindow) == []


def test_attachments_are_offered_printed_and_ticked_again_the_next_time(scene: Scene) -> None:
    add_attachments(scene.store, scene.appointment, [("Tagesordnung.pdf", b"%PDF-1.7 kaputt")])
    picture = QByteArray()
    buffer = QBuffer(picture)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(40, 30, QImage.Format.Format_RGB32).save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, PySide for text
    add_attachments(scene.store, scene.first, [("Saal.png", bytes(picture.data())), ("Notiz.txt", b"x")])
    window = scene.open(scene.appointment)
    boxes = window.form.enclosures.findChildren(QCheckBox)
    assert [box.text() for box in boxes] == ["Tagesordnung.pdf", "Saal.png"]

    for box in boxes:
        box.click()

    assert "Anlage: Saal.png" in scene.text(window)
    assert "„Tagesordnung.pdf“ ist nicht dabei: Die Datei ist beschädigt." in window.message.full_text()
    window.reject()
    again = scene.open(scene.appointment)
    assert len(again.form.wishes().enclosures) == 2
    again.form.picker.remove(str(scene.first))
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert [box.text() for box in again.form.enclosures.findChildren(QCheckBox)] == ["Tagesordnung.pdf"]


def test_a_failed_write_is_told_and_the_window_stays(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "nirgends" / "briefing.pdf")
    window = scene.open(scene.first)

    scene.click(window, "paperSave")

    assert window.isVisible() and window.message.full_text().endswith(".")
    assert _logged(scene.store) == []


def test_printing_is_logged_and_the_window_stays(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gedruckt.pdf"))
    monkeypatch.setattr(printing, "ask_printer", lambda *_arguments: printer)
    window = scene.open(scene.first)

    scene.click(window, "paperPrint")

    assert (tmp_path / "gedruckt.pdf").read_bytes().startswith(b"%PDF")
    assert window.isVisible() and "gedruckt" in window.message.full_text()
    assert [what for what, _target, _persons in _logged(scene.store)] == ["Briefing"]


def test_every_control_has_a_name_and_tab_leaves_every_field(scene: Scene) -> None:
    window = scene.open(scene.appointment)

    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit)
    controls = [widget for kind in kinds for widget in window.findChildren(kind)]
    unnamed = [w.objectName() for w in controls if w.focusPolicy() & Qt.FocusPolicy.TabFocus and not w.accessibleName()]
    assert unnamed == []
    assert all(edit.tabChangesFocus() for edit in window.findChildren(QPlainTextEdit))


def test_it_fits_a_small_screen(scene: Scene) -> None:
    window = scene.open(scene.first)
    window.resize(1280, 660)

    assert (window.width(), window.height()) == (1280, 660)
    assert window.minimumSizeHint().width() <= 1280
