"""Files made for these tests."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

Change = Callable[[Pdf], None]


def photo(size: tuple[int, int] = (60, 40), mode: str = "RGB", kind: str = "JPEG", **options: object) -> bytes:
    """An image with something to see in it."""
    target = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert(mode)
    picture.save(target, kind, **options)
    return target.getvalue()


def pdf(pages: int = 1, *changes: Change, **options: object) -> bytes:
    """A PDF with text on each page, changed as told before it is written."""
    made = pikepdf.new()
    for number in range(pages):
        page = made.add_blank_page(page_size=(200, 200))
        page.Contents = made.make_stream(f"BT /F1 12 Tf 20 100 Td (page {number}) Tj ET".encode())
        page.Resources = Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1)))
    for change in changes:
        change(made)
    target = io.BytesIO()
    made.save(target, **options)
    return target.getvalue()


def action(kind: str, **keys: object) -> Dictionary:
    """An action dictionary."""
    return Dictionary({"/S": Name("/" + kind), **{f"/{key}": value for key, value in keys.items()}})


def opening(kind: str, **keys: object) -> Change:
    """An action carried out when the document is opened."""

    def change(made: Pdf) -> None:
        made.Root.OpenAction = made.make_indirect(action(kind, **keys))

    return change


def annotated(subtype: str, **keys: object) -> Change:
    """An annotation on the first page."""

    def change(made: Pdf) -> None:
        note = Dictionary({"/Type": Name.Annot, "/Subtype": Name("/" + subtype), "/Rect": Array([0, 0, 9, 9])})
        for key, value in keys.items():
            note[f"/{key}"] = value
        made.pages[0].Annots = Array([made.make_indirect(note)])

    return change


def page_action(made: Pdf) -> None:
    """A script that runs when the first page is shown."""
    made.pages[0].AA = Dictionary(O=action("JavaScript", JS=Stream(made, b"app.alert('canary')")))


def chained(made: Pdf) -> None:
    """A harmless action that is followed by another."""
    made.Root.OpenAction = action(
        "GoTo", D=Array([made.pages[0].obj, Name.Fit]), Next=Array([action("Launch", F="cmd")])
    )


def embedded(made: Pdf) -> None:
    """A file inside the file."""
    made.attachments["canary.exe"] = b"MZ canary"


def named_script(made: Pdf) -> None:
    """A script in the document's name tree."""
    tree = Dictionary(Names=Array([String("a"), made.make_indirect(action("JavaScript", JS="app.alert('canary')"))]))
    made.Root.Names = Dictionary(JavaScript=tree)


def form_with_xfa(made: Pdf) -> None:
    """A form that has pages of its own beside its XFA description."""
    made.Root.AcroForm = Dictionary(Fields=Array(), XFA=Stream(made, b"<xdp>canary</xdp>"))


def dynamic_form(made: Pdf) -> None:
    """A form that is drawn only by the maker's own program."""
    form_with_xfa(made)
    made.Root.NeedsRendering = True


def signature(made: Pdf) -> None:
    """What an electronic seal leaves in the catalog."""
    made.Root.AcroForm = Dictionary(Fields=Array(), SigFlags=3)


def font_named_like_an_attachment(made: Pdf) -> None:
    """Names in a page's resources are free."""
    fonts = made.pages[0].Resources.Font
    for key in ("/AA", "/AF", "/EF", "/F"):
        fonts[key] = Dictionary(Type=Name.Font, Subtype=Name.Type1)


def object_stream_bomb(megabytes: int) -> bytes:
    """A PDF of one page whose catalog lies in an object stream that unfolds to ``megabytes``."""
    unfolding = zlib.compressobj(9)
    folded = unfolding.compress(b"1 0 <</Type/Catalog/Pages 4 0 R>>")
    folded += b"".join(unfolding.compress(b" " * 1_000_000) for _ in range(megabytes)) + unfolding.flush()
    bodies = {
        2: b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(folded) + folded + b"\nendstream",
        4: b"<</Type/Pages/Count 1/Kids[5 0 R]>>",
        5: b"<</Type/Page/Parent 4 0 R/MediaBox[0 0 9 9]>>",
    }
    written, places = b"%PDF-1.5\n", {}
    for number, body in bodies.items():
        places[number] = len(written)
        written += b"%d 0 obj" % number + body + b"endobj\n"
    places[3] = len(written)
    rows = b"".join(
        b"\x02" + (2).to_bytes(4, "big") if number == 1 else b"\x01" + places[number].to_bytes(4, "big")
        for number in range(1, 6)
    )
    rows = b"".join(rows[at : at + 5] + b"\0" for at in range(0, len(rows), 5))
    table = b"3 0 obj<</Type/XRef/Size 6/Index[1 5]/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return written + table + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % places[3]


def upload(content: bytes, name: str = "证明.jpg") -> SimpleUploadedFile:
    """The file as a form hands it over; the browser's claim about its type is wrong on purpose."""
    return SimpleUploadedFile(name, content, content_type="text/html")
