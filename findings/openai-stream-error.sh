#!/bin/sh
# openai 3.54.0, the client of OpenAI's API for Python
#
# One would expect: an error that a server sends in the middle of a stream raises the same exception, whichever of the
# two interfaces is streamed. The documents of the API name the event "error" for streams of responses.
# Guess: both raise openai.APIError with the message.
# Instead: an "error" object in a stream of chat completions raises APIError. The event "error" of a stream of responses
# raises nothing: it is yielded as one event among others, the stream ends as after success, and whoever looks for
# deltas of text only takes what came before for the whole answer.
# Why it matters: a server must end such a stream with "response.failed" as well, and a client must look at the last
# event, or half an answer is shown as a whole one.
set -eu
export PYTHONUTF8=1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq openai==3.54.0

"$folder/venv/bin/python" - <<'EOF'
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from threading import Thread

import openai

CHAT = [
    {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, "delta": {"content": "Half"}}]},
    {"error": {"message": "the model broke off", "type": "server_error", "code": "broke"}},
]
RESPONSES = [
    {"type": "response.output_text.delta", "sequence_number": 1, "item_id": "i", "output_index": 0, "content_index": 0, "delta": "Half", "logprobs": []},
    {"type": "error", "sequence_number": 2, "message": "the model broke off", "code": "server_error", "param": None},
]


class Server(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for event in CHAT if self.path.endswith("/chat/completions") else RESPONSES:
            name = f"event: {event['type']}\n" if "type" in event else ""
            self.wfile.write(f"{name}data: {json.dumps(event)}\n\n".encode())

    def log_message(self, *_: object) -> None:
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
Thread(target=server.serve_forever, daemon=True).start()
client = openai.OpenAI(base_url=f"http://127.0.0.1:{server.server_port}/v1", api_key="none", max_retries=0)


def run(stream: object) -> str:
    seen = []
    try:
        for event in stream:
            seen.append(getattr(event, "type", None) or event.choices[0].delta.content)
    except openai.APIError as error:
        return f"{seen}, then {type(error).__name__}: {error.message}"
    return f"{seen}, then the end"


chat = run(client.chat.completions.create(model="m", messages=[{"role": "user", "content": "?"}], stream=True))
responses = run(client.responses.create(model="m", input="?", stream=True))
server.shutdown()
print("python", sys.version.split()[0], "openai", version("openai"))
print("chat completions:", chat)
print("responses:       ", responses)
if "APIError" not in chat or not responses.endswith("'error'], then the end"):
    sys.exit("changed: both raise, or neither does")
EOF
