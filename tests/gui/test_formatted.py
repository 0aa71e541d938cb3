"""Note text is read formatted and as plain words by a screen reader; a link says where it leads before it opens."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QApplication

from einsamkeit_desktop.gui import theme
from einsamkeit_desktop.gui.formatted import FormattedText, is_longer, text_view
from einsamkeit_desktop.gui.growing_text import GrowingTextEdit
from einsamkeit_desktop.gui.marking import toggle_mark
from einsamkeit_desktop.gui.widgets import PlainLabel

from .keys import type_text


@pytest.fixture
def shown(qapp, qtbot):
    theme.apply(qapp, dark=False)

    def show(text: str, **named):
        view = text_view(text, **named)
        qtbot.addWidget(view)
        view.resize(300, 200)
        view.show()
        return view

    return show


@pytest.fixture
def edit(qapp, qtbot):
    theme.apply(qapp, dark=False)
    made = GrowingTextEdit("Text")
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def document(view: FormattedText) -> QTextDocument:
    found = view.findChild(QTextDocument)
    assert found is not None
    return found


def test_text_without_marks_is_a_plain_label(shown):
    assert isinstance(shown("Bürger*innen, 2 * 3 <b>x</b>"), PlainLabel)


def test_a_word_wider_than_the_line_goes_on_below(shown):
    view = shown("**Wichtig:** " + "=" * 280)

    assert view.heightForWidth(300) > 5 * view.fontMetrics().height()


def test_a_screen_reader_hears_the_words_without_marks(shown):
    view = shown("**Wichtig:** _bald_\n- Raum\n1. Mai")

    assert view.accessibleName() == "Wichtig: bald\nRaum\n1. Mai"


def test_what_looks_like_html_or_a_picture_is_drawn_as_text(shown):
    view = shown("**x** <img src='http://a.invalid/b.png'> ![y](http://a.invalid/c.png) <a href='z'>z</a>")

    assert "<img src='http://a.invalid/b.png'>" in document(view).toPlainText()
    assert "\ufffc" not in document(view).toPlainText()


def test_bold_and_italic_are_drawn_so(shown):
    view = shown("ab **cd** _ef_")
    block = document(view).begin()
    found = []
    part = block.begin()
    while not part.atEnd():
        form = part.fragment().charFormat()
        found.append((part.fragment().text(), form.fontWeight() > 400, form.fontItalic()))
        part += 1

    assert found == [("ab ", False, False), ("cd", True, False), (" ", False, False), ("ef", False, True)]


def test_more_lines_need_more_height(shown):
    view = shown("**Raum** im Hafenviertel ab Oktober " * 10)

    assert view.heightForWidth(200) > view.heightForWidth(600) > 0


def test_tab_goes_from_link_to_link_and_says_where_each_leads(shown, qtbot):
    view = shown("[eins](https://a.invalid/1) und [zwei](mailto:b@c.invalid)")
    view.activateWindow()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    first = view.accessibleDescription()

    qtbot.keyClick(view, Qt.Key.Key_Tab)

    assert first == "Link „eins“, führt zu https://a.invalid/1"
    assert view.accessibleDescription() == "Link „zwei“, führt zu mailto:b@c.invalid"


def test_a_link_shows_address_and_host_before_it_opens(shown):
    target = "https://sparkasse.invalid@böse.invalid/x"
    view = shown(f"[Sparkasse]({target})")

    texts = [action.text() for action in view.build_menu(target).actions()]

    assert texts[0] == target
    assert texts[1] == "xn--bse-sna.invalid im Browser öffnen"


def test_an_address_can_be_copied(shown):
    view = shown("https://a.invalid/b_c")

    view.build_menu("https://a.invalid/b_c").actions()[2].trigger()

    assert QGuiApplication.clipboard().text() == "https://a.invalid/b_c"


def test_a_click_on_a_link_opens_the_menu_not_the_browser(shown, qtbot, monkeypatch):
    view = shown("https://a.invalid/b")
    asked = []
    monkeypatch.setattr(view, "_show_menu", lambda link, _at: asked.append(link.target))

    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 8))

    assert asked == ["https://a.invalid/b"]


def test_long_text_ends_at_a_word_and_keeps_its_marks(shown):
    text = "**Beschlossen** " + "wurde vieles " * 100

    view = shown(text, most=60)

    assert is_longer(text, 60) and not is_longer("kurz", 60)
    assert view.accessibleName().startswith("Beschlossen wurde") and view.accessibleName().endswith(" …")
    assert len(view.accessibleName()) < 65


def test_the_agreement_begins_behind_its_label(shown):
    assert shown("bis **Mai**", before="Vereinbart:").accessibleName() == "Vereinbart: bis Mai"


def test_ctrl_b_and_ctrl_i_mark_the_word_and_take_the_mark_away(edit, qtbot):
    type_text(edit, "heute Übergabe")

    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    bold = edit.toPlainText()
    qtbot.keyClick(edit, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(edit, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert bold == "heute **Übergabe**"
    assert edit.toPlainText() == "heute _Übergabe_"
    edit.undo()
    assert edit.toPlainText() == "heute Übergabe"


def test_each_line_of_a_selection_is_marked_behind_its_bullet(edit):
    edit.setPlainText("- Raum \n\nGeld")
    edit.selectAll()

    toggle_mark(edit, "**")
    marked = edit.toPlainText()
    toggle_mark(edit, "**")

    assert marked == "- **Raum** \n\n**Geld**"
    assert edit.toPlainText() == "- Raum \n\nGeld"


def test_enter_goes_on_with_a_list_and_ends_it_in_an_empty_item(edit, qtbot):
    type_text(edit, "- Raum")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    type_text(edit, "Geld")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    going_on = edit.toPlainText()
    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert going_on == "- Raum\n- Geld\n- "
    assert edit.toPlainText() == "- Raum\n- Geld\n"


def test_enter_in_prose_is_a_new_line(edit, qtbot):
    type_text(edit, "-5 Grad")

    qtbot.keyClick(edit, Qt.Key.Key_Return)

    assert edit.toPlainText() == "-5 Grad\n"
