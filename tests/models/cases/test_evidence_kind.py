"""What a piece of evidence is, by its bytes, and what is not taken."""

import io
import zipfile

import pytest

from models.cases import errors
from models.cases.evidence import media_type_of
from tests.world.filing import a_picture


def a_zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x" * 100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (a_picture("JPEG"), "image/jpeg"),
        (a_picture("PNG"), "image/png"),
        (a_picture("WEBP"), "image/webp"),
        (b"%PDF-1.7 and so on", "application/pdf"),
        (b"OggS" + bytes(60), "audio/ogg"),
        (b"#!AMR\n" + bytes(60), "audio/amr"),
        (bytes(3) + b"\x18ftypmp42" + bytes(40), "video/mp4"),
        (bytes(3) + b"\x18ftyp3gp5" + bytes(40), "video/mp4"),
        ("聊天记录：超时扣 50".encode(), "text/plain"),
        ("聊天记录：超时扣 50\r\n交易时间,金额\t".encode("gb18030"), "text/plain"),
        ("聊天记录：超时扣 50".encode("utf-16"), "text/plain"),
        (b"{\\rtf1\\ansi " + bytes(20), "application/rtf"),
        (
            a_zip("OFD.xml", "Doc_0/Document.xml", "Doc_0/Res/image_1.jpg", "Doc_0/Signs/Seal.esl"),
            "application/ofd",
        ),
        (
            a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml", "docMetadata/LabelInfo.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            a_zip("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (
            a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_what_it_is_is_told_by_its_content(content: bytes, media_type: str) -> None:
    assert media_type_of(content) == media_type


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (a_zip("photo.jpg"), "archive"),
        (a_zip("[Content_Types].xml", "_rels/.rels", "word/document.xml", "run.exe"), "archive"),
        (a_zip("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/vbaProject.bin"), "archive"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive"),
        (b"\x1f\x8b\x08" + bytes(40), "archive"),
        (b"MZ" + bytes(60), "program"),
        (b"\x7fELF" + bytes(60), "program"),
        (b"", "empty"),
        (b"\xff\xfe\x00\x01" * 20, "unknown"),
        (b"\x81\x40\xfe\xa0" * 20, "unknown"),
        (a_zip("OFD.xml", "run.exe"), "archive"),
        (b"text\0with a zero", "unknown"),
    ],
)
def test_what_is_not_taken_is_refused_by_its_content(content: bytes, reason: str) -> None:
    with pytest.raises(errors.EvidenceRefused) as refused:
        media_type_of(content)
    assert refused.value.reason == reason
