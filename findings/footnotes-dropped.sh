#!/bin/sh
# mdit-py-plugins 0.7.0 (markdown-it-py 4.3.0): footnote_plugin
#
# One would expect: the option move_to_end, on unless one says otherwise, is described as "move footnote
# definitions to the end of the token stream". What is moved is still there.
# Guess: the definition that nothing refers to comes last, after the others.
# Instead: moving drops it, words and all, and leaves no token behind. A note that only the dropped one refers to
# stays, and hangs in the air. With move_to_end=False every note is kept in its place; without the plugin all of
# it is plain text. So adding a plugin that reads more of Markdown reads less of the document.
# Why it matters: the reference may stand in a code block, in another file or in an include; whoever takes the
# words of a document from the tokens misses whole paragraphs, with no warning.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq mdit-py-plugins==0.7.0 markdown-it-py==4.3.0

"$folder/venv/bin/python" - <<'EOF'
import sys
from importlib.metadata import version

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

DOCUMENT = """\
The house was built in 1890.[^deed]

[^deed]: See the deed.

[^roof]: The roof is from 1931.[^tiles]

[^tiles]: The tiles came from the old school.
"""
parsers = {
    "without the plugin": MarkdownIt(),
    "move_to_end=True": MarkdownIt().use(footnote_plugin),
    "move_to_end=False": MarkdownIt().use(footnote_plugin, move_to_end=False),
}
kept = []
print("python", sys.version.split()[0], *(f"{one} {version(one)}" for one in ("mdit-py-plugins", "markdown-it-py")))
for name, parser in parsers.items():
    words = [token.content for token in parser.parse(DOCUMENT) if token.content]
    kept.append(("roof is" in str(words), "tiles came" in str(words)))
    print(f"{name}: {words}")
if kept != [(True, True), (False, True), (True, True)]:
    sys.exit(f"changed: whether the notes on roof and tiles are kept: {kept}")
EOF
