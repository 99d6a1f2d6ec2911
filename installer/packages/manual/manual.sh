#!/bin/sh
# manual.sh PROGRAM NOTES: the manual page of a program, on standard output. What it can be told comes from its own --help, so the
# two cannot differ; what no --help says (files, variables) is in NOTES, whose first line is the page's own.
set -eu
program=$1 notes=$2
name=$(basename "$program")
here=$(dirname "$0")
runtime=$(mktemp -d)
trap 'rm -rf "$runtime"' EXIT
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$runtime"

roff() { awk -f "$here/help_to_roff.awk" "$@"; }
commands_in() { sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p'; }
synopsis_in() { sed -n 's/^Usage: [^ ]* *//p' | sed 's/-/\\-/g'; }

# section TITLE: what comes through the pipe, if anything does.
section() {
    text=$(cat)
    if [ -n "$text" ]; then printf '.SH %s\n%s\n' "$1" "$text"; fi
}

# command_page COMMAND...: of that one, and of those below it.
command_page() {
    help=$("$program" "$@" --help)
    printf '.SS "%s %s"\n' "$name" "$*"
    echo "$help" | sed -n '/^[A-Z]/{s/-/\\-/g;p;q}'
    printf '.PP\n.B %s\n%s\n' "$name" "$(echo "$help" | synopsis_in)"
    echo "$help" | grep -v -e '-h,--help ' -e '--help-all ' | roff
    for below in $(echo "$help" | commands_in); do command_page "$@" "$below"; done
}

help=$("$program" --help)
version=$("$program" --version | tail -n 1 | sed 's/.* //')
printf '.TH %s 1 "" "Noiseloom %s" "User Commands"\n' "$(echo "$name" | tr '[:lower:]' '[:upper:]')" "$version"
printf '.SH NAME\n%s \\- %s\n' "$(echo "$name" | sed 's/-/\\-/g')" "$(head -n 1 "$notes")"
printf '.SH SYNOPSIS\n.B %s\n%s\n' "$(echo "$name" | sed 's/-/\\-/g')" "$(echo "$help" | synopsis_in)"
sed '1d; /^\.SH/,$d' "$notes" | section DESCRIPTION
commands=$(echo "$help" | commands_in)
if [ -z "$commands" ]; then
    echo "$help" | roff | section OPTIONS
else
    echo '.SH COMMANDS'
    (for command in $commands; do command_page "$command"; done)   # whose help is another
fi
echo "$help" | roff -v only=examples | sed '1i .nf' | sed '$a .fi' | section EXAMPLES
echo "$help" | roff -v only=status | section '"EXIT STATUS"'
sed -n '/^\.SH/,$p' "$notes"
