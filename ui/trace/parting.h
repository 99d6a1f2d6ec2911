// Where two runs part, by their figures. Pure.
#pragma once

#include <optional>

#include "ui/trace/trace_figures.h"

namespace noiseloom {

// The first step, from 0, at which something that was measured differs; times apart. None: the same all along. Where one run has fewer steps and
// agrees until then, its end.
std::optional<std::size_t> parts_at(const TraceFigures& one, const TraceFigures& other);

// "The runs are the same until step 11; from step 12 on they differ."
QString parting_in_words(const TraceFigures& one, const TraceFigures& other);

}  // namespace noiseloom
