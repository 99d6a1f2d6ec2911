// Denoising networks of every architecture, by their configuration; and what training and loading need of them
// besides predictions.
//
// An architecture is a class that takes its weights from a StateDict under the names that its files have. make_network()
// tells architectures apart by the configuration's _class_name; a new one is a line in network.cpp.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/json.h"
#include "diffusion/denoiser.h"
#include "models/architectures/prompts.h"
#include "models/architectures/self_attention.h"
#include "models/architectures/stage.h"

namespace noiseloom {

struct NetworkShape {
    int channels = 4;          // of x
    int in_channels = 4;       // that it reads: x's, then those of Conditioning::concat
    int out_channels = 4;      // twice x's where it also answers the variance's v (training/learned_variance.h)
    int context_width = 0;     // of the text states that it reads; 0: none
    int classes = 0;           // that it reads, the null class among them; 0: none
    std::optional<int> null_class;   // what stands for no class; none: it always has to be told one
};

class TrainableNetwork : public Network {
  public:
    // What one forward pass reads: a row for each picture. What the network does not read may be undefined.
    struct Rows {
        at::Tensor x;          // [R, in_channels, h, w], VP coordinates, where and how the network computes
        at::Tensor t;          // [R] or [1] float32
        at::Tensor context;    // [R, tokens, context_width]
        at::Tensor pooled;     // [R, width]: pooled text
        at::Tensor time_ids;   // [R, 5 or 6] float32: SDXL's size numbers
        at::Tensor label;      // [R] int64: classes
        AttentionRows attention = {};
        std::int64_t copies = 1;   // x's rows are the same pictures so many times over, and t is one: what reads nothing else need be computed once
        std::shared_ptr<const PromptRows> prompts = {};   // whose keys and values are known; null: they are computed of `context`
        Rows narrow(std::int64_t first, std::int64_t count) const;
    };
    // The bare network, for training: recorded where autograd records, in memory that is not bounded here; [R, out_channels, h, w].
    virtual at::Tensor forward(const Rows& rows, const Cancel& cancel) const = 0;
    virtual NetworkShape shape() const = 0;
    // What it was made of: the names that it takes, in the files' own dtype.
    const StateDict& weights() const { return state_; }
    const Placement& placement() const { return placement_; }
    Key identity() const final { return identity_; }
    std::size_t bytes() const final { return bytes_; }
    std::string device() const final { return placement_.device.str(); }
    // The same architecture, made of others of these names and shapes; where they train, unlimited in memory. Throws Failure (bad_model).
    virtual std::shared_ptr<const TrainableNetwork> with_weights(const Weights& weights, const Key& identity) const = 0;

  protected:
    // `identity` names the weights' content.
    TrainableNetwork(const Weights& weights, const Key& identity, const MemoryLimits& limits);

    // forward() of all rows, `at_once` of them at a time and fewer where memory turns out to be short. The first `channels` channels of the
    // results, [pictures, channels, h, w] for each conditioning.
    std::vector<at::Tensor> predict_rows(const Rows& rows, std::int64_t pictures, std::int64_t at_once, const Cancel& cancel) const;
    Watched watch_rows(const Rows& rows, std::int64_t pictures, std::int64_t at_once, const Cancel& cancel) const;
    // predict() of a network that reads x and t alone: every conditioning gets the same. Sides of x are multiples of `factor`; `values` as
    // below. Throws Failure (bad_workflow): other sides, a prompt or a class.
    std::vector<at::Tensor> predict_plain(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, std::int64_t factor,
                                          std::size_t values, const Cancel& cancel) const;
    // How many of x's rows may be computed at once: `values` are the numbers that one of its pixels needs at the widest moment.
    // Throws Failure (memory) where not even one may.
    std::int64_t rows_that_fit(const at::Tensor& x, std::size_t values) const;
    at::Tensor step_of(double t) const;                          // [1] float32, where the network computes
    MemoryLimits limits_for(const Weights& others) const;        // of the same network made of these: none where they train

    StateDict state_;
    Placement placement_;
    MemoryLimits limits_;
    bool trains_ = false;   // autograd records for the weights' sake: known once all are taken, so constructors end by setting it

  private:
    Key identity_;
    std::size_t bytes_ = 0;
};

// Parts of all conditionings, one below the other; undefined if there are none.
at::Tensor joined(const std::vector<at::Tensor>& parts);
[[noreturn]] void refuse_conditioning(std::string what, std::string hint);   // throws Failure (bad_workflow)

// Throws Failure (bad_model): an architecture that is not known, or its own complaints. `identity` names the weights' content.
std::shared_ptr<const TrainableNetwork> make_network(const Weights& weights, const Json& config, const Key& identity, const MemoryLimits& limits = {});

// Whether the configuration is that of an architecture whose weights have their original names, not those of diffusers.
bool keeps_original_names(const Json& config);

}  // namespace noiseloom
