#!/usr/bin/env bash
# From a bare machine to a first picture: set-up, build, and a text prompt through a node graph.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

set_up "Usage: bash installer/try.sh [OPTION]...
Installs what is missing, builds Noiseloom and makes a first picture with the model that comes with it." "$@"
compile nodes/all plugin/all

noiseloom=$build/bin/noiseloom
picture=$build/first-picture.png
say "Making a picture: a text prompt, steered by classifier-free guidance"
"$noiseloom" run text-to-image --overwrite -o "$picture" ||
    fail "noiseloom stopped with exit status $?; its message is above." "To see what it finds on this machine: $noiseloom doctor"

say "Done in $(duration $SECONDS). The picture: $picture"
cat <<END
To try next:
  $noiseloom run text-to-image --seed 7 -o other.png   another picture from the same graph
  $noiseloom plan text-to-image                        the graph behind it, node by node
  $noiseloom run $picture   the picture carries its graph: make it again
  $noiseloom templates                                 more graphs to start from
  $noiseloom --help
END

editor=$build/bin/noiseloom-editor
if [[ -x $editor && -n ${WAYLAND_DISPLAY:-${DISPLAY:-}} && -t 0 && -t 1 ]]; then
    read -r -p "Open the picture's graph in the editor? [Y/n] " answer
    if [[ ${answer:-y} == [yY]* ]]; then exec "$editor" "$picture"; fi
fi
