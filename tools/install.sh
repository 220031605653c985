#!/usr/bin/env bash
# Install the hash-locked requirements of a set (run or test), and this project beside them.
set -euo pipefail
venv=$1 set=$2
export VIRTUAL_ENV="$venv"
echo "→ installing requirements/$set.txt (about a minute the first time)"
if ! "$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "requirements/$set.txt"; then
  # The model package is not on every registry: everything else from the lock, the model by spaCy's own command.
  echo "→ fr-core-news-md could not be had by name: trying spaCy's download command" >&2
  awk '/^fr-core-news-md==/{skip=1} /^[a-z0-9]/ && !/^fr-core-news-md==/{skip=0} !skip' \
    "requirements/$set.txt" > "$venv/without-model.txt"
  "$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes "$venv/without-model.txt"
  "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" pip
  "$venv/bin/python" -m spacy download fr_core_news_md || {
    echo "The French model could not be downloaded. Get the wheel fr_core_news_md 3.7 or 3.8 from spaCy's releases," >&2
    echo "then: $venv/bin/uv pip install --python $venv/bin/python path/to/the.whl" >&2
    exit 1
  }
fi
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --no-deps --no-build-isolation --editable .
touch "$venv/.$set"
