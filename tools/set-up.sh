#!/usr/bin/env bash
# Makes the environment that the Makefile works in. Call: tools/set-up.sh FOLDER run|dev
set -euo pipefail

folder=$1
wanted=$2
here=$(pwd -P)

say() { printf '%s\n' "$*" >&2; }

# Runs a command as root where that is possible without asking for a password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        return 1
    fi
}

install_debian() {
    command -v apt-get >/dev/null || return 1
    as_root apt-get update -qq >&2 || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

# The pinned packages have wheels for these versions and no others.
usable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:+"$PYTHON"} python3.11 python3 python3.12 python3.13; do
        if command -v "$name" >/dev/null && usable "$name"; then
            printf '%s' "$name"
            return
        fi
    done
    say "Custodes needs Python 3.11, 3.12 or 3.13, and none was found."
    say "On Debian or Ubuntu: sudo apt-get install python3 python3-venv"
    say "If it stands elsewhere, name it: make report PYTHON=PATH"
    exit 1
}

make_folder() {
    local python version
    python=$(find_python)
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "$version comes without its venv module; Debian keeps it in the package $version-venv."
        if ! install_debian "$version-venv" || ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            say "It could not be installed from here. Run: sudo apt-get install $version-venv"
            exit 1
        fi
    fi
    say "Making $folder with $version."
    "$python" -m venv --clear "$folder"
}

# An environment holds absolute paths: one that was made elsewhere, or whose Python is gone, is made again.
if ! usable "$folder/bin/python" || ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    make_folder
elif [ -f "$folder/place" ] && [ "$(cat "$folder/place")" != "$here" ]; then
    make_folder
fi

pip() { "$folder/bin/python" -m pip --disable-pip-version-check --quiet "$@"; }

case $wanted in
    run) lists=(-r requirements/run.txt -r requirements/build.txt) ;;
    dev) lists=(-r requirements/dev.txt) ;;
    *) say "wanted: run or dev"; exit 2 ;;
esac
say "Installing what is pinned in ${lists[*]}."
# The lists are complete, so nothing is left to be worked out: older pips would look for the newest release of a package
# that is asked for with an extra, and refuse it as not pinned.
# Bytecode for everything would add 100 MB; Python writes it for what is really used.
pip install --require-hashes --no-deps --only-binary :all: --no-compile "${lists[@]}"
pip install --no-index --no-deps --no-build-isolation --no-compile --editable .
pip check
printf '%s\n' "$here" >"$folder/place"

if [ "$wanted" = dev ] && ! command -v chromium >/dev/null; then
    say "Installing Debian's chromium, with which the pages are tested."
    install_debian chromium || say "It could not be installed: the tests that open pages will be skipped."
fi
