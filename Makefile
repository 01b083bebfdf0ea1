# `make demo` and `make test` need Python 3.11 or 3.12 with pip, and nothing else.
VENV   ?= .venv
BIN    := $(VENV)/bin
# An environment that is there keeps its Python; a new one takes the first that fits.
PYTHON ?= $(or $(wildcard $(BIN)/python),$(shell for each in python3 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null \
	&& echo $$each && break; done),python3)
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
STAMP   := $(VENV)/.installed-$(VERSION)

.PHONY: demo test lint gate train clean

$(STAMP): pyproject.toml constraints.txt
	@case "$(VERSION)" in 3.11|3.12) ;; *) echo "Caseline needs Python 3.11 or 3.12, not $(PYTHON) ($(VERSION)); say PYTHON=python3.12 make …" >&2; exit 1;; esac
	@"$(BIN)/python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "$(VERSION)")' 2>/dev/null \
		|| $(PYTHON) -m venv --clear $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(STAMP)
	$(BIN)/caseline extract corpus/*.txt -o out/demo.jsonl
	$(BIN)/caseline show out/demo.jsonl
	$(BIN)/caseline evaluate --gold annotations --pred out/demo.jsonl

test: $(STAMP)
	$(BIN)/python -m pytest

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(STAMP)
	$(BIN)/caseline evaluate --gold annotations --gate annotations/baseline.json
	$(BIN)/caseline evaluate --gold annotations/authored --gate annotations/authored/baseline.json

clean:
	rm -rf $(VENV) out build dist
