#!/bin/sh
# Ray 2.60.0: `ray start --head`, and a client at ray://, before and after a program of the same account said `ray.init()`
#
# One would expect: a cluster on this machine that a program starts for itself and ends again changes nothing for clusters
# that are started later by their command line.
# Guess: a client joins the cluster as it did before, within seconds.
# Instead: `ray.init()` leaves a token in ~/.ray. Where one is, `ray start` asks for tokens; a client does not look for it,
# though it lies in the same home, and ends after 30 seconds with "ray client connection timeout", in which there is no
# word of tokens. With RAY_AUTH_MODE=token it looks, and joins.
# Why it matters: whoever tries workers on this machine first, and then on a cluster, finds a cluster that "does not
# answer", though its port is open and its versions are the same. So ours, started for itself, leaves no token behind.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq "ray[client]==2.60.0"
mkdir "$folder/home"
HOME=$folder/home "$folder/venv/bin/python" - "$folder" <<'EOF'
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

folder = pathlib.Path(sys.argv[1])
programs = folder / "venv" / "bin"
CLIENTS = 10001  # worker ports begin behind it
JOIN = f"import ray; ray.init('ray://127.0.0.1:{CLIENTS}', logging_level=50); print(ray.cluster_resources()['CPU'])"
for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN", "RAY_AUTH_TOKEN_PATH"):
    os.environ.pop(name, None)


def python(program, **settings):
    """Run a program; again where it fails of something else, as of a process that ended while it was looked at."""
    command = [programs / "python", "-c", program]
    for _ in range(3):
        done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, timeout=240)
        told = "joins" if done.returncode == 0 else done.stderr.strip().splitlines()[-1]
        if told == "joins" or "timeout" in told:
            break
    return told


def joining(*attempts):
    """Start a cluster, and return what becomes of clients with such settings, one after another."""
    logs = open(folder / "head.log", "w")
    command = [programs / "ray", "start", "--head", "--block", "--port=6411", f"--ray-client-server-port={CLIENTS}"]
    command += ["--num-cpus=1", "--node-ip-address=127.0.0.1", "--include-dashboard=false", "--disable-usage-stats"]
    command += [f"--temp-dir={folder / 'ray'}"]
    head = subprocess.Popen(command, stdout=logs, stderr=logs, start_new_session=True)
    try:
        until = time.monotonic() + 120
        while "Ray runtime started" not in (folder / "head.log").read_text() and time.monotonic() < until:
            time.sleep(0.5)
        return [python(JOIN, **attempt) for attempt in attempts]
    finally:
        head.send_signal(signal.SIGTERM)
        head.wait(60)
        time.sleep(2)


before = joining({})
print("before:", *before)
python("import ray; ray.init('local', num_cpus=1, include_dashboard=False, logging_level=50)")
token = (folder / "home" / ".ray" / "auth_token").exists()
after = joining({}, {"RAY_AUTH_MODE": "token"})
print(f"after a program's own cluster, which left {'a' if token else 'no'} token:", *after, sep="\n  ")
as_said = before == ["joins"] and token and "timeout" in after[0] and after[1] == "joins"
sys.exit(0 if as_said else "Ray behaves otherwise now: see the head of this file")
EOF
