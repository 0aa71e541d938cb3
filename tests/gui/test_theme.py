"""The look: contrast of every named pair, switching at runtime, text that grows with the system's."""

from dataclasses import asdict

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from einsamkeit_desktop.gui import colours as colours_of
from einsamkeit_desktop.gui import icons, theme

_GROUNDS = ("room", "rail", "raised", "hover")
_TINTED = (*_GROUNDS, "selected", "accent_soft", "neutral_soft")

# Every pair of text and ground the widgets use.
TEXT_PAIRS = (
    *(("text", ground) for ground in (*_TINTED, "danger_soft", "warning_soft", "positive_soft")),
    *(("muted", ground) for ground in (*_TINTED, "danger_soft", "warning_soft", "positive_soft")),
    *(("hint", ground) for ground in ("room", "rail", "raised")),
    *(("accent", ground) for ground in (*_GROUNDS, "selected", "accent_soft")),
    *(("danger", ground) for ground in (*_GROUNDS, "selected", "danger_soft")),
    *(("warning", ground) for ground in (*_GROUNDS, "selected", "warning_soft", "accent_soft")),
    *(("positive", ground) for ground in (*_GROUNDS, "selected", "positive_soft")),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
)

# Edges, focus rings and ticks, and their ground.
CONTROL_PAIRS = (
    *(("edge", ground) for ground in ("room", "rail", "raised")),
    *(("accent", ground) for ground in _TINTED),
    ("on_accent", "accent"),
)


@pytest.fixture(autouse=True)
def _light_afterwards(qapp):
    yield
    theme.apply(qapp, dark=False)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours after WCAG 2.1, from 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [colours_of.LIGHT, colours_of.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_reaches_contrast_of_4_5(colours, text, ground):
    named = asdict(colours)

    assert contrast(named[text], named[ground]) >= 4.5


@pytest.mark.parametrize("colours", [colours_of.LIGHT, colours_of.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("control", "ground"), CONTROL_PAIRS)
def test_controls_and_focus_reach_contrast_of_3(colours, control, ground):
    named = asdict(colours)

    assert contrast(named[control], named[ground]) >= 3.0


def test_contrast_of_black_on_white_is_21():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_both_sets_name_the_same_colours():
    assert asdict(colours_of.LIGHT).keys() == asdict(colours_of.DARK).keys()
    assert all(len(colour) == 7 and colour.startswith("#") for colour in asdict(colours_of.DARK).values())


def test_apply_switches_palette_and_tells_painted_widgets(qapp, qtbot):
    look = theme.apply(qapp, dark=False)

    with qtbot.waitSignal(look.changed):
        theme.apply(qapp, dark=True)

    assert look.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == colours_of.DARK.room
    assert colours_of.DARK.accent in qapp.styleSheet()


class _Counting(QObject):
    styled = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.styled += event.type() == QEvent.Type.StyleChange
        return False


def test_another_look_styles_a_widget_no_more_often_for_lying_deep(qapp, qtbot):
    theme.apply(qapp, dark=False)
    outer = QWidget()
    qtbot.addWidget(outer)
    inner, counting = outer, _Counting()
    for _depth in range(10):
        inner = QWidget(inner)
    inner.installEventFilter(counting)

    theme.apply(qapp, dark=True)

    assert 1 <= counting.styled <= 3


def test_inter_is_bundled(qapp):
    theme.apply(qapp, dark=False)

    assert {"Regular", "SemiBold", "Bold"} <= set(QFontDatabase.styles(theme.FAMILY))


def test_lengths_grow_with_the_system_text(qapp):
    look = theme.apply(qapp, dark=False, point_size=9)
    assert look.px(30) == 30

    theme.apply(qapp, dark=False, point_size=18)

    assert look.px(30) > 50
    assert look.font("title").pixelSize() > look.font("body").pixelSize() >= 24


def test_text_is_never_smaller_than_the_design(qapp):
    assert theme.apply(qapp, dark=False, point_size=6).em == theme.SMALLEST_TEXT_PX


def test_icons_take_the_colour_of_their_role(qapp):
    theme.apply(qapp, dark=False)

    drawn = icons.pixmap("circle", "danger", 24).toImage()

    colours = {
        drawn.pixelColor(x, y).name() for x in range(24) for y in range(24) if drawn.pixelColor(x, y).alpha() == 255
    }
    assert colours_of.LIGHT.danger in colours


def test_an_icon_has_the_pixels_of_every_screen_and_is_drawn_anew_with_another(qapp, qtbot, monkeypatch):
    screen = qapp.primaryScreen()
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [screen, Dense()])

    with qtbot.waitSignal(theme.current().changed):
        theme.current().greet(screen)
    made = icons.icon("plus", "text", 16)

    assert sorted(size.width() for size in made.availableSizes()) == [16, 32]


class Dense:
    """A screen with twice as many pixels."""

    def devicePixelRatio(self) -> float:  # noqa: N802
        return 2.0


def test_icons_are_sharp_on_dense_screens(qapp):
    drawn = icons.pixmap("search", "muted", 16, 2.0)

    assert (drawn.width(), drawn.devicePixelRatio()) == (32, 2.0)
    assert drawn.deviceIndependentSize().width() == 16
