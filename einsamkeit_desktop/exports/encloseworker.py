"""Draw the pages of a foreign PDF or picture in a process of its own; only JPEG pictures and plain text leave it.

So nothing that runs, no font that is not embedded and nothing hidden of a foreign file gets into a paper.
"""

from __future__ import annotations

import io
import json
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from ..apart import fence_in

if TYPE_CHECKING:
    from PIL.Image import Image

DPI, QUALITY, MOST_PAGES, MOST_PIXELS, MOST_TEXT = 170, 82, 60, 60_000_000, 4000
_PIXELS = 2400  # of the longer side of a picture
_WIDE = 1.15


def work(connection: Connection, raw: bytes) -> None:
    """Draw a file's content and send its pages, or the reason why not; meant as the target of a process."""
    fence_in()
    try:
        total, pages = _pdf(raw) if raw.startswith(b"%PDF-") else _picture(raw)
    except Exception as trouble:  # noqa: BLE001 - whatever the file did, the parent says it in a sentence
        connection.send_bytes(json.dumps({"trouble": type(trouble).__name__, "detail": str(trouble)[:300]}).encode())
    else:
        told = [
            {"size": len(jpeg), "width": width, "height": height, "text": text} for jpeg, width, height, text in pages
        ]
        head = json.dumps({"total": total, "pages": told}).encode()
        connection.send_bytes(len(head).to_bytes(8) + head + b"".join(page[0] for page in pages))
    connection.close()


_Page = tuple[bytes, float, float, str]


def _pdf(raw: bytes) -> tuple[int, list[_Page]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(raw)
    pages = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        width, height = page.get_size()
        scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        is_wide = width > _WIDE * height  # lies on its side, so that its letters stay readable
        picture = page.render(scale=scale, rotation=270 if is_wide else 0).to_pil()
        width, height = (height, width) if is_wide else (width, height)
        text = page.get_textpage().get_text_bounded()[:MOST_TEXT]
        pages.append((_jpeg(picture), width, height, text))
    return len(document), pages


def _picture(raw: bytes) -> tuple[int, list[_Page]]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as opened:
        opened.load()
        picture = ImageOps.exif_transpose(opened)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture.convert("RGBA"))
        picture = ground
    picture = picture.convert("RGB")
    picture.thumbnail((_PIXELS, _PIXELS))
    return 1, [(_jpeg(picture), float(picture.width), float(picture.height), "")]


def _jpeg(picture: Image) -> bytes:
    stream = io.BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=QUALITY, optimize=True)
    return stream.getvalue()
