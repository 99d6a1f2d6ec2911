#!/usr/bin/env bash
# Proves the two commands on a bare machine: makes a minimal Debian in a folder, copies the project
# into it and runs a command there (default: bash installer/test.sh) with an empty environment.
# It stands for a newcomer's machine: no compiler, no Python packages, no locale.
set -euo pipefail

usage="Usage: sudo bash installer/chroot.sh [--like-this-machine] [--suite NAME] FOLDER [COMMAND...]
Needs root and debootstrap. FOLDER is made if it is missing (about 6 GB when all is built) and kept: a second
run in the same folder shows the warm case, and deleting it goes back to the bare machine.
  --like-this-machine   use this machine's apt sources, pip configuration, certificates and proxy there too
  --suite NAME          another Debian than 12 (bookworm): trixie is 13"

like_this_machine=no suite=bookworm
while [[ ${1:-} == --like-this-machine || ${1:-} == --suite ]]; do
    if [[ $1 == --suite ]]; then suite=${2:?--suite needs a name}; shift; else like_this_machine=yes; fi
    shift
done
if [[ $# == 0 || $1 == -* ]]; then printf '%s\n' "$usage"; exit 2; fi
root=$1; shift
if (($# == 0)); then set -- bash installer/test.sh; fi
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
((EUID == 0)) || { echo "error: needs root. $usage" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "error: needs debootstrap: apt-get install debootstrap" >&2; exit 1; }

if [[ ! -f $root/.complete ]]; then
    echo "==> Making a minimal Debian ($suite) in $root"
    debootstrap --variant=minbase "$suite" "$root"
    touch "$root/.complete"
fi

environment=(HOME=/root "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "TERM=${TERM:-dumb}")
cp /etc/resolv.conf "$root/etc/"
if [[ $like_this_machine == yes ]]; then
    if grep -qx "VERSION_CODENAME=$suite" /etc/os-release; then
        rm -f "$root/etc/apt/sources.list"
        cp -r /etc/apt/sources.list* "$root/etc/apt/"
    fi
    if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$root/etc/"; fi
    mkdir -p "$root/etc/ssl/host"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/host/"
    environment+=(PIP_CERT=/etc/ssl/host/ca-certificates.crt)
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL; do
        if [[ -n ${!name:-} ]]; then environment+=("$name=${!name}"); fi
    done
fi

# What is the same already stays as old as it is, and what is not becomes new: a build there goes by that.
echo "==> Copying the project"
there=$root/root/noiseloom
git -C "$project" -c safe.directory="$project" ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
        if [[ -f $project/$file ]] && ! cmp -s "$project/$file" "$there/$file"; then
            mkdir -p "$(dirname "$there/$file")"
            cp --no-preserve=timestamps,ownership "$project/$file" "$there/$file"
        fi
    done

echo "==> Running there: $*"
SECONDS=0 status=0
# /proc is mounted in a namespace of its own, so it goes when the command ends, however it ends.
unshare --mount --pid --fork --mount-proc="$root/proc" \
    chroot "$root" /usr/bin/env -i "${environment[@]}" sh -c 'cd /root/noiseloom && exec "$@"' sh "$@" || status=$?
printf '==> Ended with exit status %d after %d min %02d s\n' "$status" $((SECONDS / 60)) $((SECONDS % 60))
exit "$status"
