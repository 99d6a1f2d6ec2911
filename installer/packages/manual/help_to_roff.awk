# A program's --help as roff: its options, arguments and sub-commands as tagged paragraphs, its examples as they stand.
# With only=examples these alone, with only=status what it says of its exit status.
function escaped(text) { gsub(/\\/, "\\e", text); gsub(/-/, "\\-", text); return text ~ /^[.']/ ? "\\&" text : text }

function put(text) { if (!only) print escaped(text) }

function item(tag, text) {
    if (!only) print ".TP"
    if (!only) print ".B " escaped(tag)
    if (text != "") put(text)
}

/^Usage:/ { next }
/^Exit status:/ { part = "status"; sub(/^Exit status: */, "") }
/^Examples:/ { part = "examples"; next }
/^(Options|Positionals|Arguments|Subcommands):/ { part = "list"; next }

part == "status" { if (only == "status") print escaped($0); next }
part == "examples" { if (only == "examples" && $0 != "") { sub(/^ +/, ""); print escaped($0) } next }
part == "list" && /^  [^ ]/ {
    sub(/^ +/, "")
    gap = match($0, /   */)   # two spaces or more lie between an option and what it does
    item(gap ? substr($0, 1, gap - 1) : $0, gap ? substr($0, gap + RLENGTH) : "")
    next
}
part == "list" && /^   / { sub(/^ +/, ""); put($0) }
