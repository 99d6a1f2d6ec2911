#!/usr/bin/env bash
# Draws the gallery's pictures of the templates anew, with the embedded model: small JPEG files, of several pictures as a block instead of a strip.
# fidelity-diversity is for sweeps and train writes several files: they have none.
set -euo pipefail
cd "$(dirname "$0")"
noiseloom=../../build/bin/noiseloom

draw() {   # TEMPLATE [SETTINGS...]
    local name=$1
    shift
    "$noiseloom" run "$name" --overwrite --set save.quality=85 --set save.embed=false "$@" -o "$name.jpg"
}

for name in text-to-image image-to-image inpaint negative-prompt vqgan-clip two-stage; do draw "$name"; done
for name in class-conditional classifier-guidance clip-guidance perturbed-attention diffusion-clip three-gaussians; do draw "$name" --set grid.columns=2; done
for name in guidance-scale-sweep look-at-a-step colourise; do draw "$name" --set grid.columns=3; done
