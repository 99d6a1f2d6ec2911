// A trace as panels of a plot, over one axis of steps.
#pragma once

#include "diffusion/trace.h"
#include "image/plot.h"

namespace noiseloom {

// Of a trace with steps: noise level, weights, lengths, cosines, spread, clipped share, judges' classes and values, times; those
// that the run has. A term has one colour in all of them.
std::vector<Panel> trace_panels(const Trace& trace);

}  // namespace noiseloom
