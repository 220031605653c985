#!/usr/bin/env bash
# Compile requirements/*.in into hash-locked files that name no registry.
set -euo pipefail
venv=$1
for set in run test; do
  "$venv/bin/uv" pip compile --quiet --python-version 3.10 --generate-hashes --no-emit-index-url \
    --custom-compile-command "make lock" "requirements/$set.in" --output-file "requirements/$set.txt"
done
