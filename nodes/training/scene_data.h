// The procedural data set as training data: a range of seeds.
#pragma once

#include "training/data.h"

namespace noiseloom {

std::shared_ptr<const DataSet> make_scene_data(Settings& settings);

}  // namespace noiseloom
