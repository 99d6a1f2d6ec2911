// Something that can be trained: what the trainer (trainer.h) needs to know of it.
//
// A task makes its networks over one StateDict of leaves; the optimiser changes these in place. Every
// example of the endless stream has a position 0, 1, 2, ...; a batch is a stretch of the stream and a pure
// function of it. The weights that are looked at and exported are given, since they are averages.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/cancel.h"
#include "image/image.h"
#include "models/device.h"
#include "models/state_dict.h"
#include "training/learning_rate.h"
#include "training/optimizer.h"
#include "training/settings.h"

namespace noiseloom {

using Batch = std::map<std::string, at::Tensor>;   // on the CPU
using Metrics = std::map<std::string, double>;

// A stretch of the stream of examples.
struct Stretch {
    std::int64_t first = 0;
    std::int64_t count = 0;
    double part = 0;   // of the run that is over, 0 to 1
};

struct Report {
    Metrics metrics;
    std::map<std::string, Image> pictures;   // by a word for the file's name: "samples"
};

// What all tasks are made with.
struct TaskContext {
    Placement placement;               // float32, channels-last
    std::uint64_t seed = 0;
    std::filesystem::path cache;       // folder for what can be computed again (encoded latents)
    Cancel cancel;                     // of what steps and reports compute
    std::function<void(const std::string&)> say;   // a line for people, about work before training
    Cancel preparing = {};             // of that work
    std::function<void(const Settings&)> ready = {};   // before that work: throws what would be refused after it

    // For tasks whose work before training takes long, once all settings are read and the data are known.
    void settled(const Settings& settings) const;
};

// A second network that is trained against the task's own, by a loss and an optimiser of its own: a discriminator.
// It is part of the run's checkpoints, but neither averaged nor exported.
struct Rival {
    std::string name;      // in checkpoints and metrics: "discriminator"
    StateDict weights;     // leaves
    AdamWSettings adamw;
    LearningRate learning_rate;
};

struct Losses {
    at::Tensor own;
    at::Tensor rival;   // undefined: the rival rests
};

class Task {
  public:
    virtual ~Task() = default;
    virtual const StateDict& weights() const = 0;                  // leaves, under the names of the exported files
    virtual std::vector<std::string> frozen() const { return {}; }   // prefixes of weights that stay as they are
    // What is looked at of a batch of the run: at least one example. Several processes share that.
    virtual Stretch seen(const Stretch& whole) const { return whole; }
    virtual Batch batch(const Stretch& stretch) const = 0;         // from any thread
    // A mean over the batch, to be recorded by autograd; adds what is worth a curve of its own to `metrics`.
    virtual at::Tensor loss(const Batch& batch, const Stretch& stretch, Metrics& metrics) const = 0;
    virtual const Rival* rival() const { return nullptr; }
    // Of tasks with a rival: both losses of one batch, recorded before either network changes. Each reaches its own network only.
    virtual Losses losses(const Batch& batch, const Stretch& stretch, Metrics& metrics) const { return {loss(batch, stretch, metrics), {}}; }
    virtual Report report(const StateDict& weights) const = 0;     // on held-out examples, always the same
    virtual void write(const StateDict& weights, const std::filesystem::path& folder) const = 0;   // throws Failure
};

// By the configuration's "task". Throws Failure (bad_workflow for settings).
std::unique_ptr<Task> make_task(Settings& settings, const TaskContext& context);

}  // namespace noiseloom
