#!/usr/bin/env bash
# The bridge in the real GIMP 3, which Debian 12 has not: builds it in a Debian 13 in a folder (made with debootstrap, say) and runs
# gimp3.scm in GIMP there. The application runs outside, so the socket and shared memory cross the boundary as for a Flatpak.
set -euo pipefail

usage="Usage: sudo bash tests/plugin/gimp/gimp3.sh CHROOT [EDITOR]
CHROOT: a Debian 13 with gimp, libgimp-3.0-dev, g++, cmake, ninja-build, pkgconf, nlohmann-json3-dev and libxxhash-dev.
EDITOR: the application, default build/bin/noiseloom-editor."
if (($# == 0)) || [[ $1 == -* ]]; then printf '%s\n' "$usage"; exit 2; fi
((EUID == 0)) || { echo "error: needs root. $usage" >&2; exit 1; }
root=$1
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
editor=${2:-$project/build/bin/noiseloom-editor}
[[ -x $editor ]] || { echo "error: $editor is not built" >&2; exit 1; }
[[ -x $root/usr/bin/gimp-console && -d $root/usr/include/gimp-3.0 ]] || { echo "error: $root lacks gimp and libgimp-3.0-dev. $usage" >&2; exit 1; }

# /proc is mounted in a namespace of its own, so it goes when the command ends.
in_chroot() {
    unshare --mount --pid --fork --mount-proc="$root/proc" chroot "$root" /usr/bin/env -i HOME=/tmp/noiseloom/home LC_ALL=C.UTF-8 \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin XDG_RUNTIME_DIR=/tmp/noiseloom/run GIMP3_DIRECTORY=/tmp/noiseloom/gimp XDG_DATA_HOME=/tmp/noiseloom/data "$@"
}
place=$root/tmp/noiseloom
rm -rf "$place/gimp" "$place/run" "$place/source"
mkdir -p "$place"/{home,run,source,data/noiseloom,gimp/plug-ins/noiseloom}
chmod 700 "$place/run"
tar -c -C "$project" CMakeLists.txt LICENSE README.md installer nodes plugin resources | tar -x --no-same-owner -C "$place/source"

echo "==> Building the bridge"
in_chroot cmake -S /tmp/noiseloom/source -B /tmp/noiseloom/build -G Ninja -DNOISELOOM_TORCH=OFF -DNOISELOOM_UI=OFF -DNOISELOOM_TESTS=OFF >/dev/null
in_chroot ninja -C /tmp/noiseloom/build noiseloom-gimp3 | tail -n 1
cp "$place/build/bin/noiseloom-gimp3" "$place/gimp/plug-ins/noiseloom/noiseloom"

echo '{ "noiseloom": 1, "nodes": { "load": { "type": "image.load@1", "file": "x.png" }, "save": { "type": "image.save@1", "image": "@load.image", "file": "x.png" } } }' >"$place/same.noiseloom"
printf '{"version": 1, "workflows": [{"name": "same", "title": "Same", "source": "%s"}]}\n' "$place/same.noiseloom" >"$place/data/noiseloom/published.json"
# serve PROGRAM...: the application, which ends with this script.
application=""
trap 'kill $application 2>/dev/null || true' EXIT
serve() {
    rm -f "$place/run/noiseloom/host-1.sock"
    env -u DISPLAY -u WAYLAND_DISPLAY XDG_RUNTIME_DIR="$place/run" XDG_DATA_HOME="$place/data" NOISELOOM_SOCKET="$place/run/noiseloom/host-1.sock" "$@" &
    application=$!
    for ((i = 0; i < 100; ++i)); do [[ -S $place/run/noiseloom/host-1.sock ]] && break; sleep 0.1; done
}
# check SCRIPT: in GIMP 3.
check() {
    in_chroot gimp-console -n -i -d -f -s -c --batch-interpreter plug-in-script-fu-eval -b "$(cat "$project/tests/plugin/gimp/gimp3_prelude.scm" "$1")" --quit 2>&1 |
        tee "$place/output" | grep -E 'ok: |not so: |half of it|all is well|rror' || true
    grep -q 'all is well' "$place/output" || { echo "error: GIMP 3 did not do as it should; all that it said is in $place/output" >&2; exit 1; }
}

echo "==> Running GIMP 3"
serve "$editor" --serve
check "$project/tests/plugin/gimp/gimp3.scm"
kill "$application"
wait "$application" || true
serve python3 "$project/tests/plugin/scripted.py"
check "$project/tests/plugin/gimp/gimp3_replace.scm"
