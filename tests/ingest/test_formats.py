from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from ingest.formats import format_of, read_file, suffix_of
from ingest.readers.extraction import Hints
from tests.ingest.files import pdf_of


def zip_of(**members: str) -> bytes:
    """A zip of members; in their names “__” stands for a slash and “_dot_” for a dot."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return buffer.getvalue()


def office(folder: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<x/>")
    return buffer.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
MAIL = b"From: ada@example.org\nTo: bo@example.org\nSubject: Keys\nDate: Fri, 1 May 2026 10:00:00 +0000\n\nHello\n"


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (pdf_of(["Hello"]), ".pdf"),
        (b"\n" + pdf_of(["Hello"]), ".pdf"),
        (office("word"), ".docx"),
        (office("xl"), ".xlsx"),
        (office("ppt"), ".pptx"),
        (zip_of(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<x/>"), ".odt"),
        (zip_of(mimetype="application/epub+zip"), ".epub"),
        (zip_of(**{"META-INF__container_dot_xml": "<x/>"}), ".epub"),
        (zip_of(notes_dot_txt="Hello"), ".zip"),
        (COMPOUND + "__properties_version1.0".encode("utf-16-le"), ".msg"),
        (COMPOUND + "Workbook".encode("utf-16-le"), ".xls"),
        (b"{\\rtf1 Hello}", ".rtf"),
        (b"\x89PNG\r\n\x1a\n....", ".png"),
        (b"\x1f\x8b\x08....", ".gz"),
        (b"<!-- made by hand -->\n<!DOCTYPE html><p>Hello", ".html"),
        (b"<p>Hello</p><p>again", ".html"),
        (MAIL, ".eml"),
        (b"From ada@example.org Fri May  1 10:00:00 2026\n" + MAIL, ".mbox"),
        (b'{"nbformat": 4, "cells": []}', ".ipynb"),
        (b'[{"a": 1}]', ".json"),
        ("Grüße aus Köln".encode(), ".txt"),
        ("Notes".encode("utf-16"), ".txt"),
        (b"Note: it rains.\nAlso: it pours.\nEnd: now.\n", ".txt"),
        (bytes(range(32)) * 30, ""),
        (b"", ""),
    ],
)
def test_a_file_without_a_suffix_is_known_by_its_bytes(data: bytes, suffix: str) -> None:
    assert format_of("", data) == suffix


@pytest.mark.parametrize(
    ("called", "data", "suffix"),
    [
        (".txt", pdf_of(["Hello"]), ".pdf"),
        (".html", pdf_of(["Hello"]), ".pdf"),
        (".php", office("word"), ".docx"),
        (".doc", b"{\\rtf1 Hello}", ".rtf"),
        (".docx", b"<html><p>Hello", ".html"),
        (".xls", b"Name\tTotal\nAda\t3\n", ".tsv"),
        (".pdf", b"<!doctype html><p>Not found", ".html"),
    ],
)
def test_bytes_of_another_format_are_believed_before_the_name(called: str, data: bytes, suffix: str) -> None:
    assert format_of(called, data) == suffix


@pytest.mark.parametrize(
    ("called", "data"),
    [
        (".docm", office("word")),
        (".jpeg", b"\xff\xd8\xff\xe0"),
        (".png", b"\xff\xd8\xff\xe0"),  # the reader of pictures knows them all
        (".tgz", b"\x1f\x8b\x08...."),
        (".txt", b"<!doctype html><p>The source of a page"),
        (".py", b"{}"),
        (".md", MAIL),
        (".pdf", b"not a pdf"),
        (".docx", b"PK\x03\x04 cut short"),
        (".xlsx", COMPOUND + "EncryptedPackage".encode("utf-16-le")),
        (".xyz", b"words"),
    ],
)
def test_a_name_that_the_bytes_do_not_contradict_is_kept(called: str, data: bytes) -> None:
    assert format_of(called, data) == called


def test_a_wrongly_named_file_is_read_by_the_reader_of_its_format() -> None:
    assert read_file(pdf_of(["Hello there."]), Hints("a.txt", ".txt")).text == "Hello there."


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("Notes.TXT", ".txt"),
        ("a/b\\Makefile", ".mk"),
        ("Dockerfile", ".mk"),
        ("README", ".txt"),
        ("server.log.2", ".log"),
        ("server.log.2026-05-02", ".log"),
        ("server.log.gz", ".gz"),
        ("plain", ""),
    ],
)
def test_a_file_is_known_by_its_suffix_or_by_its_name(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
