"""The look: named colours in light and dark, fonts, measures in em, and one place that puts them on the application.

Widgets that paint themselves ask `current()` and follow `changed`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette, QScreen
from PySide6.QtWidgets import QApplication

from ..paths import resource
from .colours import DARK, LIGHT, Colours
from .stylesheet import stylesheet

FAMILY = "Inter"
FONT_FILES = ("Inter-Regular", "Inter-Italic", "Inter-Medium", "Inter-SemiBold", "Inter-Bold")
FRAME_TOP, FRAME_SIDE = 40, 8  # what title bar and border take at most; the system tells it only of a shown window
SMALLEST_TEXT_PX = 13.0  # the pictures' body text; a system set to larger text wins


class Theme(QObject):
    """The look in force.

    Signals:
        changed(): colours, measures or screens are others now; widgets that paint themselves ask again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.colours = LIGHT
        self.is_dark = False
        self.em = SMALLEST_TEXT_PX
        self._wish: bool | None = None
        self._scale = 1.0

    def colour(self, role: str) -> QColor:
        """Return the colour of a role such as "accent_soft"."""
        return QColor(getattr(self.colours, role))

    def px(self, at_13_px: float) -> int:
        """Return a length of the design (drawn at 13 px text) in pixels at today's text size."""
        return max(1, round(at_13_px * self.em / SMALLEST_TEXT_PX))

    def font(self, size: str = "body", weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """Return the screen font; sizes are tiny, small, body, section, brand, title, number."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(TEXT_SIZES[size]))
        font.setWeight(weight)
        return font

    def wear(self, app: QApplication, dark: bool | None, text_scale: float, point_size: float | None) -> None:
        """Put the look on the application; `apply` is the way in."""
        self._wish, self._scale = dark, text_scale
        self.is_dark = _system_is_dark(app) if dark is None else dark
        self.colours = DARK if self.is_dark else LIGHT
        self.em = _system_text_px(point_size) * text_scale
        sheet = stylesheet(self.colours, self.is_dark, self.px)
        if sheet == app.styleSheet():
            return  # nothing new; polishing every widget again would be seen
        app.setPalette(palette(self.colours))
        app.setFont(self.font())
        app.setStyleSheet("")  # a sheet in another's place polishes each widget once for every widget around it
        app.setStyleSheet(sheet)
        self.changed.emit()

    def follow_system(self) -> None:
        """Take over the system's scheme when it changes and no choice was made here."""
        app = QApplication.instance()
        if self._wish is None and isinstance(app, QApplication):
            self.wear(app, None, self._scale, None)

    def greet(self, screen: QScreen) -> None:
        """Serve a new screen, which may show more pixels in a length, now and when its scale changes."""
        screen.geometryChanged.connect(self.changed)
        self.changed.emit()


TEXT_SIZES = {"tiny": 11, "small": 12, "body": 13, "section": 14, "brand": 15, "title": 19, "number": 28}
"""Text sizes in px at 13 px body text, as measured in the pictures."""

_themes: list[Theme] = []


def current() -> Theme:
    """Return the look in force (light, 13 px, before `apply`)."""
    if not _themes:
        _themes.append(Theme())
    return _themes[0]


def fitting(width: float, height: float) -> QSize:
    """Return a window's size of the design at today's text size, never larger than the screen has room for."""
    wanted = QSize(current().px(width), current().px(height))
    screen = QGuiApplication.primaryScreen()
    return wanted.boundedTo(room_on(screen).size()) if screen is not None else wanted


def room_on(screen: QScreen) -> QRect:
    """Return where the inside of a window may be, so that title bar and frame are on the screen too."""
    return screen.availableGeometry().adjusted(FRAME_SIDE, FRAME_TOP, -FRAME_SIDE, -FRAME_SIDE)


def apply(
    app: QApplication, dark: bool | None = None, text_scale: float = 1.0, point_size: float | None = None
) -> Theme:
    """Dress the application and return the look; may be called again at any time to change it.

    `dark=None` follows the system, now and later. `text_scale` 1.0 is the system's text size; `point_size` stands in
    for the system's size (tests). Call before the first window is made.
    """
    theme = current()
    if app.property("gem-dressed") is None:
        app.setProperty("gem-dressed", True)
        register_fonts()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(theme.follow_system)
        app.screenAdded.connect(theme.greet)
        for screen in app.screens():
            screen.geometryChanged.connect(theme.changed)
    theme.wear(app, dark, text_scale, point_size)
    return theme


def register_fonts() -> None:
    """Make the bundled Inter known to Qt."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}.ttf")))


def palette(colours: Colours) -> QPalette:
    """Return Qt's palette made of the named colours."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for qt_role, name in (
        (role.Window, "room"),
        (role.WindowText, "text"),
        (role.Base, "room"),
        (role.AlternateBase, "rail"),
        (role.Text, "text"),
        (role.PlaceholderText, "hint"),
        (role.Button, "room"),
        (role.ButtonText, "text"),
        (role.BrightText, "danger"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Highlight, "selected"),
        (role.HighlightedText, "text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Light, "raised"),
        (role.Midlight, "neutral_soft"),
        (role.Mid, "line"),
        (role.Dark, "edge"),
        (role.Shadow, "line"),
        (role.Accent, "accent"),
    ):
        made.setColor(qt_role, QColor(getattr(colours, name)))
    for qt_role in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, qt_role, QColor(colours.hint))
    return made


def _system_is_dark(app: QApplication) -> bool:
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _system_text_px(point_size: float | None) -> float:
    """Return the system's text size in pixels, never below the design's."""
    size = point_size or QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    screen = QGuiApplication.primaryScreen()
    dots_per_inch = screen.logicalDotsPerInchY() if screen is not None else 96.0
    return max(SMALLEST_TEXT_PX, size * dots_per_inch / 72)
