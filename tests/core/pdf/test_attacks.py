"""Attacks on signed PDFs that were published: none may look valid, and what they changed is told.

Mladenov, Mainka and others, "1 Trillion Dollar Refund" (2019: forgery, incremental saving, wrapping), "Shadow Attacks"
(2021: hide, replace, hide and replace), "Breaking the Specification: PDF Certification" (2021: EAA, SSA).
"""

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from core.crypto.algorithms import KeyAlgorithm
from core.pdf.appearance import Appearance
from core.pdf.options import Certification, NewField, SigningOptions
from core.pdf.pages import Rectangle
from core.pdf.report import Coverage, DifferenceKind, Report, SignatureReport, Verdict
from core.pdf.signing import sign_pdf
from core.pdf.trust import TrustRoots
from core.pdf.validation import validate_pdf
from tests.core.pdf.attacks import PAINT, SignedFile, bodies, stream, table, updated
from tests.core.pdf.documents import BareKey, form_pdf, signing_key

Attack = Callable[[SignedFile], bytes]


@pytest.fixture(scope="module")
def key() -> BareKey:
    return signing_key(KeyAlgorithm.EC_P256)


@pytest.fixture
async def approved(key: BareKey, tmp_path: Path) -> SignedFile:
    """A form with one invisible approval signature."""
    return await signed(key, tmp_path, SigningOptions())


async def signed(key: BareKey, folder: Path, options: SigningOptions) -> SignedFile:
    await sign_pdf(form_pdf(folder / "in.pdf"), folder / "signed.pdf", key, options)
    return SignedFile((folder / "signed.pdf").read_bytes())


async def judged(data: bytes, key: BareKey, folder: Path) -> Report:
    path = folder / "attacked.pdf"
    path.write_bytes(data)
    return await validate_pdf(path, TrustRoots(test=key.chain))


async def first(data: bytes, key: BareKey, folder: Path) -> SignatureReport:
    return (await judged(data, key, folder)).signatures[0]


async def test_the_attacked_files_are_valid_before(approved: SignedFile, key: BareKey, tmp_path: Path) -> None:
    assert (await judged(approved.data, key, tmp_path)).all_valid
    # and the tool that writes the attacks writes what every reader understands
    unchanged = await first(updated(approved, {approved.content(): approved.object(approved.content())}), key, tmp_path)
    assert (unchanged.verdict, unchanged.differences) == (Verdict.VALID, ())


# incremental saving attacks: something else is shown after the signed revision


def other_content(file: SignedFile) -> dict[int, bytes]:
    return {file.content(): stream(PAINT)}


def body_alone(file: SignedFile) -> bytes:
    return file.data + bodies(other_content(file))


def body_and_trailer(file: SignedFile) -> bytes:
    return file.data + bodies(other_content(file)) + b"trailer\n<< /Size %d /Root %s >>\n" % (file.size, file.root)


def with_the_signature_again(file: SignedFile) -> bytes:
    return updated(file, other_content(file) | {file.signature: file.object(file.signature)})


def other_page_tree(file: SignedFile) -> bytes:
    new = file.size
    root = file.object(1).replace(b"/Pages 2 0 R", b"/Pages %d 0 R" % new)
    objects = {
        new: b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (new + 1),
        new + 1: b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % (new, new + 2),
        new + 2: stream(PAINT),
    }
    return updated(file, objects | {1: root})


def page_added(file: SignedFile) -> bytes:
    new = file.size
    pages = file.object(2)
    kids = pages[pages.index(b"[") + 1 : pages.index(b"]")]
    objects = {
        2: b"<< /Type /Pages /Count 3 /Kids [%s %d 0 R] >>" % (kids, new),
        new: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % (new + 1),
        new + 1: stream(PAINT),
    }
    return updated(file, objects)


def opening_script(file: SignedFile) -> bytes:
    action = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    return updated(file, {1: file.object(1).rstrip().removesuffix(b">>") + action + b" >>"})


def second_catalog(file: SignedFile) -> bytes:
    """A trailer that points to a catalog of its own."""
    new = file.size
    catalog = file.object(1).rstrip().removesuffix(b">>") + b"/Lang (xx) >>"
    data = updated(file, other_content(file) | {new: catalog})
    head, tail = data[: len(file.data)], data[len(file.data) :]
    return head + tail.replace(b"/Root " + file.root, b"/Root %d 0 R" % new)


INCREMENTAL: dict[str, Attack] = {
    "body, table and trailer": lambda file: updated(file, other_content(file)),
    "body alone": body_alone,
    "body and trailer, no table": body_and_trailer,
    "with the signature again": with_the_signature_again,
    "another page tree": other_page_tree,
    "a page more": page_added,
    "script on opening": opening_script,
    "another catalog": second_catalog,
}


@pytest.mark.parametrize("name", INCREMENTAL)
async def test_incremental_saving(name: str, approved: SignedFile, key: BareKey, tmp_path: Path) -> None:
    attacked = INCREMENTAL[name](approved)
    report = await judged(attacked, key, tmp_path)
    assert not report.all_valid, report.to_text()
    signature = report.signatures[0]
    assert signature.verdict in (Verdict.CHANGED, Verdict.INVALID), report.to_text()
    assert seen_changes(approved.data, attacked) <= {item.where for item in signature.differences}


def seen_changes(before: bytes, after: bytes) -> set[str]:
    """Numbers of the pages that this viewer shows otherwise."""
    with pymupdf.open(stream=before, filetype="pdf") as old, pymupdf.open(stream=after, filetype="pdf") as new:
        looks = [[page.get_pixmap().samples for page in document] for document in (old, new)]
    most = max(len(look) for look in looks)
    padded = [[*look, *[b""] * (most - len(look))] for look in looks]
    return {str(number + 1) for number in range(most) if padded[0][number] != padded[1][number]}


# signature wrapping: the signed bytes are moved, the attacker's take their place


def wrapped(file: SignedFile, dictionary_again: bool) -> bytes:
    """The second part of the signed bytes goes to the end of the file; where it leads to is the attacker's table."""
    _, gap, c, length = file.byte_range
    entries = b" /ByteRange [0 %d %010d %d] /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
    places = {int(found[1]): found.start() + 1 for found in re.finditer(rb"\n(\d+) 0 obj", file.data[:c])}

    def with_second_part_at(moved: int) -> tuple[bytes, int]:
        told = entries % (gap, moved, length)
        head = file.data[:c] + (b" >>" if dictionary_again else told + b">>") + b"\nendobj\n"
        head += b" " * (file.start - len(head))
        objects = {file.content(): stream(PAINT)}
        if dictionary_again:
            objects[file.signature] = b"<< /Contents " + file.contents + told + b">>"
        trailer = b"trailer\n<< /Size %d /Root %s >>\n" % (file.size, file.root)
        begin = file.start + len(table(places | dict.fromkeys(objects, 0))) + len(trailer)
        positions, written = dict(places), b""
        for number, text in objects.items():
            positions[number] = begin + len(written)
            written += bodies({number: text})
        whole = head + table(positions) + trailer + written
        return whole + file.data[c:], len(whole)

    _, moved = with_second_part_at(0)
    return with_second_part_at(moved)[0]


@pytest.mark.parametrize("dictionary_again", [False, True], ids=["its own dictionary", "a dictionary more"])
async def test_signature_wrapping(dictionary_again: bool, approved: SignedFile, key: BareKey, tmp_path: Path) -> None:
    attacked = wrapped(approved, dictionary_again)
    # readers that believe the byte range find an untouched digest, and show the attacker's page
    found = [int(number) for number in re.findall(rb"/ByteRange \[0 (\d+) 0*(\d+) (\d+)\]", attacked)[0]]
    covered = attacked[: found[0]] + attacked[found[1] : found[1] + found[2]]
    _, b, c, _ = approved.byte_range
    assert covered == approved.data[:b] + approved.data[c:]
    assert seen_changes(approved.data, attacked) == {"1"}
    report = await judged(attacked, key, tmp_path)
    assert [item.verdict for item in report.signatures] == [Verdict.CHANGED], report.to_text()


# universal forgery: the signature is made unreadable, in the hope that nobody looks further


def without(text: bytes, name: bytes) -> bytes:
    return re.sub(name + rb"\s*(<[0-9A-Fa-f]*>|\[[^\]]*\])", b"", text)


FORGERIES: dict[str, Callable[[bytes], bytes]] = {
    "no contents": lambda text: without(text, b"/Contents"),
    "null contents": lambda text: without(text, b"/Contents").replace(b"/Type", b"/Contents null /Type"),
    "empty contents": lambda text: without(text, b"/Contents").replace(b"/Type", b"/Contents <> /Type"),
    "zero contents": lambda text: without(text, b"/Contents").replace(b"/Type", b"/Contents <00> /Type"),
    "number as contents": lambda text: without(text, b"/Contents").replace(b"/Type", b"/Contents 1 /Type"),
    "no byte range": lambda text: without(text, b"/ByteRange"),
    "null byte range": lambda text: without(text, b"/ByteRange").replace(b"/Type", b"/ByteRange null /Type"),
    "empty byte range": lambda text: without(text, b"/ByteRange").replace(b"/Type", b"/ByteRange [] /Type"),
    "negative byte range": lambda text: without(text, b"/ByteRange").replace(b"/Type", b"/ByteRange [0 -1 0 -1] /Type"),
    "zero byte range": lambda text: without(text, b"/ByteRange").replace(b"/Type", b"/ByteRange [0 0 0 0] /Type"),
    "byte range of names": lambda text: without(text, b"/ByteRange").replace(
        b"/Type", b"/ByteRange [/a /b /c /d] /Type"
    ),
    "byte range beyond the end": lambda text: text.replace(b"/ByteRange [0 ", b"/ByteRange [0 99999999"),
    "no format": lambda text: text.replace(b"/SubFilter /ETSI.CAdES.detached", b""),
    "null": lambda text: b"null",
    "empty": lambda text: b"<< >>",
}


@pytest.mark.parametrize("name", FORGERIES)
async def test_universal_forgery(name: str, approved: SignedFile, key: BareKey, tmp_path: Path) -> None:
    text = FORGERIES[name](approved.object(approved.signature))
    assert text != approved.object(approved.signature)
    data = updated(approved, {approved.signature: text} | other_content(approved))
    report = await judged(data, key, tmp_path)
    assert not report.all_valid
    (signature,) = report.signatures
    assert signature.verdict in (Verdict.INVALID, Verdict.UNSUPPORTED), report.to_text()


async def test_a_broken_signature_inside_the_signed_revision(
    approved: SignedFile, key: BareKey, tmp_path: Path
) -> None:
    """The bytes between the ranges are nobody's: they may be overwritten without touching the digest."""
    _, b, c, _ = approved.byte_range
    for contents in (b"<" + b"0" * (c - b - 2) + b">", b"()".ljust(c - b), b"null".ljust(c - b)):
        report = await judged(approved.data[:b] + contents + approved.data[c:], key, tmp_path)
        assert [item.verdict for item in report.signatures] == [Verdict.INVALID], report.to_text()


# byte ranges that a dishonest signer really signed


async def resigned(file: SignedFile, ranges: bytes, key: BareKey, insert: bytes = b"") -> bytes:
    """The file with other byte ranges, and a signature that is cryptographically right over them.

    `ranges` may name b, c and e, the places where the signature begins and ends, and the end of the file.
    """
    import asyncio

    from core.pdf.signer import KeySigner

    _, b, c, d = file.byte_range
    old = re.search(rb"/ByteRange \[[^\]]*\]\s*", file.data)
    assert old is not None
    size = len(file.data)
    numbers = [eval(part, {"b": b, "c": c, "e": size}) for part in ranges.decode().split()]  # noqa: S307 test's own text
    told = b"/ByteRange [%s]" % b" ".join(b"%d" % number for number in numbers)
    assert len(told) <= len(old[0])
    data = file.data.replace(old[0], told.ljust(len(old[0])))
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    covered = b"".join(data[start : start + length] for start, length in pairs)
    signer = KeySigner(key, asyncio.get_running_loop())
    signature = await signer.async_sign(hashlib.sha256(covered).digest(), "sha256", use_pades=True)
    digits = signature.dump().hex().encode()
    return data[:b] + b"<" + digits.ljust(c - b - 2, b"0") + b">" + data[c:]


RANGES = {
    "not from the beginning": b"9 b-9 c e-c",
    "gap after the signature": b"0 b c+40 e-c-40",
    "gap before the signature": b"0 b-40 c e-c",
    "the end is missing": b"0 b c e-c-20",
    "one range": b"0 b",
    "three ranges": b"0 9 20 b-20 c e-c",
    "gap as long as the signature, but earlier": b"0 b-40 c-40 e-c+40",
    "ranges overlap": b"0 b b-100 e-b+100",
    "nothing": b"0 0 0 0",
    "twice the beginning": b"0 b 0 b",
}


@pytest.mark.parametrize("name", RANGES)
async def test_byte_ranges_that_leave_something_out(
    name: str, approved: SignedFile, key: BareKey, tmp_path: Path
) -> None:
    report = await judged(await resigned(approved, RANGES[name], key), key, tmp_path)
    (signature,) = report.signatures
    assert signature.verdict in (Verdict.CHANGED, Verdict.INVALID), report.to_text()
    assert signature.coverage is not Coverage.WHOLE_FILE


async def test_a_signature_in_another_notation_leaves_room_for_nothing(
    approved: SignedFile, key: BareKey, tmp_path: Path
) -> None:
    """As a literal string it takes half the room of the gap, which could hold entries and objects unsigned."""
    _, b, c, _ = approved.byte_range
    raw = bytes.fromhex(approved.contents[1:-1].decode()).rstrip(b"\0")
    escaped = re.sub(rb"[\\()\r\n]", lambda found: b"\\%03o" % found[0][0], raw)
    literal = (b"(" + escaped + b") /Reason (paid)").ljust(c - b)
    assert len(literal) == c - b
    report = await judged(approved.data[:b] + literal + approved.data[c:], key, tmp_path)
    assert [item.verdict for item in report.signatures] == [Verdict.CHANGED], report.to_text()


async def test_the_tool_for_byte_ranges_makes_good_signatures_too(
    approved: SignedFile, key: BareKey, tmp_path: Path
) -> None:
    report = await judged(await resigned(approved, b"0 b c e-c", key), key, tmp_path)
    assert report.all_valid, report.to_text()


# shadow attacks: the signed file was prepared, its meaning is turned after signing


def shadow_pdf(path: Path, overlay: bool) -> Path:
    """A page whose text is hidden under a picture, or whose digits are drawn by forms of its own."""
    with pymupdf.open(form_pdf(path)) as document:
        number, names = document.get_new_xref(), b"<< /XObject << /Cover %d 0 R >> >>"
        box = "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] >>"
        document.update_object(number, box)
        document.update_stream(number, (b"1 1 1 rg 0 0 595 842 re f" if overlay else b"0 g 72 600 20 20 re f"))
        page = document[0]
        document.xref_set_key(page.xref, "Resources", (names % number).decode())
        content = PAINT if overlay else b""
        (xref,) = page.get_contents()
        document.update_stream(xref, content + b" q /Cover Do Q")
        document.saveIncr()
    return path


async def shadowed(overlay: bool, key: BareKey, folder: Path) -> tuple[SignedFile, int]:
    """The signed file, and the number of the object that the attack is about."""
    source = shadow_pdf(folder / "shadow.pdf", overlay)
    await sign_pdf(source, folder / "signed.pdf", key, SigningOptions())
    data = (folder / "signed.pdf").read_bytes()
    with pymupdf.open(stream=data, filetype="pdf") as document:
        (number,) = (entry[0] for entry in document.get_page_xobjects(0))
    return SignedFile(data), number


async def test_shadow_hide(key: BareKey, tmp_path: Path) -> None:
    """The cover over the real content is taken away, by emptying it or by freeing its object."""
    file, cover = await shadowed(True, key, tmp_path)
    for attacked in (updated(file, {}, freed=(cover,)), updated(file, {cover: b"null"})):
        assert seen_changes(file.data, attacked) == {"1"}
        signature = await first(attacked, key, tmp_path)
        assert signature.verdict is Verdict.CHANGED
        assert [(item.kind, item.where) for item in signature.differences] == [
            (DifferenceKind.PAGE_LOOKS_DIFFERENT, "1")
        ]


async def test_shadow_replace(key: BareKey, tmp_path: Path) -> None:
    """What draws the content, such as a font, is replaced by something that draws other content."""
    file, glyph = await shadowed(False, key, tmp_path)
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    attacked = updated(file, {glyph: stream(b"0 g 72 600 300 90 re f", entries)})
    assert seen_changes(file.data, attacked) == {"1"}
    assert (await first(attacked, key, tmp_path)).verdict is Verdict.CHANGED


async def test_shadow_hide_and_replace(approved: SignedFile, key: BareKey, tmp_path: Path) -> None:
    """The whole other document is inside from the beginning, and only the table is turned over to it."""
    hidden = bodies({approved.content(): stream(PAINT)})
    await sign_pdf(_with_loose(tmp_path, hidden), tmp_path / "signed.pdf", key, SigningOptions())
    file = SignedFile((tmp_path / "signed.pdf").read_bytes())
    assert (await judged(file.data, key, tmp_path)).all_valid
    trailer = b"trailer\n<< /Size %d /Root %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    place = file.data.index(hidden)
    attacked = file.data + table({approved.content(): place})
    attacked += trailer % (file.size, file.root, file.start, len(file.data))
    assert seen_changes(file.data, attacked) == {"1"}
    signature = await first(attacked, key, tmp_path)
    assert signature.verdict is Verdict.CHANGED
    assert [item.where for item in signature.differences] == ["1"]


def _with_loose(folder: Path, hidden: bytes) -> Path:
    """A form with an object in a comment's place, before its table, that no table names."""
    data = form_pdf(folder / "loose.pdf").read_bytes()
    at = data.rindex(b"xref\n0")
    at = data.rindex(b"\nxref\n") + 1
    end = b"startxref\n%d\n%%%%EOF\n" % (at + len(hidden))
    whole = data[:at] + hidden + data[at : data.rindex(b"startxref")] + end
    (folder / "loose.pdf").write_bytes(whole)
    return folder / "loose.pdf"


async def test_a_field_that_shows_something_else_than_its_value(key: BareKey, tmp_path: Path) -> None:
    """The appearance alone is replaced: by the rules of forms that is allowed, and the value stays the same."""
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 228 30]"
    with pymupdf.open(form_pdf(tmp_path / "form.pdf")) as document:
        (number,) = (item.xref for item in document[0].widgets() if item.field_name == "Remark")
        # field and widget in one dictionary, as most makers write them
        for name, value in (("T", "(Remark)"), ("FT", "/Tx"), ("V", "(100)"), ("Parent", "null")):
            document.xref_set_key(number, name, value)
        document.xref_set_key(document.pdf_catalog(), "AcroForm", f"<< /Fields [{number} 0 R] >>")
        document.save(tmp_path / "in.pdf")
    await sign_pdf(tmp_path / "in.pdf", tmp_path / "signed.pdf", key, SigningOptions())
    file = SignedFile((tmp_path / "signed.pdf").read_bytes())
    shown = re.sub(rb"/N \d+ 0 R", b"/N %d 0 R" % file.size, file.object(number))
    attacked = updated(file, {number: shown, file.size: stream(b"0 g 0 0 200 30 re f", entries)})
    assert seen_changes(file.data, attacked) == {"1"}
    signature = await first(attacked, key, tmp_path)
    assert (signature.verdict, signature.reason) == (Verdict.CHANGED, "appearance")
    assert [item.kind for item in signature.differences] == [DifferenceKind.PAGE_LOOKS_DIFFERENT]


# certified documents: what is allowed is used to overlay the content


def annotation(file: SignedFile, kind: bytes) -> bytes:
    """Evil annotation attack: a note that covers the text."""
    new, page = file.size, file.object(file.page())
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 400 120]"
    objects = {
        file.page(): page.replace(b"/Annots [ ", b"/Annots [ %d 0 R " % new),
        new: b"<< /Type /Annot /Subtype %s /Rect [60 700 460 820] /F 4 /AP << /N %d 0 R >> >>" % (kind, new + 1),
        new + 1: stream(b"1 0 0 rg 0 0 400 120 re f", entries),
    }
    return updated(file, objects)


@pytest.mark.parametrize("kind", [b"/FreeText", b"/Stamp", b"/Redact", b"/Line"])
@pytest.mark.parametrize("allowed", list(Certification), ids=lambda item: item.name)
async def test_evil_annotation(allowed: Certification, kind: bytes, key: BareKey, tmp_path: Path) -> None:
    file = await signed(key, tmp_path, SigningOptions(certify=allowed))
    attacked = annotation(file, kind)
    report = await judged(attacked, key, tmp_path)
    assert not report.all_valid
    assert report.signatures[0].verdict is Verdict.CHANGED
    assert seen_changes(file.data, attacked) <= {item.where for item in report.signatures[0].differences}


def sneaky_signature(file: SignedFile, value: bytes) -> bytes:
    """A signature field more, whose appearance covers the text."""
    new, page, root = file.size, file.object(file.page()), file.object(1)
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 400 120]"
    field = b"<< /FT /Sig /T (Sneaky) /Type /Annot /Subtype /Widget /F 132 /Rect [60 700 460 820] /P %d 0 R"
    objects = {
        1: root.replace(b"/Fields [ ", b"/Fields [ %d 0 R " % new),
        file.page(): page.replace(b"/Annots [ ", b"/Annots [ %d 0 R " % new),
        new: field % file.page() + b" /AP << /N %d 0 R >> %s >>" % (new + 1, value),
        new + 1: stream(b"1 0 0 rg 0 0 400 120 re f", entries),
        new + 2: file.object(file.signature),
    }
    return updated(file, objects)


@pytest.mark.parametrize("value", [b"", b"/V %d 0 R", b"/V << /Type /Sig >>"], ids=["free", "copied", "empty"])
@pytest.mark.parametrize("certify", [None, *Certification], ids=str)
async def test_sneaky_signature(certify: Certification | None, value: bytes, key: BareKey, tmp_path: Path) -> None:
    file = await signed(key, tmp_path, SigningOptions(certify=certify))
    value = value % (file.size + 2) if b"%d" in value else value
    attacked = sneaky_signature(file, value)
    assert seen_changes(file.data, attacked) == {"1"}
    report = await judged(attacked, key, tmp_path)
    real = next(item for item in report.signatures if item.field == "Signature1")
    told = {(item.kind, item.where) for item in real.differences}
    assert (DifferenceKind.PAGE_LOOKS_DIFFERENT, "1") in told
    assert not report.all_valid, report.to_text()
    if certify is not None or not value:
        assert real.verdict is Verdict.CHANGED
    else:
        # after an approval signature others may sign visibly: theirs is bad, and that it hides the text is told
        assert (DifferenceKind.CONTENT_COVERED, "1") in told


async def test_a_certification_that_is_taken_away(key: BareKey, tmp_path: Path) -> None:
    file = await signed(key, tmp_path, SigningOptions(certify=Certification.NO_CHANGES))
    root = re.sub(rb"/Perms <<.*?>>|/Perms \d+ 0 R", b"", file.object(1), flags=re.DOTALL)
    assert root != file.object(1)
    report = await judged(updated(file, {1: root}), key, tmp_path)
    assert report.signatures[0].verdict is Verdict.CHANGED


async def test_a_signature_that_is_taken_away_is_missed(key: BareKey, tmp_path: Path) -> None:
    await signed(key, tmp_path, SigningOptions())
    await sign_pdf(tmp_path / "signed.pdf", tmp_path / "both.pdf", key, SigningOptions())
    both = SignedFile((tmp_path / "both.pdf").read_bytes())
    assert (await judged(both.data, key, tmp_path)).all_valid
    for name in ("Signature1", "Signature2"):
        number = int(re.findall(rb"\n(\d+) 0 obj\s<<[^>]*/T \(%s\)" % name.encode(), both.data)[-1])
        field = re.sub(rb"/V \d+ 0 R", b"", both.object(number))
        assert field != both.object(number)
        report = await judged(updated(both, {number: field}), key, tmp_path)
        assert not report.all_valid
        gone = next(item for item in report.signatures if item.field == name)
        assert (gone.verdict, gone.reason) == (Verdict.INVALID, "removed")


@pytest.mark.parametrize("opaque", [False, True], ids=["transparent", "opaque"])
async def test_a_seal_over_text_hides_it_only_when_its_ground_is_filled(
    opaque: bool, key: BareKey, tmp_path: Path
) -> None:
    """Chinese custom puts the seal over the name: that alone is no attack on the first signer's text."""
    with pymupdf.open() as drawing:
        sheet = drawing.new_page(width=200, height=200)
        sheet.draw_circle((100, 100), 90, color=(0.8, 0, 0), width=8)
        picture = sheet.get_pixmap(alpha=not opaque).tobytes("png")
    await signed(key, tmp_path, SigningOptions())
    over_the_text = SigningOptions(
        new_field=NewField(0, Rectangle(60, 50, 100, 100)), appearance=Appearance(picture, margin=0)
    )
    await sign_pdf(tmp_path / "signed.pdf", tmp_path / "both.pdf", key, over_the_text)
    report = await judged((tmp_path / "both.pdf").read_bytes(), key, tmp_path)
    assert report.all_valid, report.to_text()
    told = {(item.kind, item.where) for item in report.signatures[0].differences}
    assert (DifferenceKind.PAGE_LOOKS_DIFFERENT, "1") in told
    assert ((DifferenceKind.CONTENT_COVERED, "1") in told) is opaque


async def test_signing_a_second_field_that_was_prepared_covers_nothing(key: BareKey, tmp_path: Path) -> None:
    """Renderers mark an empty signature field with a tag of their own, which is nobody's content."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    with form_pdf(tmp_path / "form.pdf").open("rb+") as file:
        writer = IncrementalPdfFileWriter(file)
        for name, left in (("A", 72), ("B", 320)):
            append_signature_field(writer, SigFieldSpec(name, on_page=0, box=(left, 60, left + 200, 140)))
        writer.write_in_place()
    for name, source, target in (("A", "form", "one"), ("B", "one", "both")):
        options = SigningOptions(field_name=name, appearance=Appearance(lines=("签名人",)))
        await sign_pdf(tmp_path / f"{source}.pdf", tmp_path / f"{target}.pdf", key, options)
    report = await judged((tmp_path / "both.pdf").read_bytes(), key, tmp_path)
    assert report.all_valid, report.to_text()
    told = {item.kind for item in report.signatures[0].differences}
    assert DifferenceKind.PAGE_LOOKS_DIFFERENT in told
    assert DifferenceKind.CONTENT_COVERED not in told
