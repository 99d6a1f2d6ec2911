#!/usr/bin/env bash
# Draws the pictures of this guide anew, with the embedded model.
set -euo pipefail
cd "$(dirname "$0")"
noiseloom=../../build/bin/noiseloom

"$noiseloom" run guidance-scale-sweep --overwrite -o guidance-scale-sweep.png
sweep=("$noiseloom" sweep fidelity-diversity --overwrite -o ../../build/fidelity-diversity.png)   # the second time everything is there
"${sweep[@]}" --plot fidelity-and-diversity.png --plot-y fid.distance --plot-y sets.precision --plot-y sets.recall --plot-y vendi.score
"${sweep[@]}" --plot fidelity-over-diversity.png --plot-x sets.recall --plot-y sets.precision
"$noiseloom" run look-at-a-step --overwrite -o look-at-a-step.png
"$noiseloom" run negative-prompt --overwrite --set negative.text= -o without-negative-prompt.png
"$noiseloom" run negative-prompt --overwrite -o negative-prompt.png
"$noiseloom" run class-conditional --overwrite -o class-conditional.png
"$noiseloom" run three-gaussians --overwrite -o three-gaussians.png
"$noiseloom" run classifier-guidance --overwrite --set guide.scale=0 -o without-classifier-guidance.png
"$noiseloom" run classifier-guidance --overwrite -o classifier-guidance.png
"$noiseloom" run perturbed-attention --overwrite --set guide.scale=0 -o without-perturbed-attention.png
"$noiseloom" run perturbed-attention --overwrite -o perturbed-attention.png
"$noiseloom" run clip-guidance --overwrite --set guide.scale=0 -o without-clip-guidance.png
"$noiseloom" run clip-guidance --overwrite -o clip-guidance.png
"$noiseloom" run clip-guidance --overwrite --set guide.scale=0 --set guide.backward_steps=10 -o backward-guidance.png
"$noiseloom" run diffusion-clip --overwrite -o diffusion-clip.png
"$noiseloom" train ../training/diffusionclip.json --restart
cp "$(ls ../../build/training/diffusionclip/pictures/edits-*.png | tail -n 1)" red-to-yellow.png
"$noiseloom" run vqgan-clip --overwrite -o vqgan-clip.png
"$noiseloom" run image-to-image --overwrite -o image-to-image.png
"$noiseloom" run inpaint --overwrite -o inpaint.png
"$noiseloom" run colourise --overwrite -o colourise.png
