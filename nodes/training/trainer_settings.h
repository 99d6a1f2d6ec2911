// What the trainer reads of a configuration; and what makes two configurations the same run.
#pragma once

#include <cstdint>
#include <filesystem>

#include <c10/core/ScalarType.h>

#include "core/json.h"
#include "training/learning_rate.h"
#include "training/optimizer.h"
#include "training/settings.h"

namespace noiseloom {

struct TrainerSettings {
    std::uint64_t seed = 0;
    std::int64_t steps = 1000;
    std::int64_t batch = 16;           // examples whose losses are averaged at once
    std::int64_t accumulate = 1;       // batches a step
    double clip = 1;                   // longest gradient; 0: any
    double ema = 0.999;
    AdamWSettings adamw;
    LearningRate learning_rate;
    at::ScalarType dtype = at::kFloat;   // of the autocast
    std::int64_t log_every = 50, report_every = 500, checkpoint_every = 500;   // steps
    std::filesystem::path output;
    Json identity;                     // run_identity(), once the task is made
    Json defaults;                     // Settings::defaults(), then as well
    Json optimizer;                    // "optimizer" as it was given: free to change, but not within a group

    // The configuration's "seed", "steps", "batch", "optimizer", ...; throws Failure.
    static TrainerSettings read(Settings& settings);
    void identify(const Settings& settings);   // sets identity and defaults
};

// All that must be the same for a run to go on: everything that the configuration says and that lies in the files that it names, but for how
// long the run is, the optimiser's settings, what is reported, and where and how it is written.
Json run_identity(const Settings& settings);

}  // namespace noiseloom
