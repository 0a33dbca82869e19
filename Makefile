# From printed tables to a checked report.
#
#   data/raw + data/hand ── make data ──► data/processed ── make report ──► report/YEAR
#
# Every target sets up what it needs. An active virtual or conda environment is used as it
# is; without one, .venv is made from requirements.lock.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

YEAR ?= 2017
JOBS ?= 0
AS_PRINTED ?=
LOCALE ?= en
FILE ?=
export YEAR JOBS AS_PRINTED LOCALE FILE

ACTIVE := $(or $(VIRTUAL_ENV),$(CONDA_PREFIX))
PYTHON := $(or $(ACTIVE),.venv)/bin/python
READY := $(if $(ACTIVE),check-environment,.venv/ready)
NOTEBOOKS := $(wildcard notebooks/[0-9][0-9]-*.ipynb)

help: ## this list
	@echo 'make TARGET [YEAR=2017] [JOBS=0] [AS_PRINTED=yes] [LOCALE=en] [FILE=charts.xlsx]'
	@echo '  YEAR: a period that the data holds; JOBS: 0 is one a processor; AS_PRINTED: yes is without corrections;'
	@echo '  LOCALE: language of the pages, en, ru or kk'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

report: $(READY) ## build report/YEAR as HTML
	@"$(PYTHON)" -m monitorlib report --year "$$YEAR" --jobs "$$JOBS" --as-printed="$$AS_PRINTED" --locale "$$LOCALE" --file "$$FILE"

audit: $(READY) ## check every stated number; fail where a verdict is not the committed one
	@"$(PYTHON)" -m monitorlib audit --year "$$YEAR" --as-printed="$$AS_PRINTED"

accept-verdicts: $(READY) ## commit to the verdicts as they are now, after looking at each
	@"$(PYTHON)" -m monitorlib audit --accept --summary

test: lint data audit unit check-notebooks check-baseline ## pass every check

new-year: $(READY) ## make room for the charts of YEAR
	@"$(PYTHON)" -m monitorlib new-year --year "$$YEAR"

check: $(READY) ## look over the charts of YEAR (or FILE=...) and list everything wrong with them
	@"$(PYTHON)" -m monitorlib check --year "$$YEAR" --file "$$FILE"

example: $(READY) ## write invented charts of YEAR, for practice
	@"$(PYTHON)" -m monitorlib example --year "$$YEAR"

forms: $(READY) ## write the empty observation chart: workbook, XLSForm, codebook page
	@"$(PYTHON)" -m monitorlib forms

lab: $(READY) ## open JupyterLab with the kernel and the package ready
	"$(PYTHON)" -m jupyterlab notebooks

data: $(READY) ## bring data/processed up to date
	@"$(PYTHON)" -m monitorlib data

unit: $(READY) ## run the tests of package, data and report, then those in a browser
	"$(PYTHON)" -m pytest -n auto --dist loadfile --ignore tests/browser
	"$(PYTHON)" -m pytest -n auto --dist loadfile -o addopts= tests/browser

check-notebooks: $(READY) ## compare committed outputs with a fresh run, cell by cell (nbval)
	"$(PYTHON)" -m pytest -p no:cacheprovider --nbval --nbval-current-env -n auto --dist loadfile -o addopts= -o filterwarnings= $(NOTEBOOKS)

check-baseline: $(READY) ## prove that a fresh run leaves the notebooks byte for byte the same
	@"$(PYTHON)" -m monitorlib baseline --check

baseline: $(READY) ## run and normalise the committed notebooks
	@"$(PYTHON)" -m monitorlib baseline

check-pages: $(READY) ## look over the pages of report/YEAR
	@"$(PYTHON)" -m monitorlib check-pages --year "$$YEAR" --as-printed="$$AS_PRINTED" --locale "$$LOCALE"

messages: $(READY) ## bring the catalogues of Russian and Kazakh messages up to date
	@"$(PYTHON)" -m monitorlib messages

screenshots: $(READY) ## take every page in four settings into build/screenshots (needs Chromium)
	"$(PYTHON)" tools/screenshots.py "$$YEAR" "$$AS_PRINTED" "$$LOCALE"

bench-pages: $(READY) ## measure how soon pages are ready, and the export beside the notebooks (needs Chromium)
	"$(PYTHON)" benchmarks/pages_bench.py

bench: $(READY) ## measure the build against the plain papermill and nbconvert commands
	"$(PYTHON)" benchmarks/bench.py

bench-charts: $(READY) ## measure tabulating (some ten minutes, 2 GB of disk) and reading charts
	"$(PYTHON)" benchmarks/charts_bench.py
	"$(PYTHON)" benchmarks/reading_bench.py

lint: $(READY) ## ruff on code and notebooks, numpydoc, strict types
	"$(PYTHON)" -m ruff check .
	"$(PYTHON)" -m ruff format --check .
	"$(PYTHON)" -m numpydoc.hooks.validate_docstrings src/monitorlib/*.py src/monitorlib/*/*.py src/monitorlib/*/*/*.py
	"$(PYTHON)" -m mypy

lock: $(READY) ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --no-annotate --quiet -o requirements.lock

setup: ## make .venv, or install into the active virtual environment
	@sh tools/environment.sh install "$(ACTIVE)"

clean: ## delete the folders build, report and .venv, and all caches
	rm -rf build report .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml tools/environment.sh
	@sh tools/environment.sh make

check-environment:
	@sh tools/environment.sh check "$(ACTIVE)"

.DEFAULT:
	@echo "error: there is no target $@; these there are:" >&2
	@$(MAKE) -s help >&2
	@exit 2

.PHONY: help report new-year check example forms audit accept-verdicts test lab data unit check-notebooks check-baseline baseline check-pages messages screenshots bench bench-pages bench-charts \
  lint lock setup clean check-environment
