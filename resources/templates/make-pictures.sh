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

# hole.png, the picture that fill-selection begins with: scene 13 of the meadows with a hard-edged hole, by ImageMagick.
#   noiseloom run hole.noiseloom, where a Scene (background meadow, seed 13, size 384) is saved as meadow.png with embed off; then
#   convert meadow.png \( -size 384x384 xc:white -fill black +antialias -draw 'ellipse 288,200 84,82 0,360' \) -alpha off -compose CopyOpacity -composite hole.png

for name in text-to-image image-to-image inpaint negative-prompt vqgan-clip two-stage fill-selection extend-canvas image-by-clip; do draw "$name"; done
for name in class-conditional classifier-guidance clip-guidance perturbed-attention diffusion-clip three-gaussians; do draw "$name" --set grid.columns=2; done
for name in guidance-scale-sweep look-at-a-step colourise; do draw "$name" --set grid.columns=3; done
