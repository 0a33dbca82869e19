#!/bin/sh
# The environment that the Makefile works in.
#
#   environment.sh make            make .venv from requirements.lock
#   environment.sh check FOLDER    see that an active environment holds what pyproject.toml names
#   environment.sh install FOLDER  install the lock into an active virtual environment, or make .venv
#
# Whatever is missing is said in one line, with what to install.
set -eu

NEEDED="3.11"

fail() {
  echo "error: $1" >&2
  exit 1
}

find_python() {
  found=""
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    path=$(command -v "$name" 2>/dev/null) || continue
    version=$("$path" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
    if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$path"
      return
    fi
    found="${found:-$path is Python $version}"
  done
  fail "Python $NEEDED or newer is needed, but ${found:-there is no python3 on the PATH}; install one, for example: apt-get install python3 python3-venv"
}

make_venv() {
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "Python's venv module is missing from $python; install it, for example: apt-get install python3-venv"
  echo "making .venv with $python (once; about two minutes)" >&2
  rm -f .venv/ready
  "$python" -m venv .venv
  install_into .venv
  touch .venv/ready
}

# Modules are compiled once all are there, by every processor: where Python is told to write no bytecode,
# each process would otherwise compile pandas and the rest again. A module that cannot be compiled stays as it is.
install_into() {
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock ||
    fail "requirements.lock could not be installed; the lines above say why (is there a network, and room on the disk?)"
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
  "$1/bin/python" -m compileall -q -j 0 "$1"/lib/python*/site-packages >/dev/null 2>&1 || true
}

check_active() {
  [ -x "$1/bin/python" ] || fail "the active environment $1 has no bin/python; deactivate it, and make uses a .venv of its own"
  "$1/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "the active environment $1 has too old a Python ($NEEDED or newer is needed); deactivate it, and make uses a .venv of its own"
  missing=$("$1/bin/python" tools/missing.py) || true
  [ -z "$missing" ] ||
    fail "the active environment $1 lacks $missing; run 'make setup' (conda: 'conda env update -f environment.yml'), or deactivate it, and make uses a .venv of its own"
}

case "$1" in
  make) make_venv ;;
  check) check_active "$2" ;;
  install) if [ -n "${2:-}" ]; then install_into "$2"; else make_venv; fi ;;
esac
