#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, from Debian's package; installs it where it is not there and may be.
set -euo pipefail
if ! command -v chromium >/dev/null; then
  { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 || true
fi
command -v chromium || { echo "error: Chromium is not here and could not be installed" >&2; exit 1; }
