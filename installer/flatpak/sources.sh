#!/bin/sh
# Writes libtorch-sources.json: the wheels that ../dependencies.txt pins, as sources of flatpak-builder. Asks pip where they lie.
set -eu
here=$(dirname "$0")
requirements=$(mktemp)
trap 'rm -f "$requirements" "$requirements.json"' EXIT
sed -n 's/^pypi \([^ ]*\)  *\(--hash=[^ ]*\).*/\1 \2/p' "$here/../dependencies.txt" >"$requirements"
python3 -m pip install --quiet --dry-run --ignore-installed --no-deps --only-binary=:all: --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 --platform manylinux_2_25_x86_64 \
    --target /nonexistent --python-version 3.11 --implementation cp --abi cp311 --abi none --require-hashes --report "$requirements.json" -r "$requirements"
python3 - "$requirements.json" >"$here/libtorch-sources.json" <<'END'
import json, sys
wheels = [one["download_info"] for one in json.load(open(sys.argv[1]))["install"]]
sources = [{"type": "file", "only-arches": ["x86_64"], "url": wheel["url"], "sha256": wheel["archive_info"]["hashes"]["sha256"]} for wheel in wheels]
print(json.dumps(sources, indent=2))
END
