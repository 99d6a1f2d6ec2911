// A model that, given x = a·x0 + s·ε and the level (a, s), estimates x0.
//
// Every kind of model (UNet, ADM, analytic mixture) is a Denoiser, whatever its network predicts.
// Guiders and steppers know nothing else of it.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/cancel.h"
#include "core/key.h"
#include "core/value.h"
#include "diffusion/conditioning.h"
#include "diffusion/schedule.h"

namespace noiseloom {

enum class Prediction { epsilon, v, x0 };

// How pictures and latents of a model relate: latent = (encoded - shift)·scale, f times smaller.
struct LatentFormat {
    int channels = 4;
    int factor = 8;   // 1 for pixel models
    double scale = 0.18215;
    double shift = 0;
    int side = 0;     // of the square pictures that the model was trained on, in pixels; 0: not known
};

struct Estimate {
    at::Tensor x0;              // shape of x
    at::Tensor variance = {};   // of models that learn it: shape of x, from the smallest (-1) to the largest (1) variance of a step of DDPM
                                // (arXiv 2102.09672, equation 15); else undefined
    at::Tensor attention = {};  // where Conditioning::watches_attention: [N, 1, h, w], how much the positions of the middle are listened to, 1 on average
};

class Denoiser {
  public:
    virtual ~Denoiser() = default;

    // Estimates of x0, one per conditioning, x [N, C, H, W] in the coordinates of `at`; float32 on x's device.
    // All conditionings go to the network in as few batches as memory allows; each of them holds for all N
    // pictures. Throws Failure or Cancelled.
    virtual std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings,
                                            const Cancel& cancel) const = 0;

    virtual const NoiseSchedule& schedule() const = 0;
    virtual Prediction prediction() const = 0;
    virtual LatentFormat format() const = 0;
    // The classes that Conditioning::label counts; empty for a model that reads none. Those without a name have their number.
    virtual std::vector<std::string> class_names() const { return {}; }
    // The layers that Conditioning::attention can change. With one in the middle attention can be watched there.
    virtual std::vector<AttentionLayer> attention_layers() const { return {}; }
    virtual Key identity() const = 0;   // content: equal identities give equal estimates
    virtual std::size_t bytes() const = 0;
    virtual std::string device() const = 0;
};

template <>
struct ValueType<Denoiser> {
    static constexpr std::string_view name = "model";
    static std::size_t bytes(const Denoiser& model) { return model.bytes(); }
    static std::string device(const Denoiser& model) { return model.device(); }
};

// The network inside a discrete-time model: predicts ε, v or x0 from VP coordinates.
class Network {
  public:
    virtual ~Network() = default;
    // x [N, C, H, W] float32 in VP coordinates, t as in Level; one output per conditioning, float32, shape of x or, with a
    // learned variance after it, [N, 2·C, H, W].
    virtual std::vector<at::Tensor> predict(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings,
                                            const Cancel& cancel) const = 0;
    // The same, with Estimate::attention of each if one of them watches it; else without.
    struct Watched {
        std::vector<at::Tensor> outputs, attention;
    };
    virtual Watched predict_watched(const at::Tensor& x, double t, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const {
        return {predict(x, t, conditionings, cancel), {}};
    }
    virtual std::vector<std::string> class_names() const { return {}; }         // as Denoiser's
    virtual std::vector<AttentionLayer> attention_layers() const { return {}; }   // as Denoiser's
    virtual Key identity() const = 0;
    virtual std::size_t bytes() const = 0;
    virtual std::string device() const = 0;
};

// A Network with the schedule it was trained on. Converts coordinates and predictions (spec of the
// conversions: prediction.h).
std::shared_ptr<const Denoiser> make_denoiser(std::shared_ptr<const Network> network, NoiseSchedule schedule, Prediction prediction,
                                              LatentFormat format);

}  // namespace noiseloom
