// An autoencoder: AutoencoderTiny, or AutoencoderKL with its KL term.
//
//     l1·|e| + mse·e² + gradient·(|∂x e| + |∂y e|) + latent·Σ_c (mean_c² + (ln std_c)²) [+ kl·KL(q(z|x) ‖ N(0, 1))]
//
// e is the error of the reconstruction. The gradient term sharpens edges and comes in slowly. The latent term keeps
// each channel of the latents near N(0, 1) over the batch, so that they need no scaling for diffusion, and noise on
// them makes the decoder forgive what a denoiser leaves.
#include "training/tasks/tasks.h"

#include <ATen/ATen.h>

#include "models/architectures/taesd.h"
#include "models/architectures/vae.h"
#include "training/data.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/pictures.h"
#include "training/random.h"
#include "training/tiny_autoencoder.h"

namespace noiseloom {
namespace {

struct LossWeights {
    double l1 = 0.5, mse = 2, gradient = 1, latent = 0.05, kl = 1e-6;
    double noise = 0.06;            // deviation of what is added to the latents of a deterministic encoder
    double gradient_ramp = 0.35;    // part of the run over which the gradient term comes in
};

class AutoencoderTask : public Task {
  public:
    AutoencoderTask(Settings& settings, const TaskContext& context) : context_(context) {
        Settings loss = settings.section("loss");
        weights_.l1 = loss.real("l1", weights_.l1, 0, 1000);
        weights_.mse = loss.real("mse", weights_.mse, 0, 1000);
        weights_.gradient = loss.real("gradient", weights_.gradient, 0, 1000);
        weights_.latent = loss.real("latent", weights_.latent, 0, 1000);
        weights_.kl = loss.real("kl", weights_.kl, 0, 1000);
        weights_.noise = loss.real("noise", weights_.noise, 0, 10);
        weights_.gradient_ramp = loss.real("gradient_ramp", weights_.gradient_ramp, 0, 1);
        loss.finish();
        side_ = static_cast<int>(settings.whole("size", 128, 8, 4096));
        crop_ = static_cast<int>(settings.whole("crop", side_, 8, side_));
        whole_from_ = settings.real("whole_from", 0.9, 0, 1);
        data_ = make_data(settings.section("data"));
        report_count_ = settings.whole("report_pictures", 64, 1, 1024);
        config_ = settings.any("model");
        if (!config_.is_object()) settings.refuse("model", "is not an object", "It holds a diffusers configuration: AutoencoderTiny or AutoencoderKL.");
        is_tiny_ = config_.value("_class_name", "") == "AutoencoderTiny";
        if (!is_tiny_ && config_.value("_class_name", "") != "AutoencoderKL") settings.refuse("model._class_name", "is neither AutoencoderTiny nor AutoencoderKL");
        frozen_ = read_frozen(settings);
        put_initial(settings, state_);
        state_.make_missing(pytorch_defaults(context.seed));
        if (is_tiny_) {   // that network reads its shape off what is there
            take_tiny_autoencoder(state_, config_).or_throw();
            check_initial(settings, state_);
            state_.make_missing({});
        }
        network_ = network(state_);
        check_initial(settings, state_);
        if (side_ % network_->format().factor != 0 || crop_ % network_->format().factor != 0)
            settings.refuse("size", "and 'crop' must be multiples of " + std::to_string(network_->format().factor));
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }

    Batch batch(const Stretch& stretch) const override {
        const bool is_whole = stretch.part >= whole_from_ || crop_ == side_;
        // Late in the run whole pictures are seen, as many pixels at once.
        const std::int64_t count = is_whole ? std::max<std::int64_t>(1, stretch.count * crop_ * crop_ / (side_ * side_)) : stretch.count;
        std::vector<at::Tensor> crops, noises;
        const auto format = network_->format();
        const int shown = is_whole ? side_ : crop_;
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t position = stretch.first + i;
            Draws draws(mixed({context_.seed, 1, static_cast<std::uint64_t>(position)}));
            const at::Tensor picture = data_->picture(shuffled(position, data_->size(), context_.seed), side_);
            const auto left = draws.below(side_ - shown + 1), top = draws.below(side_ - shown + 1);
            crops.push_back(picture.narrow(0, top, shown).narrow(1, left, shown));
            noises.push_back(draws.normal({format.channels, shown / format.factor, shown / format.factor}));
        }
        return {{"image", at::stack(crops).to(at::kFloat).mul_(2.0 / 255).sub_(1).permute({0, 3, 1, 2})}, {"noise", at::stack(noises)}};
    }

    at::Tensor loss(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override {
        const at::Tensor image = batch.at("image").to(context_.placement.device), noise = batch.at("noise").to(context_.placement.device);
        const Moments moments = network_->encode(image, context_.cancel);
        const bool is_random = moments.logvar.defined();
        const at::Tensor z = is_random ? moments.mean + (moments.logvar * 0.5).exp() * noise : moments.mean + weights_.noise * noise;
        const at::Tensor made = network_->decode(network_->latent({z, {}}, {}), context_.cancel), error = made - image;
        const at::Tensor l1 = error.abs().mean(), mse = error.square().mean();
        const at::Tensor edges = error.diff(1, 2).abs().mean() + error.diff(1, 3).abs().mean();
        const double ramp = weights_.gradient_ramp > 0 ? std::min(1.0, stretch.part / weights_.gradient_ramp) : 1;
        at::Tensor sum = weights_.l1 * l1 + weights_.mse * mse + weights_.gradient * ramp * edges;
        if (is_random) {
            const at::Tensor kl = 0.5 * (moments.mean.square() + moments.logvar.exp() - 1 - moments.logvar).sum({1, 2, 3}).mean();
            metrics["kl"] = kl.item<double>();
            sum = sum + weights_.kl * kl;
        } else {
            const at::Tensor log_std = (moments.mean.var({0, 2, 3}) + 1e-6).log() * 0.5;
            sum = sum + weights_.latent * (moments.mean.mean({0, 2, 3}).square() + log_std.square()).mean();
            metrics["latent_std"] = log_std.exp().mean().item<double>();
        }
        metrics["l1"] = l1.item<double>();
        metrics["psnr"] = psnr(made.detach(), image);
        return sum;
    }

    Report report(const StateDict& weights) const override {
        constexpr std::int64_t at_once = 16, shown = 8;
        const auto network = this->network(weights);
        Report report;
        std::vector<at::Tensor> rows;
        double sum = 0;
        for (std::int64_t first = 0; first < report_count_; first += at_once) {
            const auto items = held_out_items(*data_, first, std::min(at_once, report_count_ - first));
            const at::Tensor image = pictures(*data_, items, side_).to(context_.placement.device);
            const at::Tensor made = network->decode(network->latent(network->encode(image, context_.cancel), {}), context_.cancel);
            sum += psnr(made, image) * static_cast<double>(items.size());
            if (first == 0) rows = {image.narrow(0, 0, std::min(shown, image.size(0))), made.narrow(0, 0, std::min(shown, image.size(0)))};
        }
        report.metrics["held_out_psnr"] = sum / static_cast<double>(report_count_);
        report.pictures["reconstruction"] = sheet(at::cat(rows), rows.front().size(0));
        return report;
    }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        Json config = config_;
        if (!is_tiny_) config["scaling_factor"] = scaling_factor(weights);
        write_model_part(folder, "diffusion_pytorch_model", config, weights);
    }

  private:
    std::shared_ptr<const Autoencoder> network(const StateDict& state) const {
        const Weights weights(state, context_.placement);
        if (is_tiny_) return std::make_shared<TinyAutoencoder>(weights, Key{});
        VaeConfig config = VaeConfig::from_json(config_).or_throw();
        config.scale = 1;   // latents as they are; the exported configuration holds the scale that they need
        config.shift = 0;
        return std::make_shared<AutoencoderKl>(weights, config, Key{});
    }

    // 1/std of the latents of held-out pictures (Rombach et al., arXiv 2112.10752, appendix G).
    double scaling_factor(const StateDict& weights) const {
        const auto items = held_out_items(*data_, 0, std::min<std::int64_t>(report_count_, 16));
        const at::Tensor mean = network(weights)->encode(pictures(*data_, items, side_).to(context_.placement.device), context_.cancel).mean;
        return 1 / mean.std().item<double>();
    }

    TaskContext context_;
    LossWeights weights_;
    std::shared_ptr<const DataSet> data_;
    Json config_;
    bool is_tiny_ = true;
    std::vector<std::string> frozen_;
    int side_ = 128, crop_ = 128;
    double whole_from_ = 0.9;   // part of the run after which whole pictures are seen
    std::int64_t report_count_ = 64;
    StateDict state_{"the autoencoder"};
    std::shared_ptr<const Autoencoder> network_;
};

}  // namespace

std::unique_ptr<Task> make_autoencoder_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<AutoencoderTask>(settings, context);
}

}  // namespace noiseloom
