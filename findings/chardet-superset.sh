#!/bin/sh
# chardet 7.7.0: detect(..., prefer_superset=True)
#
# One would expect: the option swaps the name of an encoding for a larger one that reads the same bytes to the
# same letters. Its description says so ("decode-safe superset equivalents"), recommends it for decoding, and
# says that it will be the default from version 8.
# Guess: every text reads the same with the option and without it.
# Instead: ISO-8859-2 becomes Windows-1250, and ISO-8859-5 becomes Windows-1251. Neither is a superset: the same
# bytes mean other letters there. The encoding had been found rightly; the option then spoils it. Polish, Czech
# and Slovak lose some of their letters, Russian loses all of them, and nothing fails to decode.
# Why it matters: an old text file is taken in as wrong words with no error, and no search finds them.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq chardet==7.7.0

"$folder/venv/bin/python" - <<'EOF'
import sys

import chardet

TEXTS = {
    ("Polish", "iso8859-2"): "Źródło rzeki leży w górach, a ścieżka wiedzie przez łąkę obok młyna. "
    "Śnieg topnieje późną wiosną.",
    ("Czech", "iso8859-2"): "Příliš mnoho sněhu leželo na střeše, když přišel šéf a žádal klíče. "
    "Tři ženy šly na trh, šestá čekala.",
    ("Russian", "iso8859-5"): "Старый мост через реку закрыли на ремонт до конца лета. "
    "Жители ходят теперь дальней дорогой.",
}
as_before = True
print("python", sys.version.split()[0], "chardet", chardet.__version__)
for (language, encoding), text in TEXTS.items():
    content = text.encode(encoding)
    for prefer in (False, True):
        found = chardet.detect(content, prefer_superset=prefer)["encoding"]
        read = content.decode(found)
        as_before &= (read == text) is not prefer
        print(f"{language} in {encoding}, prefer_superset={prefer}: {found}: {read[:44]}")
if not as_before:
    sys.exit("changed: the texts no longer read right without the option and wrong with it")
EOF
