// The state of a run in one safetensors file, replaced atomically: weights, optimiser and average in
// float32, and how far the run is. A run that goes on from it gives the bits that it would have given
// without the interruption.
//
// Names: "weights.NAME", "average.NAME", "adamw.m.NAME", "adamw.v.NAME", "adamw.steps"; those of a second network have its
// name in front. The metadata hold the step, the seconds so far, what makes up the run (run_identity()), and a checksum of it all.
#pragma once

#include <filesystem>
#include <optional>

#include "core/json.h"
#include "training/ema.h"
#include "training/optimizer.h"

namespace noiseloom {

struct RunPosition {
    std::int64_t step = 0;     // steps done
    double seconds = 0;        // of training, over all sessions
};

// One network of the run and what changes with it.
struct NetworkState {
    std::string prefix;             // of its names: "", "discriminator."
    const StateDict& weights;
    const Parameters& parameters;   // those of the weights that are trained
    AdamW& optimizer;
    Ema* average;                   // null: none is kept
};

Result<void> write_checkpoint(const std::filesystem::path& file, const RunPosition& position, const Json& identity,
                              const std::vector<NetworkState>& networks);

// Restores everything in place. Errors: bad_model for a damaged file; bad_workflow if `identity` differs by more than `defaults` that one of the
// runs leaves out (Settings::defaults()), naming the first setting that does.
Result<RunPosition> read_checkpoint(const std::filesystem::path& file, const Json& identity, const Json& defaults, const std::vector<NetworkState>& networks);
// The same check, and nothing restored.
Result<RunPosition> read_position(const std::filesystem::path& file, const Json& identity, const Json& defaults);

}  // namespace noiseloom
