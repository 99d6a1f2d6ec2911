#!/usr/bin/env bash
# Proves the packages on a bare system: they are installed, used as a painter would, and removed in a minimal Debian in a folder,
# where nothing may be left of them. Needs root and debootstrap, like chroot.sh, which does the larger part.
set -euo pipefail

usage="Usage: sudo bash installer/test-packages.sh [--like-this-machine] [--suite NAME] FOLDER [PACKAGES]
PACKAGES is the folder that package.sh filled for that Debian (default: build/packages). FOLDER is made if it is missing and kept.
  --suite NAME          which Debian (default: bookworm); the others options are chroot.sh's"

installer=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
options=()
while [[ ${1:-} == --* ]]; do
    case $1 in
        --like-this-machine) options+=("$1") ;;
        --suite) options+=("$1" "${2:?--suite needs a name}"); shift ;;
        *) printf '%s\n' "$usage"; exit 2 ;;
    esac
    shift
done
if (($# < 1 || $# > 2)); then printf '%s\n' "$usage"; exit 2; fi
packages=${2:-$installer/../build/packages}
compgen -G "$packages/noiseloom_*.deb" >/dev/null || { echo "error: no packages in $packages: bash installer/package.sh makes them" >&2; exit 1; }

bash "$installer/chroot.sh" "${options[@]}" "$1" true
rm -rf "$1/root/packages"
mkdir "$1/root/packages"
cp "$packages"/noiseloom* "$1/root/packages/"
bash "$installer/chroot.sh" "${options[@]}" "$1" bash installer/packages/check.sh /root/packages
