// What can be told of pictures that are drowned in noise, by a classifier that was trained on such and by one that was not:
// the reason why the classifiers of classifier guidance are trained on noise (arXiv 2105.05233, section 4).
#pragma once

#include <cstdint>
#include <vector>

#include "evaluation/judge.h"
#include "evaluation/prompt_set.h"
#include "models/autoencoder.h"
#include "models/classifier.h"

namespace noiseloom {

struct NoiseReading {
    double aware = 0;   // share of kinds that the noise-aware classifier reads from the noisy latents
    double clean = 0;   // share that the judge, which knows clean pictures only, reads from the same latents, decoded
};

// Scenes of `prompts` as x = a·latent + s·ε at step `t` of DDPM's linear schedule (1000 steps, β 1e-4 to 0.02); the classifier is told the step of
// its own schedule with as much noise. It and the judge are asked all of the prompts' attributes.
NoiseReading read_in_noise(const Classifier& classifier, const Judge& judge, const Autoencoder& autoencoder, const std::vector<TestPrompt>& prompts, int t,
                           std::uint64_t seed);

}  // namespace noiseloom
