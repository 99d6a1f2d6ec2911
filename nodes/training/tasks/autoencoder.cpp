// An autoencoder: AutoencoderTiny, AutoencoderKL with its KL term, or VQGAN with its codebook.
// An AutoencoderTiny can be a decoder alone, for previews, of the latents of an encoder that is given. What is minimised:
// autoencoder_loss.h and, from some part of the run on, adversarial.h.
#include "training/tasks/tasks.h"

#include <optional>

#include <ATen/ATen.h>

#include "core/text.h"
#include "diffusion/random.h"
#include "models/architectures/taesd.h"
#include "models/architectures/vae.h"
#include "models/architectures/vqgan.h"
#include "models/load.h"
#include "training/adversarial.h"
#include "training/autoencoder_loss.h"
#include "training/data.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/pictures.h"
#include "training/tiny_autoencoder.h"

namespace noiseloom {
namespace {

using Kind = AutoencoderKind;

class AutoencoderTask : public Task {
  public:
    // `classes`: what the model may be, by the configuration's "_class_name".
    AutoencoderTask(Settings& settings, const TaskContext& context, const std::vector<std::pair<std::string, Kind>>& classes) : context_(context) {
        side_ = static_cast<int>(settings.whole("size", 128, 8, 4096));
        crop_ = static_cast<int>(settings.whole("crop", side_, 8, side_));
        whole_from_ = settings.real("whole_from", 0.9, 0, 1);
        data_ = make_data(settings.section("data"));
        report_count_ = settings.whole("report_pictures", 64, 1, 1024);
        config_ = settings.any("model");
        kind_ = kind_of(settings, config_, classes);
        loss_.emplace(settings, context, kind_);
        if (settings.has("adversarial")) adversary_ = std::make_unique<Adversary>(settings.section("adversarial"), context);
        put_initial(settings, state_, context.placement.device);
        if (kind_ == Kind::vq) settings.checked("model", [&] { put_codebook(); });
        state_.make_missing(pytorch_defaults(context.seed, context.placement.device));
        if (kind_ == Kind::tiny) {   // that network reads its shape off what is there
            settings.checked("model", [&] { take_tiny_autoencoder(state_, config_).or_throw(); });
            check_initial(settings, state_);
            state_.make_missing({});
        }
        network_ = settings.checked("model", [&] { return network(state_); });
        check_initial(settings, state_);
        frozen_ = read_frozen(settings, state_);
        encoder_ = network_;
        if (settings.has("encoder")) put_encoder(settings);
        const std::string last = kind_ == Kind::tiny ? last_of_tiny(state_) : "decoder.conv_out.weight";
        last_ = state_.find(last);
        if (adversary_ && adversary_->is_adaptive()) need_learning(settings, last);
        if (side_ % network_->format().factor != 0 || crop_ % network_->format().factor != 0)
            settings.refuse("size", "and 'crop' must be multiples of " + std::to_string(network_->format().factor));
    }

    const StateDict& weights() const override { return state_; }
    std::vector<std::string> frozen() const override { return frozen_; }
    const Rival* rival() const override { return adversary_ ? &adversary_->rival() : nullptr; }

    // Late in the run whole pictures are seen, as many pixels at once.
    Stretch seen(const Stretch& whole) const override {
        Stretch seen = whole;
        if (sees_wholes(whole)) seen.count = std::max<std::int64_t>(1, whole.count * crop_ * crop_ / (side_ * side_));
        return seen;
    }

    Batch batch(const Stretch& stretch) const override {
        std::vector<at::Tensor> crops, noises;
        const auto format = network_->format();
        const int shown = sees_wholes(stretch) ? side_ : crop_;
        for (std::int64_t i = 0; i < stretch.count; ++i) {
            const std::int64_t position = stretch.first + i;
            Draws draws(mixed({context_.seed, 1, static_cast<std::uint64_t>(position)}));
            const at::Tensor picture = data_->picture(shuffled(position, data_->size(), context_.seed), side_);
            const auto left = draws.below(side_ - shown + 1), top = draws.below(side_ - shown + 1);
            crops.push_back(picture.narrow(0, top, shown).narrow(1, left, shown));
            noises.push_back(draws.normal({format.channels, shown / format.factor, shown / format.factor}));
        }
        return {{"image", from_bytes(at::stack(crops))}, {"noise", at::stack(noises)}};
    }

    at::Tensor loss(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override { return losses(batch, stretch, metrics).own; }

    Losses losses(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override {
        const at::Tensor image = batch.at("image").to(context_.placement.device), noise = batch.at("noise").to(context_.placement.device);
        const Moments moments = encode(*encoder_, image);
        at::Tensor z = moments.mean;
        if (kind_ == Kind::kl) z = z + (moments.logvar * 0.5).exp() * noise;
        if (kind_ == Kind::tiny) z = z + loss_->noise() * noise;
        const at::Tensor made = network_->decode(network_->latent({z, {}}, {}), context_.cancel);
        const at::Tensor reconstruction = loss_->of_pictures(made, image, stretch.part, metrics);
        const at::Tensor of_latent = encoder_ == network_ ? loss_->of_latents(moments, network_->codebook(), metrics) : at::zeros({}, reconstruction.options());
        if (!adversary_) return {reconstruction + of_latent, {}};
        Losses losses = adversary_->add(reconstruction, made, image, last_, stretch, metrics);
        losses.own = losses.own + of_latent;
        return losses;
    }

    Report report(const StateDict& weights) const override {
        constexpr std::int64_t at_once = 16, shown = 8;
        const auto network = this->network(weights);
        Report report;
        std::vector<at::Tensor> rows;
        double sum = 0;
        at::Tensor used;
        for (std::int64_t first = 0; first < report_count_; first += at_once) {
            const auto items = held_out_items(*data_, first, std::min(at_once, report_count_ - first));
            const at::Tensor image = pictures(*data_, items, side_).to(context_.placement.device);
            const Moments moments = encode(encoder_ == network_ ? *network : *encoder_, image);
            const at::Tensor made = network->decode(network->latent(moments, {}), context_.cancel);
            if (const Codebook* codes = network->codebook()) {
                const at::Tensor counts = at::bincount(codes->nearest(moments.mean).flatten(), {}, codes->size());
                used = used.defined() ? used + counts : counts;
            }
            sum += psnr(made, image) * static_cast<double>(items.size());
            if (first == 0) rows = {image.narrow(0, 0, std::min(shown, image.size(0))), made.narrow(0, 0, std::min(shown, image.size(0)))};
        }
        report.metrics["held_out_psnr"] = sum / static_cast<double>(report_count_);
        if (used.defined()) report.metrics["codes_used"] = used.gt(0).sum().item<double>();
        report.pictures["reconstruction"] = sheet(at::cat(rows), rows.front().size(0));
        return report;
    }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        Json config = config_;
        if (kind_ == Kind::kl) config["scaling_factor"] = scaling_factor(weights);
        if (kind_ == Kind::vq) config["scaling_factor"] = 1.0;   // codes are what they are
        write_model_part(folder, "diffusion_pytorch_model", config, weights);
    }

  private:
    bool sees_wholes(const Stretch& stretch) const { return stretch.part >= whole_from_ || crop_ == side_; }

    static Kind kind_of(const Settings& settings, const Json& config, const std::vector<std::pair<std::string, Kind>>& classes) {
        std::string known;
        for (const auto& [name, kind] : classes) {
            if (config.is_object() && config.value("_class_name", Json()) == name) return kind;
            known += (known.empty() ? "" : " or ") + name;
        }
        if (!config.is_object()) settings.refuse("model", "is not an object", "It holds a diffusers configuration: " + known + ".");
        settings.refuse("model._class_name", "is not " + known);
    }

    // The adversary's weight is measured there.
    void need_learning(Settings& settings, const std::string& last) const {
        const bool has_lora = settings.has("lora");
        if (has_lora || begins_with_any(last, frozen_))
            settings.refuse("adversarial.adaptive", std::string("needs '") + last + "' to learn, which '" + (has_lora ? "lora" : "frozen") + "' keeps as it is",
                            "Set it to false: 'weight' then holds as it is.");
    }

    // The given autoencoder's latents are what this decoder learns to read.
    void put_encoder(Settings& settings) {
        if (kind_ != Kind::tiny || config_.contains("num_encoder_blocks"))
            settings.refuse("encoder", "is given beside an encoder to train", "Leave 'num_encoder_blocks' of an AutoencoderTiny out.");
        encoder_ = load_autoencoder(settings.needed_path("encoder"), {context_.placement.device.str(), "fp32"}).or_throw();
        const LatentFormat given = encoder_->format(), own = network_->format();
        if (given.channels != own.channels || given.factor != own.factor)
            settings.refuse("encoder", "gives latents of " + std::to_string(given.channels) + " channels at 1/" + std::to_string(given.factor) +
                                           " of the size, and the decoder reads " + std::to_string(own.channels) + " at 1/" + std::to_string(own.factor));
    }

    // As the denoiser's latents are scaled, for an encoder that is given.
    Moments encode(const Autoencoder& encoder, const at::Tensor& image) const {
        const Moments moments = encoder.encode(image, context_.cancel);
        return encoder_ == network_ ? moments : Moments{encoder.latent(moments, {}), {}};
    }

    // The vectors begin where the latent term wants the latents.
    void put_codebook() {
        const VqganConfig config = VqganConfig::from_json(config_).or_throw();
        const std::string name = "quantize.embedding.weight";
        if (!state_.contains(name)) state_.put(name, as_leaf(Draws(mixed(context_.seed, name)).normal({config.codes, config.network.embed_channels}), context_.placement.device));
    }

    // The weight of the last layer of an AutoencoderTiny's decoder.
    static std::string last_of_tiny(const StateDict& state) {
        int last = 0;
        for (const auto& name : state.scoped("decoder.layers.").names()) last = std::max(last, std::atoi(name.c_str()));
        return "decoder.layers." + std::to_string(last) + ".weight";
    }

    std::shared_ptr<const Autoencoder> network(const StateDict& state) const {
        const Weights weights(state, context_.placement);
        if (kind_ == Kind::tiny) return std::make_shared<TinyAutoencoder>(weights, Key{});
        if (kind_ == Kind::vq) {
            VqganConfig config = VqganConfig::from_json(config_).or_throw();
            config.network.scale = 1;
            config.network.shift = 0;
            return std::make_shared<Vqgan>(weights, config, Key{});
        }
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
    std::optional<AutoencoderLoss> loss_;
    std::shared_ptr<const DataSet> data_;
    Json config_;
    Kind kind_ = Kind::tiny;
    std::vector<std::string> frozen_;
    int side_ = 128, crop_ = 128;
    double whole_from_ = 0.9;   // part of the run after which whole pictures are seen
    std::int64_t report_count_ = 64;
    StateDict state_{"the autoencoder"};
    std::shared_ptr<const Autoencoder> network_;
    std::shared_ptr<const Autoencoder> encoder_;   // the network itself, or what gives the latents of a decoder alone
    at::Tensor last_;   // the weight of the decoder's last layer
    std::unique_ptr<const Adversary> adversary_;
};

}  // namespace

std::unique_ptr<Task> make_autoencoder_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<AutoencoderTask>(settings, context, std::vector<std::pair<std::string, Kind>>{{"AutoencoderTiny", Kind::tiny}, {"AutoencoderKL", Kind::kl}});
}

std::unique_ptr<Task> make_vqgan_task(Settings& settings, const TaskContext& context) {
    return std::make_unique<AutoencoderTask>(settings, context, std::vector<std::pair<std::string, Kind>>{{"VQModel", Kind::vq}});
}

}  // namespace noiseloom
