#include "training/denoiser_report.h"

#include <ATen/ATen.h>

#include "diffusion/prediction.h"
#include "diffusion/random.h"
#include "diffusion/steppers.h"

namespace noiseloom {
namespace {

constexpr int sample_steps = 20;
constexpr std::uint64_t seed = 77;

// From nearly all noise to none.
Grid sampling_grid(const NoiseLevels& levels) {
    constexpr double small = 1e-6;   // before the last of the levels
    Grid grid;
    for (int k = 0; k < sample_steps; ++k) {
        const auto at = [&](int done) { return done < sample_steps ? levels.at(1 - static_cast<double>(done) / sample_steps - small) : Level{1, 0, 0}; };
        grid.push_back({at(k), at(k + 1)});
    }
    return grid;
}

}  // namespace

at::Tensor sampled(const Denoising& denoising, const TrainableNetwork& network, const LatentData& latents, std::int64_t count, double scale) {
    const Conditions& conditions = denoising.conditions();
    std::vector<Asked> asked;
    for (const auto item : held_out_items(latents.data(), 0, count)) asked.push_back(conditions.right(latents.data(), item, static_cast<std::uint64_t>(item), true));
    const bool is_guided = conditions.know_nothing();
    if (is_guided) asked.resize(2 * asked.size());   // the second half asks for nothing
    Batch batch;
    conditions.put(batch, asked);

    const Prediction prediction = denoising.noise().prediction;
    const Model model = [&](const at::Tensor& x, const Level& at) {
        const at::Tensor all = is_guided ? at::cat({x, x}) : x;
        const at::Tensor output = denoising.answer(network, all, at::full({1}, at.t, x.options()), batch).narrow(1, 0, x.size(1));
        at::Tensor x0 = x0_from(prediction, output, all, at);
        if (is_guided) x0 = x0.narrow(0, count, count) + scale * (x0.narrow(0, 0, count) - x0.narrow(0, count, count));
        return Guided{x0, x0, x0, {}};
    };
    // Pixels have a range, and keeping to it mends what networks that predict ε get wrong where there is hardly a picture.
    const bool are_pixels = !denoising.space().autoencoder;
    const auto ddim = are_pixels ? make_ddim({.eta = 1, .clip = {ClipSample::Kind::range}, .clipped_epsilon = true}) : make_ddim();
    const Grid grid = sampling_grid(denoising.noise().levels);
    at::Tensor x = Draws(seed).normal(denoising.space().rows(count)).to(network.placement().device);
    for (int k = 0; k < sample_steps; ++k) {
        const StepNoise noise = [&](int, const Level&, const Level&) { return Draws(mixed({seed, static_cast<std::uint64_t>(k)})).normal(x.sizes()).to(x.device()); };
        x = ddim->step({x, {}, {}, k}, {model, grid[static_cast<std::size_t>(k)], k, sample_steps, denoising.noise().schedule, prediction, noise}).x;
    }
    return latents.decode(x);
}

std::optional<double> held_out_loss(const Denoising& denoising, const TrainableNetwork& network, const LatentData& latents, std::int64_t count, double u,
                                    const std::string& kind) {
    std::vector<Asked> asked;
    for (const auto item : held_out_items(latents.data(), 0, count)) {
        const auto draw = static_cast<std::uint64_t>(item);
        const auto one = kind.empty() ? denoising.conditions().right(latents.data(), item, draw, true) : denoising.conditions().wrong(latents.data(), item, draw, kind);
        if (!one) return {};
        asked.push_back(*one);
    }
    const std::vector<Level> levels(asked.size(), denoising.noise().levels.at(u));
    const Batch batch = denoising.batch(latents.held_out(0, count), Draws(seed).normal(denoising.space().rows(count)), levels, asked);
    return denoising.plain_losses(network, batch).mean().item<double>();
}

}  // namespace noiseloom
