#include "training/denoising.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/architectures/blocks.h"
#include "training/learned_variance.h"
#include "training/losses.h"
#include "training/score_matching.h"

namespace noiseloom {

struct Denoising::Asking {
    at::Tensor x0, noise, a, s, t;
    at::Tensor x;        // in VP coordinates
    at::Tensor answer;   // [N, C, h, w], or [N, 2C, h, w] with the variance's v
};

Denoising::Denoising(Settings& settings, const TaskContext& context, LatentSpace space, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model)
    : context_(context), space_(std::move(space)), noise_(read_noise(settings)), conditions_(settings, context, data, model) {
    gamma_ = settings.real("min_snr_gamma", 0, 0, 1000);
    learns_variance_ = settings.flag("learned_variance", false);
    is_likelihood_ = settings.flag("likelihood_weighting", false);
    if (learns_variance_ && (noise_.prediction != Prediction::epsilon || noise_.levels.is_continuous()))
        settings.refuse("learned_variance", "needs the prediction type epsilon and discrete time");
    if (is_likelihood_ && !noise_.sde) settings.refuse("likelihood_weighting", "needs an SDE for its noise", "Set 'sde' in 'scheduler'.");
    // ε tells nothing of x0 where the picture is gone altogether, and both of these divide by its share there.
    const bool ends_without_picture = !noise_.levels.is_continuous() && noise_.schedule.alpha_cumprod(noise_.schedule.train_steps() - 1) == 0;
    if (ends_without_picture && noise_.prediction == Prediction::epsilon && (gamma_ > 0 || learns_variance_))
        settings.refuse(learns_variance_ ? "learned_variance" : "min_snr_gamma", "needs a last level with some picture left for the prediction type epsilon",
                        "Take 'rescale_betas_zero_snr' out of 'scheduler', or predict v.");
    if (noise_.sde && gamma_ > 0) settings.refuse("min_snr_gamma", "is no weight of score matching");
}

void Denoising::check(const Settings& settings, const Json& model, const TrainableNetwork& network) const {
    const NetworkShape shape = network.shape();
    const int channels = space_.channels(), answers = learns_variance_ ? 2 * channels : channels;
    if (shape.in_channels != channels || shape.out_channels != answers)
        settings.refuse("model.in_channels", "and 'out_channels' must be " + std::to_string(channels) + " and " + std::to_string(answers));
    for (const char* key : {"image_size", "sample_size"})
        if (model.contains(key) && model[key] != space_.row_side())
            settings.refuse("model." + std::string(key), "must be " + std::to_string(space_.row_side()) + ", the side of what is learnt");
    if (model.value("addition_embed_type", Json()) == "text_time") settings.refuse("model.addition_embed_type", "must be absent or \"text\"");
    conditions_.check(settings, shape);

    const c10::NoGradGuard constant;
    const at::Tensor zeros = at::zeros(space_.rows(1), at::kFloat);
    const Batch one = batch(zeros, zeros, {noise_.levels.at(0.5)}, {Asked{}});
    settings.checked("model", [&] { return plain_losses(network, one); });
}

Batch Denoising::batch(const at::Tensor& x0, const at::Tensor& noise, const std::vector<Level>& levels, const std::vector<Asked>& asked) const {
    Batch batch{{"x0", x0}, {"noise", noise}};
    put_levels(batch, levels);
    conditions_.put(batch, asked);
    return batch;
}

at::Tensor Denoising::answer(const TrainableNetwork& network, const at::Tensor& x, const at::Tensor& t, const Batch& asked) const {
    TrainableNetwork::Rows rows{enter(x, context_.placement), t, {}, {}, {}, {}};
    conditions_.tell(rows, asked);
    return network.forward(rows, context_.cancel).to(at::kFloat);
}

Denoising::Asking Denoising::ask(const TrainableNetwork& network, const Batch& batch) const {
    const auto here = [&](const char* name) { return batch.at(name).to(context_.placement.device); };
    Asking asking{here("x0"), here("noise"), here("a"), here("s"), here("t"), {}, {}};
    asking.x = enter(noisy(asking.x0, asking.noise, asking.a, asking.s), context_.placement);
    asking.answer = answer(network, asking.x, asking.t, batch);
    return asking;
}

at::Tensor Denoising::losses(const Asking& asking, bool is_weighted) const {
    const at::Tensor output = asking.answer.narrow(1, 0, space_.channels());
    if (!noise_.sde) return denoising_losses(noise_.prediction, output, asking.x0, asking.noise, asking.a, asking.s, is_weighted ? gamma_ : 0);
    const at::Tensor time = asking.t / Sde::time_scale;
    return score_matching_losses(*noise_.sde, score_of(*noise_.sde, output, time), asking.noise, time, is_weighted && is_likelihood_);
}

at::Tensor Denoising::plain_losses(const TrainableNetwork& network, const Batch& batch) const { return losses(ask(network, batch), false); }

at::Tensor Denoising::loss(const TrainableNetwork& network, const Batch& batch, Metrics& metrics) const {
    const Asking asking = ask(network, batch);
    at::Tensor all = losses(asking, true);
    if (learns_variance_) {
        const std::int64_t channels = space_.channels();
        const at::Tensor bound = variational_bound(reverse_steps(noise_.schedule, asking.t), asking.t, asking.x0, asking.x, asking.answer.narrow(1, 0, channels),
                                                   asking.answer.narrow(1, channels, channels));
        metrics["vlb"] = bound.mean().item<double>();
        all = all + noise_.schedule.train_steps() / 1000.0 * bound;
    }
    return all.mean();
}

}  // namespace noiseloom
