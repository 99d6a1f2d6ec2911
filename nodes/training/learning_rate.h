// How the learning rate changes during a run.
#pragma once

#include <cstdint>

namespace noiseloom {

struct LearningRate {
    enum class Kind { constant, cosine, step };

    double peak = 1e-3;
    std::int64_t warm_up = 0;     // steps of a linear rise from zero
    Kind kind = Kind::constant;
    double from = 0;              // cosine: the part of the run after which the fall begins, 0 to 1
    double final_part = 0;        // cosine: the part of the peak that it falls to
    double gamma = 0.1;           // step: times this every `every` steps
    std::int64_t every = 10000;

    // Step 1 is the first of `steps`.
    double at(std::int64_t step, std::int64_t steps) const;
};

}  // namespace noiseloom
