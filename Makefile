# One command a task; `make check` is what CI runs.
PYTHON ?= python3

.PHONY: check test install lint screenshots schema templates export-docs clean

install: .venv/bin/pytest

.venv/bin/pytest: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/pip install -e ".[dev]"
	touch .venv/bin/pytest

test: install
	.venv/bin/pytest

lint: install
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

check:
	bash .ci/run

screenshots: install
	.venv/bin/python screenshots/make.py

schema: install
	.venv/bin/readiness schema questionnaire > questionnaires/schema.json

templates: install
	sed -i.old '/^## Variables$$/q' docs/templates.md && rm docs/templates.md.old
	(echo; .venv/bin/readiness templates show variables) >> docs/templates.md

export-docs: install
	sed -i.old '/^## Tables$$/q' docs/export.md && rm docs/export.md.old
	.venv/bin/python -c "from readiness_tui.exchange.export_tables import described; print('\n'.join(described()))" >> docs/export.md

clean:
	rm -rf .venv dist build templates/compiled .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
