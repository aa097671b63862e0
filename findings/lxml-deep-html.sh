#!/bin/sh
# lxml 6.1.3 (with libxml2 2.14.6): HTMLParser(huge_tree=True)
#
# One would expect: "huge_tree" is described as "disable security restrictions and support very deep trees". If
# there is a limit after all, one would expect an exception, or the words below it to be lost and no others.
# Guess: all three paragraphs are read; or else only the deep one is lost.
# Instead: below 2,048 elements the parser stops for good. The paragraphs that follow at the top level are lost
# with the deep one, fromstring() returns as if all were well, and only parser.error_log knows: a fatal error
# that advises the very option that is on. Without the option the same happens at 256. The parser for XML, given
# the same depth, raises an exception.
# Why it matters: a page whose early part is nested deeply loses its whole rest, and looks like a short page.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq lxml==6.1.3

"$folder/venv/bin/python" - <<'EOF'
import sys

from lxml import etree


def body(depth: int) -> str:
    deep = "<div>" * depth + "<p>deep</p>" + "</div>" * depth
    return f"<body><p>before</p>{deep}<p>after</p></body>"


def page(depth: int) -> str:
    return f"<!DOCTYPE html><html><head><title>Rules</title></head>{body(depth)}</html>"


as_before = True
print("python", sys.version.split()[0], "lxml", etree.LXML_VERSION, "libxml2", etree.LIBXML_VERSION)
for huge, depth, expected in (
    (False, 200, ["before", "deep", "after"]),
    (False, 300, ["before"]),
    (True, 300, ["before", "deep", "after"]),
    (True, 2100, ["before"]),
):
    parser = etree.HTMLParser(huge_tree=huge)
    read = [one.text for one in etree.fromstring(page(depth), parser).iter("p")]
    log = [f"{entry.level_name}: {entry.message}" for entry in parser.error_log]
    as_before &= read == expected
    print(f"HTML, huge_tree={huge}, depth {depth}: {read} {log}")
try:
    etree.fromstring(body(2100), etree.XMLParser(huge_tree=True))
    as_before = False
except etree.XMLSyntaxError as error:
    print("XML, huge_tree=True, depth 2100:", type(error).__name__, error)
if not as_before:
    sys.exit("changed: the paragraphs after a deep one are no longer lost, or XML no longer raises")
EOF
