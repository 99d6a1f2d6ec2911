#!/bin/sh
# Removes what install.sh has made: the files, links and folders that it wrote down, folders only where nothing else is in them.
# Settings, results and models are the user's and stay.
set -eu

quiet=no
prefix=$(cd "$(dirname "$0")/../.." && pwd -P)   # this script lies in lib/noiseloom
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=$(cd "${2:?--prefix needs a folder}" && pwd -P); shift ;;
        --quiet) quiet=yes ;;
        --help | -h) echo "Usage: uninstall.sh [--prefix FOLDER] [--quiet]"; exit 0 ;;
        *) echo "Usage: uninstall.sh [--prefix FOLDER] [--quiet]" >&2; exit 2 ;;
    esac
    shift
done
list=$prefix/share/noiseloom/installed
[ -f "$list" ] || { echo "error: no Noiseloom of install.sh is in $prefix" >&2; exit 1; }
PATH=$PATH:/usr/bin:/bin
cd /

# The editor may be serving GIMP or Krita without a window: it ends before its files go.
servants() {
    for entry in /proc/[0-9]*/exe; do
        case $(readlink "$entry" 2>/dev/null) in
            "$prefix/lib/noiseloom/noiseloom-editor"*) ;;
            *) continue ;;
        esac
        process=${entry%/exe}
        if tr '\0' '\n' 2>/dev/null <"$process/cmdline" | grep -qxe --serve; then echo "${process#/proc/}"; fi
    done
}
for process in $(servants); do kill "$process" 2>/dev/null || true; done
tries=50
while [ $tries -gt 0 ] && [ -n "$(servants)" ]; do sleep 0.1; tries=$((tries - 1)); done

rm -rf "$prefix/share/krita/pykrita/noiseloom/__pycache__"   # Python's
what=$(sed '1!G;h;$!d' "$list")   # the last first
printf '%s\n' "$what" | while read -r kind path; do
    case $kind in
        file) rm -f "$path" ;;
        link) if [ -L "$path" ]; then rm -f "$path"; fi ;;
    esac
done

# Of the whole folder: made anew for others' files, gone where there are none.
for data in "$prefix/share/mime" "$prefix/share/applications"; do
    if printf '%s\n' "$what" | grep -qxF "cache $data" && [ -z "$(find "$data" \( -path '*/packages/*.xml' -o -name '*.desktop' \) 2>/dev/null)" ]; then
        case $data in
            */mime) find "$data" -mindepth 1 -maxdepth 1 ! -name packages -exec rm -rf {} + 2>/dev/null || true ;;
            *) rm -f "$data/mimeinfo.cache" ;;
        esac
    fi
done
if [ -e "$prefix/share/mime/mime.cache" ] && command -v update-mime-database >/dev/null; then update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true; fi
if [ -e "$prefix/share/applications/mimeinfo.cache" ] && command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" || true; fi

printf '%s\n' "$what" | while read -r kind path; do
    if [ "$kind" = folder ]; then rmdir "$path" 2>/dev/null || true; fi
done
if [ $quiet = no ]; then
    echo "Noiseloom is gone from $prefix. Settings are in ${XDG_CONFIG_HOME:-$HOME/.config}/noiseloom, results of runs in ${XDG_CACHE_HOME:-$HOME/.cache}/noiseloom."
fi
