// The procedural data set as training data: a range of seeds.
#pragma once

#include "training/data.h"
#include "training/scenes/scene.h"

namespace noiseloom {

std::vector<LabelKind> scene_label_kinds();   // what labels say of scenes

std::shared_ptr<const DataSet> make_scene_data(Settings& settings);

at::Tensor scene_bytes(const scenes::Scene& scene, int side);   // [side, side, 3] uint8

}  // namespace noiseloom
