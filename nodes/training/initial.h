// How a network begins: PyTorch's defaults for each layer, told by the names and shapes that the
// architecture asks for. Linear maps and convolutions are uniform in ±1/√(fan in) (kaiming_uniform with
// a = √5), norms are 1 and 0, embeddings are normal with deviation 0.02 (as CLIP's), or with those of guided-diffusion.
#pragma once

#include <string>
#include <vector>

#include "models/state_dict.h"
#include "training/settings.h"

namespace noiseloom {

// For StateDict::make_missing: float32 leaves of autograd on `device` that ask for gradients, kernels channels-last. Names
// that end in one of `zero` begin as zeros: the last layer of each residual block, so that the network begins as
// the identity (ADM, arXiv 2105.05233).
StateDict::Maker pytorch_defaults(std::uint64_t seed, at::Device device, std::vector<std::string> zero = {});

// The `zero` of a denoiser's or classifier's network, by its configuration's _class_name.
std::vector<std::string> zero_ends(const Json& model);

// What a configuration begins with instead: { "initial": { "from": "model", "only": ["encoder."] } } puts the weights of a file or
// folder into `state`, those below the prefixes (all if there are none) as such leaves; with the additions of a "lora" (lora.h).
// Throws Failure.
void put_initial(Settings& settings, StateDict& state, at::Device device);
// Once the network is made: throws Failure if it has no use for some of them.
void check_initial(const Settings& settings, const StateDict& state);
// Its "frozen": prefixes of weights that stay as they are. Once the network is made: throws Failure for one that no weight has.
std::vector<std::string> read_frozen(Settings& settings, const StateDict& state);

// The same tensor as such a leaf of its own. It must lie where the network computes: one that is moved there when the network is
// made is a copy, which learns nothing.
at::Tensor as_leaf(const at::Tensor& tensor, at::Device device);

}  // namespace noiseloom
