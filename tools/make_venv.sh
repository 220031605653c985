#!/usr/bin/env bash
# Make the Python 3.10 environment: python3.10 on the PATH (pyenv reads .python-version), else uv fetches one.
set -euo pipefail
venv=$1
if python3.10 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
  python3.10 -m venv "$venv"
elif python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
  python3 -m venv "$venv"
elif command -v uv >/dev/null && uv venv --quiet --seed --python 3.10 "$venv"; then
  :
else
  cat >&2 <<'TEXT'
Python 3.10 is needed (the only version Rasa 3.6 runs on) and was not found.
  - with pyenv:  pyenv install 3.10      (this folder's .python-version selects it)
  - with uv:     install uv; `make` then fetches Python 3.10 by itself
  - on Debian or Ubuntu: a package python3.10 with python3.10-venv
TEXT
  exit 1
fi
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
