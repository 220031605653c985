#!/usr/bin/env bash
# Train when the data, the pipeline or the facts changed since the last model; progress goes to var/train.log.
set -euo pipefail
bin=$1
mark=$(cat config.yml domain.yml data/nlu/*.yml data/rules/*.yml data/responses/*.yml bot/nlu/*.py bot/nlu/*.yml \
  knowledge/{names,lexicon,mention,repair,schools,sound,specialities,tracks,years,company,everyday,text}.py knowledge/everyday.yml requirements/run.txt | sha256sum | cut -d' ' -f1)
if [ -f models/.mark ] && [ "$(cat models/.mark)" = "$mark" ] && ls models/*.tar.gz >/dev/null 2>&1; then
  exit 0
fi
mkdir -p var models
echo "→ training the model (about two minutes; details in var/train.log)"
if ! "$bin/jalon" train > var/train.log 2>&1; then
  tail -n 20 var/train.log >&2
  echo "Training failed: the whole log is in var/train.log" >&2
  exit 1
fi
ls -t models/*.tar.gz | tail -n +3 | xargs -r rm -f
echo "$mark" > models/.mark
