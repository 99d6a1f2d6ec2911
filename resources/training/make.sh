#!/usr/bin/env bash
# Makes the embedded model anew: trains every part with the configurations of this folder, each in build/training/NAME, and
# puts them together in build/training/noiseloom-pack. Interrupted, it goes on where it was. Arguments go to every
# `noiseloom train`: --device cuda, --threads 8.
set -euo pipefail
cd "$(dirname "$0")/../.."
noiseloom=build/bin/noiseloom out=build/training

for name in autoencoder clip text-encoder unet classifier vqgan adm adm-classifier; do
    if [ ! -e "$out/$name/done" ]; then
        "$noiseloom" train "resources/training/$name.json" "$@"
        touch "$out/$name/done"
    fi
done

pack=$out/noiseloom-pack
rm -rf "$pack"
cp -r "$out/unet/model" "$pack"
cp -r "$out/clip/model/clip" "$pack/clip"
cp -r "$out/classifier/model" "$pack/classifier"
cp -r "$out/vqgan/model" "$pack/vqgan"
cp -r "$out/adm/model" "$pack/adm"
cp -r "$out/adm-classifier/model" "$pack/adm-classifier"
echo "$pack"
