#!/bin/sh
# Installs Noiseloom from this folder for one user. Every file, link and folder that is made is written down first, in
# share/noiseloom/installed below the prefix: so uninstall.sh removes exactly these, after an interruption too, and a second
# installation replaces the first.
set -eu

usage="Usage: ./install.sh [--prefix FOLDER] [--no-bridges]
  --prefix FOLDER   where to (default: ~/.local)
  --no-bridges      leave the user's GIMP and Krita alone"

fail() { printf 'error: %s\n' "$1" >&2; shift; for hint in "$@"; do printf '  %s\n' "$hint" >&2; done; exit 1; }

prefix=$HOME/.local bridges=yes
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -gt 1 ] || { echo "$usage" >&2; exit 2; }; prefix=$2; shift ;;
        --no-bridges) bridges=no ;;
        --help | -h) echo "$usage"; exit 0 ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
    shift
done
here=$(cd "$(dirname "$0")" && pwd -P)
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd -P)
case $prefix in *[\"\`\$\\%]* | *'
'*) fail "a menu entry cannot name the folder $prefix" "Choose one without quotes, dollars, backslashes, per cent signs and line breaks." ;; esac
[ "$here" != "$prefix" ] || fail "this is the folder $prefix itself" "Name another one with --prefix."
[ -x "$here/lib/noiseloom/noiseloom" ] || fail "$here/lib/noiseloom is missing" "Run install.sh where the whole archive was unpacked."

# --- can it run here? --------------------------------------------------------------------

missing=$(for program in "$here"/lib/noiseloom/noiseloom*; do LD_LIBRARY_PATH=$here/lib/noiseloom/torch/lib ldd "$program" 2>&1 || true; done |
    sed -n 's/^[[:space:]]*\(.*\) => not found.*/\1/p; /version .* not found/p' | sort -u)
if [ -n "$missing" ]; then
    echo "Libraries that are missing here:" >&2
    printf '  %s\n' "$missing" >&2
    needs=""
    if [ -s "$here/needs.txt" ]; then needs=$(tr '\n' ' ' <"$here/needs.txt"); fi
    fail "Noiseloom cannot run on this system as it is" "This archive is made for the Debian in its name; there, as root: apt-get install $needs"
fi

# --- writing down ------------------------------------------------------------------------

list=$prefix/share/noiseloom/installed
if [ -e "$list" ]; then sh "$here/uninstall.sh" --prefix "$prefix" --quiet; fi
cd "$here"
find bin lib share ! -type d | while IFS= read -r file; do
    if [ -e "$prefix/$file" ] || [ -L "$prefix/$file" ]; then fail "$prefix/$file is there already, and no installation of Noiseloom has made it" "Move it away, or choose another --prefix."; fi
done

# note KIND PATH: before PATH is made.
note() { printf '%s %s\n' "$1" "$2" >>"$list"; }

folder() {
    if [ -d "$1" ]; then return; fi
    folder "$(dirname "$1")"
    if [ -f "$list" ]; then note folder "$1"; else early="folder $1
$early"; fi
    mkdir "$1"
}
early=""   # folders on the way to the list itself
folder "$prefix/share/noiseloom"
printf '%s' "$early" | sed '1!G;h;$!d' >"$list"
note file "$list"

# --- copying -----------------------------------------------------------------------------

find bin lib share ! -type d | while IFS= read -r file; do
    folder "$(dirname "$prefix/$file")"
    note file "$prefix/$file"
    cp -P "$file" "$prefix/$file"
done
note file "$prefix/lib/noiseloom/uninstall.sh"
cp uninstall.sh "$prefix/lib/noiseloom/"

# Menus and file managers may not have ~/.local/bin on their PATH.
if [ -f "$prefix/share/applications/org.noiseloom.Noiseloom.desktop" ]; then
    sed -i "s|^Exec=noiseloom-editor|Exec=\"$prefix/bin/noiseloom-editor\"|" "$prefix/share/applications/org.noiseloom.Noiseloom.desktop"
    sed -i "s|^Exec=/usr/lib/noiseloom/\([^ ]*\)|Exec=\"$prefix/lib/noiseloom/\1\"|; s|=/usr/lib/noiseloom|=$prefix/lib/noiseloom|" "$prefix/share/thumbnailers/org.noiseloom.Noiseloom.thumbnailer"
fi
for kind in mime:packages applications:.; do   # what they make for a whole folder goes with the folder's last user
    data=$prefix/share/${kind%%:*}
    if [ ! -e "$data/mime.cache" ] && [ ! -e "$data/mimeinfo.cache" ]; then note cache "$data"; fi
done
if command -v update-mime-database >/dev/null; then update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q "$prefix/share/applications" 2>/dev/null || true; fi

# --- bridges -----------------------------------------------------------------------------

# tell FOLDER: the bridge in it starts this application.
tell() { note file "$1/application"; printf '%s\n' "$prefix/bin/noiseloom-editor" >"$1/application"; }

# link FROM TO: TO becomes a link to FROM; what others have put there stays.
link() {
    if [ -e "$2" ] && [ ! -L "$2" ]; then echo "note: $2 is there already and was left alone: $1 is not used" >&2; return; fi
    folder "$(dirname "$2")"
    rm -f "$2"
    note link "$2"
    ln -s "$1" "$2"
    echo "  $2"
}

configuration=${XDG_CONFIG_HOME:-$HOME/.config} data=${XDG_DATA_HOME:-$HOME/.local/share}
find "$prefix/lib" -path '*/gimp/*/plug-ins/noiseloom' -type d | while IFS= read -r bridge; do
    tell "$bridge"
    case $bridge in
        */gimp/2.0/*) profile=${GIMP2_DIRECTORY:-$configuration/GIMP/2.10} ;;
        *) profile=${GIMP3_DIRECTORY:-$configuration/GIMP/3.0} ;;
    esac
    if [ $bridges = yes ]; then link "$bridge" "$profile/plug-ins/noiseloom"; fi
done
krita=$prefix/share/krita
if [ -d "$krita/pykrita/noiseloom" ]; then
    tell "$krita/pykrita/noiseloom"
    if [ $bridges = yes ] && [ "$prefix/share" != "$(cd "$data" 2>/dev/null && pwd -P)" ]; then
        for part in pykrita/noiseloom pykrita/noiseloom.desktop actions/noiseloom.action; do link "$krita/$part" "$data/krita/$part"; done
    fi
    echo "In Krita the bridge is switched on in the settings, under Python Plugin Manager."
fi

echo "Noiseloom is installed in $prefix."
case :$PATH: in *:"$prefix/bin":*) ;; *) echo "$prefix/bin is not on your PATH: the programs are $prefix/bin/noiseloom and noiseloom-editor." ;; esac
echo "To take it away again: $prefix/lib/noiseloom/uninstall.sh"
