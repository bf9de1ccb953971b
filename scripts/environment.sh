#!/usr/bin/env bash
# Makes .venv with Python 3.13 and the hash-pinned packages of one requirements file.
#   scripts/environment.sh production | development
# A second call with nothing changed returns at once: .venv/.installed holds what was installed.
# Environment: PYTHON names an interpreter to try first.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly wanted="3.13"
readonly set_name="${1:?production or development}"
# Offices often inspect TLS with a certificate of their own, which only the system knows.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say() { printf '==> %s\n' "$*"; }
refuse() { printf 'error: %s\n' "$*" >&2; exit 1; }

fingerprint() { # of one set: its pins, the installer's pins, the wanted Python
  { printf '%s %s\n' "$1" "$wanted"; cat requirements/uv.txt "requirements/$1.txt"; } | cksum
}

up_to_date() {
  # The development set holds the production set: whoever ran the tests can run the site.
  [ -x .venv/bin/python ] && .venv/bin/python -c '' 2>/dev/null && [ -f .venv/.installed ] || return 1
  local installed
  installed="$(cat .venv/.installed)"
  [ "$installed" = "$(fingerprint "$set_name")" ] && return 0
  [ "$set_name" = production ] && [ "$installed" = "$(fingerprint development)" ]
}

root_on_debian() { [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null; }

is_wanted() { "$1" -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$wanted')" 2>/dev/null; }
makes_venvs() { "$1" -c 'import venv, ensurepip' 2>/dev/null; }

need_venv() { # $1: an interpreter that must be able to make environments
  makes_venvs "$1" && return 0
  local version package=python3-venv
  version="$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
  # Debian's python3-venv belongs to its default version; another one has a package of its own.
  /usr/bin/python3 -c "import sys; sys.exit('%d.%d' % sys.version_info[:2] != '$version')" 2>/dev/null ||
    package="python$version-venv"
  if root_on_debian; then
    say "Installing $package"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -q "$package"; } ||
      refuse "$package could not be installed"
    makes_venvs "$1" && return 0
  fi
  refuse "$1 cannot make environments. On Debian or Ubuntu: sudo apt-get install $package"
}

find_python() { # prints the path of a Python of the wanted version, or nothing
  local candidate
  for candidate in "${PYTHON:-}" "python$wanted" python3 \
    "${PYENV_ROOT:-$HOME/.pyenv}/versions/$wanted"*/bin/"python$wanted" \
    .tools/python/cpython-"$wanted"*/bin/"python$wanted"; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    if is_wanted "$candidate"; then
      command -v "$candidate"
      return
    fi
  done
}

fetch_python() { # by uv, in an environment of its own made with whatever Python 3 there is
  local base
  base="$(command -v python3 || true)"
  [ -n "$base" ] || refuse "no python3 found; this project needs Python $wanted"
  "$base" -c 'import sys; sys.exit(sys.version_info < (3, 8))' ||
    refuse "Python $wanted is needed; found only $("$base" --version 2>&1), too old even to fetch it"
  say "Found $("$base" --version 2>&1), but this project needs $wanted: fetching it with uv"
  need_venv "$base"
  [ -x .tools/uv/bin/uv ] || {
    "$base" -m venv .tools/uv
    .tools/uv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements/uv.txt
  }
  .tools/uv/bin/uv --no-config python install --install-dir .tools/python --no-bin "$wanted" ||
    refuse "Python $wanted is needed (older ones are refused) and could not be fetched. Install it, or name it: make run PYTHON=/path/to/python$wanted"
}

up_to_date && exit 0

started=$SECONDS
python="$(find_python)"
if [ -z "$python" ]; then
  fetch_python
  python="$(find_python)"
  [ -n "$python" ] || refuse "Python $wanted is needed and was not found"
fi
say "$("$python" --version) ($python)"
need_venv "$python"

if ! { [ -x .venv/bin/python ] && is_wanted .venv/bin/python && [ -x .venv/bin/uv ]; }; then
  say "Making the environment .venv and installing uv in it"
  rm -rf .venv
  "$python" -m venv .venv
  .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements/uv.txt
fi
rm -f .venv/.installed
say "Installing the packages of requirements/$set_name.txt, checked by hash"
VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv --no-config pip sync --require-hashes "requirements/$set_name.txt"
fingerprint "$set_name" >.venv/.installed
say "The environment is ready ($((SECONDS - started)) s)"
