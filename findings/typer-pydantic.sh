#!/bin/sh
# typer 0.29.2 beside 0.27.3, each with what its own package asks for
#
# One would expect: Typer is a thin layer over Click, and a command with one text argument loads about what its
# --help loads, as both have to know the same parameters.
# Guess: the same modules, give or take ten.
# Instead: since 0.29 the first value that is not a plain flag is taken by a validator of Pydantic's, made then and
# there: running the command imports 46 modules of Pydantic, which --help and --version do not.
# A text needs it too, of which nothing has to be checked.
# Why it matters: starting took 0.1 s more from one release to the next, and a test that --help is instant, the
# usual one, does not see it. What a command loads has to be measured while it runs.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/greet.py" <<'EOF'
import sys

import typer

app = typer.Typer(add_completion=False)


@app.command()
def greet(name: str) -> None:
    print("hello", name)


try:
    app()
except SystemExit:
    pass
print(sum(name.split(".")[0].startswith(("pydantic", "annotated_types")) for name in sys.modules), file=sys.stderr)
EOF

for version in 0.27.3 0.29.2; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/pip" install -qq "typer==$version"
    "$folder/$version/bin/python" "$folder/greet.py" --help >"$folder/out" 2>"$folder/$version.help"
    "$folder/$version/bin/python" "$folder/greet.py" Ada >"$folder/out" 2>"$folder/$version.run"
    echo "typer $version: --help loads $(cat "$folder/$version.help") modules of Pydantic, the command $(cat "$folder/$version.run")"
done
[ "$(cat "$folder/0.27.3.run")" -eq 0 ] && [ "$(cat "$folder/0.29.2.help")" -eq 0 ] && [ "$(cat "$folder/0.29.2.run")" -gt 20 ] ||
    { echo "changed: both load the same, or the older one loads it too"; exit 1; }
