#!/usr/bin/env bash
# Have Debian's Chromium for tests/web when it can be had (root, apt); without it those tests skip and say so.
set -euo pipefail
if command -v chromium >/dev/null; then
  exit 0
fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "→ no chromium: tests/web will be skipped (on Debian: apt-get install chromium)"
  exit 0
fi
echo "→ installing Debian's chromium for tests/web (about a minute the first time)"
log=$(mktemp)
if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "→ chromium could not be installed: tests/web will be skipped" >&2
fi
rm -f "$log"
