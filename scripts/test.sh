#!/usr/bin/env bash
# `make test`: the environment, what the tests need from the system, then scripts/test.py.
# A need is installed where this is root on Debian, found where it exists, and otherwise named with
# its reason and its tests skipped; with CI=true a missing need is a failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scripts/environment.sh development

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
has_korean_font() { command -v fc-list && [ -n "$(fc-list :lang=ko family)" ]; }
has_postgres() { .venv/bin/python -c 'from tests.postgres import find_programs; find_programs()'; }
has_gettext() { command -v msgfmt; }
has_java() { command -v java && java -version; }
has_npm() { command -v npm; }
has_pango() { .venv/bin/python -c 'import weasyprint'; }

# need | Debian package | what goes without it
readonly needs="
chromium    | chromium                | the browser tests
korean_font | fonts-noto-cjk          | pictures of Korean text
postgres    | postgresql              | the tests of races, migrations and constraints on PostgreSQL
gettext     | gettext                 | the tests of the translations
java        | default-jre-headless    | the full check of the markup (html5lib checks its syntax)
npm         | npm                     | the full check of the markup (html5lib checks its syntax)
pango       | libpangoft2-1.0-0       | applications as PDF
"

missing() { # lines of $needs whose check fails
  local line name
  while read -r line; do
    [ -n "$line" ] || continue
    name="${line%% *}"
    "has_$name" >/dev/null 2>&1 || printf '%s\n' "$line"
  done <<<"$needs"
}

absent="$(missing)"
if [ -n "$absent" ] && [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
  mapfile -t packages < <(cut -d'|' -f2 <<<"$absent" | tr -d ' ')
  echo "==> Installing ${packages[*]}"
  # The tests start a PostgreSQL of their own; the package's must not start one beside it.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  fi
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
    --no-install-recommends -o Dpkg::Options::=--force-confold "${packages[@]}"; } ||
    echo "warning: apt-get failed" >&2
  absent="$(missing)"
fi
if [ -n "$absent" ]; then
  while IFS='|' read -r name package lost; do
    echo "missing: $(xargs <<<"$name") (Debian: apt-get install $(xargs <<<"$package")); without it:$lost"
  done <<<"$absent"
  if [ "${CI:-}" = true ]; then
    echo "error: CI=true, so nothing may be missing" >&2
    exit 1
  fi
fi

# The validator's jar comes from a package, pinned by hash; without Java or npm html5lib stands in.
if has_java >/dev/null 2>&1 && has_npm >/dev/null 2>&1 &&
  ! cmp -s tests/validator/package-lock.json tests/validator/node_modules/.installed; then
  echo "==> Installing the markup validator"
  if npm ci --prefix tests/validator --ignore-scripts --no-audit --no-fund --loglevel=error; then
    cp tests/validator/package-lock.json tests/validator/node_modules/.installed
  elif [ "${CI:-}" = true ]; then
    echo "error: the markup validator could not be installed" >&2
    exit 1
  else
    echo "missing: the markup validator; html5lib checks the syntax only"
  fi
fi

exec .venv/bin/python scripts/test.py "$@"
