#!/usr/bin/env bash
# Makes the packages: Debian's, and an archive for one user's own folder. They land in build/packages.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

for_packages=yes
set_up "Usage: bash installer/package.sh [OPTION]...
Builds Noiseloom and makes packages of it: .deb for this Debian, and a .tar.gz with install.sh." "$@"
compile nodes/all plugin/all finery

packages=$build/packages
rm -rf "$packages"
say "Making Debian packages"
cpack --config "$build/CPackConfig.cmake" -G DEB

# What the archive cannot bring: the libraries that the packages above depend on.
needed() { dpkg-deb -f "$1" Depends | tr ',' '\n' | sed 's/^ *//; s/ .*//'; }
for package in "$packages"/noiseloom_*.deb; do needed "$package"; done | sort -u >"$packages/needs.txt"
say "Making the archive"
cpack --config "$build/CPackConfig.cmake" -G TGZ
rm -rf "$packages/_CPack_Packages"

# GIMP 3's own way: a folder with a manifest, zipped, for those who have Noiseloom but not its package for GIMP.
if [[ -x $build/bin/noiseloom-gimp3 ]]; then
    say "Making GIMP's extension"
    name=org.noiseloom.gimp staged=$(mktemp -d)
    install -D -m 644 -t "$staged/$name" "$project/installer/gimp-extension/$name.metainfo.xml"
    install -D -m 755 -s "$build/bin/noiseloom-gimp3" "$staged/$name/noiseloom"
    (cd "$staged" && cmake -E tar cf "$packages/$name.gex" --format=zip "$name")
    rm -rf "$staged"
fi

say "Made in $(duration $SECONDS):"
ls -sh "$packages"
