// Section `sd`: networks, autoencoders, and whole pipelines of Stable Diffusion.
#include <ATen/ATen.h>

#include "diffusion/diffusers_scheduler.h"
#include "diffusion/guiders.h"
#include "diffusion/inner_network.h"
#include "models/adapted.h"
#include "models/architectures/unet.h"
#include "models/load.h"
#include "models/text/text_encoder.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

Compute compute_of(const Case& c) { return {c.settings().device, c.settings().dtype}; }

std::string model(const Case& c, std::string_view prefix) {
    for (const auto& path : c.entry().at("models"))
        if (const auto text = path.get<std::string>(); text.starts_with("models/" + std::string(prefix))) return text;
    throw NotYet{"the case names no " + std::string(prefix)};
}

// Sum of tensor·weight, differentiated with respect to `input`.
at::Tensor gradient(const at::Tensor& sum, const at::Tensor& input) {
    sum.backward();
    return input.grad();
}

// --- networks -------------------------------------------------------------------------------------

// Row i of each of the case's inputs, as what the network is asked.
Conditioning row_conditioning(const Case& c, std::int64_t i) {
    Conditioning row;
    row.context = c.tensor("context").narrow(0, i, 1);
    if (c.has("text_embeds")) row.pooled = c.tensor("text_embeds").narrow(0, i, 1);
    if (c.has("time_ids")) row.time_ids = c.tensor("time_ids").narrow(0, i, 1);
    row.identify();
    return row;
}

void check_unet(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const auto& unet = dynamic_cast<const Unet&>(*network);
    const at::Tensor x = c.tensor("x"), t = c.tensor("t");
    const std::int64_t latent_channels = unet.config().out_channels;
    const auto output = [&](std::int64_t i, double at_t) {
        Conditioning row = row_conditioning(c, i);
        const at::Tensor item = x.narrow(0, i, 1);
        if (item.size(1) > latent_channels) row.concat = item.narrow(1, latent_channels, item.size(1) - latent_channels);
        const Conditioning* only = &row;
        return unet.predict(item.narrow(1, 0, latent_channels), at_t, {&only, 1}, {}).front();
    };
    std::vector<at::Tensor> outputs;
    for (std::int64_t i = 0; i < x.size(0); ++i) outputs.push_back(output(i, t[i].item<double>()));
    c.compare("out", at::cat(outputs));
    if (c.has("out_t637_25_item0")) c.compare("out_t637_25_item0", output(0, 637.25));
    if (c.has("time_embedding_item0")) c.compare("time_embedding_item0", unet.time_embedding(t[0].item<double>()));
}

void check_unet_gradient(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const at::Tensor x = c.tensor("x").clone().requires_grad_(true);
    const Conditioning row = row_conditioning(c, 0);
    const Conditioning* only = &row;
    const at::Tensor out = network->predict(x, 400, {&only, 1}, {}).front();
    c.compare("grad_x", gradient((out * c.tensor("weight").to(out.device())).sum(), x));
}

void check_vae(Case& c) {
    const auto vae = load_autoencoder(c.path(model(c, "vae")), compute_of(c)).or_throw();
    const Moments moments = vae->encode(c.tensor("image"), {});
    c.compare("mean", moments.mean);
    c.compare("logvar", moments.logvar);
    const at::Tensor latent = vae->latent(moments, c.tensor("noise"));
    c.compare("latent_scaled", latent);
    c.compare("decoded", vae->decode(c.tensor("latent_scaled"), {}));
}

void check_vae_gradient(Case& c) {
    const auto vae = load_autoencoder(c.path(model(c, "vae")), compute_of(c)).or_throw();
    const at::Tensor z = c.tensor("latent_scaled").clone().requires_grad_(true);
    c.compare("grad", gradient(vae->decode(z, {}).square().mean(), z));
}

void check_taesd(Case& c) {
    const auto folder = load_autoencoder(c.path("models/taesd"), compute_of(c)).or_throw();
    const auto files = load_tiny_autoencoder(c.path("models/taesd_encoder.safetensors"), c.path("models/taesd_decoder.safetensors"), compute_of(c)).or_throw();
    for (const auto& tiny : {folder, files}) {
        c.compare("encoded", tiny->encode(c.tensor("image"), {}).mean);
        const at::Tensor decoded = tiny->decode(c.tensor("latent"), {});
        c.compare("decoded_pm1", decoded);
        c.compare("decoded_01_unclamped", decoded * 0.5 + 0.5);
    }
}

void check_lora(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const auto base = make_denoiser(network, NoiseSchedule::stable_diffusion(), Prediction::epsilon, {});
    const auto clip = load_clip_text(c.path("models/text_encoder_l"), compute_of(c)).or_throw();
    const TextEncoder encoder(TextFamily::sd1, {{clip, std::make_shared<const Tokenizer>(Tokenizer::load(c.path("models/tokenizer_l")).or_throw())}});
    const double strength = c.params().at("strength").get<double>();
    constexpr double t = 250;   // of the case's description
    Conditioning prompt;
    prompt.context = c.tensor("context");
    prompt.identify();
    const Conditioning* only = &prompt;
    for (const auto& [output, file] : {std::pair{"eps_kohya", "lora_kohya"}, {"eps_peft", "lora_peft"}}) {
        const LoraFile lora = LoraFile::open(c.path(model(c, file))).or_throw();
        c.compare(output, network_of(*adapted(*base, lora, strength))->predict(c.tensor("x"), t, {&only, 1}, {}).front());
        if (output == std::string_view("eps_kohya"))
            c.compare("text_kohya", adapted(encoder, lora, strength)->towers().front().clip->encode(c.tensor("input_ids")).last);
    }
}

// Perturbed attention on top of classifier-free guidance, in the space of the network's own output: as a model of x0 it comes through unchanged.
void check_perturbed_attention(Case& c) {
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const auto denoiser = make_denoiser(network, NoiseSchedule::stable_diffusion(), Prediction::x0, {});
    const auto prompt = [&](const char* name) {
        Conditioning made;
        made.context = c.tensor(name);
        made.identify();
        return std::make_shared<const Conditioning>(std::move(made));
    };
    const auto positive = prompt("context"), negative = prompt("context_uncond");
    const AttentionChange identity{AttentionChange::Kind::identity, 0, {"mid"}};
    constexpr double t = 600, cfg_scale = 7, pag_scale = 3;   // of the case's description
    const auto guider = make_perturbed_attention(make_cfg(denoiser, positive, negative, cfg_scale), identity, pag_scale);
    GuiderState state;
    const Guided guided = evaluate(*guider, c.placed("x"), {0, 1, {1, 0, t}, {}}, state, {});
    c.compare("cond", guided.positive);
    c.compare("uncond", guided.base);
    c.compare("perturbed", guided.positive - guided.terms.back().direction);
    c.compare("out", guided.denoised);
}

// --- pipelines -------------------------------------------------------------------------------------

std::vector<std::string> models(const Case& c, std::string_view prefix) {
    std::vector<std::string> found;
    for (const auto& path : c.entry().at("models"))
        if (auto text = path.get<std::string>(); text.starts_with("models/" + std::string(prefix))) found.push_back(std::move(text));
    return found;
}

// The case's noise after the first `skip` draws, in call order; draw 0 of the run has ordinal 1.
class RemainingNoise final : public NoiseSource {
  public:
    RemainingNoise(std::vector<at::Tensor> draws, std::size_t skip) : draws_(std::move(draws)), skip_(skip) {}
    at::Tensor draw(at::IntArrayRef, const NoiseRequest& request) const override {
        const std::size_t index = skip_ + static_cast<std::size_t>(request.ordinal) - 1;
        if (index >= draws_.size()) throw Failure({Code::internal, "the sampler draws more noise than the reference did", "", "", "", ""});
        return draws_[index];
    }
    Key identity() const override { return KeyBuilder("recorded").key(); }

  private:
    std::vector<at::Tensor> draws_;
    std::size_t skip_;
};

std::vector<at::Tensor> draws_of(const Case& c) {
    std::vector<at::Tensor> draws;
    if (c.has("noise"))
        for (std::int64_t i = 0; i < c.tensor("noise").size(0); ++i) draws.push_back(c.placed("noise")[i]);
    for (int i = 0; c.has("noise_" + std::to_string(i)); ++i) draws.push_back(c.placed("noise_" + std::to_string(i)));
    return draws;
}

std::shared_ptr<const TextEncoder> text_encoder(const Case& c, bool is_sdxl) {
    std::vector<TextTower> towers;
    const auto encoders = models(c, "text_encoder"), tokenizers = models(c, "tokenizer");
    for (std::size_t i = 0; i < encoders.size(); ++i) {
        const auto clip = load_clip_text(c.path(encoders[i]), compute_of(c)).or_throw();
        const auto tokenizer = std::make_shared<const Tokenizer>(Tokenizer::load(c.path(tokenizers[std::min(i, tokenizers.size() - 1)])).or_throw());
        towers.push_back({clip, tokenizer});
    }
    const TextFamily family = is_sdxl ? TextFamily::sdxl : towers.front().clip->config().quick_gelu ? TextFamily::sd1 : TextFamily::sd2;
    if (family == TextFamily::sd2) {
        towers.front().ends_at_penultimate = true;   // as all folders in diffusers' layout
        // SD 2's own tokenizer pads with "!", whichever vocabulary the case shares.
        towers.front().tokenizer = std::make_shared<const Tokenizer>(towers.front().tokenizer->with_padding(0));
    }
    return std::make_shared<TextEncoder>(family, std::move(towers));
}

PromptRequest request(const Case& c, const char* prompt, const char* prompt_2, bool is_negative) {
    const Json& params = c.params();
    PromptRequest made;
    made.prompt = params.contains(prompt) ? std::optional(params.at(prompt).get<std::string>()) : std::nullopt;
    if (params.contains(prompt_2)) made.prompt_2 = params.at(prompt_2).get<std::string>();
    made.is_negative = is_negative;
    made.syntax = Syntax::plain;
    const auto pair = [&](const char* key, int& first, int& second) {
        if (!params.contains(key)) return;
        first = params.at(key).at(0).get<int>();
        second = params.at(key).at(1).get<int>();
    };
    made.sizes.target_height = params.value("height", 0);
    made.sizes.target_width = params.value("width", 0);
    pair("target_size", made.sizes.target_height, made.sizes.target_width);
    pair("original_size", made.sizes.original_height, made.sizes.original_width);
    pair("crops_coords_top_left", made.sizes.crop_top, made.sizes.crop_left);
    return made;
}

at::Tensor noised(const Level& level, const at::Tensor& latent, const at::Tensor& noise) { return level.a * latent + level.s * noise; }

void check_pipeline(Case& c) {
    const Json& params = c.params();
    // Where a case names no configuration it was made with Stable Diffusion's.
    const Json stable_diffusion = {{"beta_start", 0.00085}, {"beta_end", 0.012}, {"beta_schedule", "scaled_linear"}, {"clip_sample", false},
                                   {"set_alpha_to_one", false}, {"steps_offset", 1}, {"timestep_spacing", "leading"}, {"skip_prk_steps", true}};
    const Json& settings = params.contains("scheduler_config") ? params.at("scheduler_config") : stable_diffusion;
    const auto scheduler = DiffusersScheduler::read(settings, params.at("scheduler").get<std::string>()).or_throw();
    const auto network = load_unet(c.path(model(c, "unet")), compute_of(c)).or_throw();
    const auto& config = dynamic_cast<const Unet&>(*network).config();
    const auto vae = load_autoencoder(c.path(model(c, "vae")), compute_of(c)).or_throw();
    const auto denoiser = make_denoiser(network, scheduler.schedule(), scheduler.prediction(), vae->format());

    const auto encoder = text_encoder(c, config.added_width > 0);
    Conditioning positive = encoder->encode(request(c, "prompt", "prompt_2", false));
    Conditioning negative = encoder->encode(request(c, "negative_prompt", "negative_prompt_2", true));
    if (c.has("prompt_embeds")) {
        c.compare("prompt_embeds", positive.context);
        c.compare("negative_prompt_embeds", negative.context);
        c.compare("pooled", positive.pooled);
        c.compare("negative_pooled", negative.pooled);
    }

    const int steps = params.at("steps").get<int>();
    const double strength = params.value("strength", 1.0);
    Grid grid = scheduler.grid(steps);
    grid.erase(grid.begin(), grid.begin() + diffusers_first_step(steps, strength));
    const std::vector<at::Tensor> draws = draws_of(c);
    const bool starts_from_noise = strength >= 1 && !c.has("image01");
    std::size_t used = 0;

    // The picture that the run starts from: its latent is drawn first, then the noise on it.
    at::Tensor latent, start;
    if (!starts_from_noise) {
        const at::Tensor image = c.has("image01") ? c.placed("image01") * 2 - 1 : c.placed("image_pm1");
        latent = vae->latent(vae->encode(image, {}), draws.at(used++));
        start = noised(grid.front().from, latent, draws.at(used));
    } else {
        start = draws.at(used) * scheduler.initial_scale(steps);
    }
    const at::Tensor first_noise = draws.at(used++);

    Sampling sampling;
    sampling.grid = grid;
    if (c.has("mask")) {
        const at::Tensor mask = c.placed("mask"), latent_mask = at::upsample_nearest2d(mask, start.sizes().slice(2));
        const at::Tensor masked = vae->latent(vae->encode(c.placed("image_pm1") * (mask < 0.5), {}), draws.at(used++));
        if (config.in_channels > config.out_channels) {
            for (Conditioning* conditioning : {&positive, &negative}) {
                conditioning->concat = at::cat({latent_mask, masked}, 1);
                conditioning->identify();
            }
        } else {
            sampling.constraint = make_blend(latent, latent_mask, first_noise);
        }
    }
    auto guider = make_cfg(denoiser, std::make_shared<const Conditioning>(positive), std::make_shared<const Conditioning>(negative),
                           params.at("guidance_scale").get<double>());
    if (params.contains("guidance_rescale")) guider = make_rescale(guider, params.at("guidance_rescale").get<double>());
    sampling.guider = guider;
    sampling.stepper = scheduler.stepper();
    sampling.noise = std::make_shared<RemainingNoise>(draws, used);
    sampling.x = start;

    std::vector<at::Tensor> latents;
    SampleObserver observer;
    observer.on_step = [&](int, int, const SamplerState& state, const Guided&) { latents.push_back(state.x); };
    const at::Tensor final_latents = sample(sampling, observer, {});

    const at::Tensor want = c.tensor("latents_per_step");
    const auto count = static_cast<std::int64_t>(latents.size());
    // A step of ours may be several calls of the reference's scheduler (PNDM's first).
    c.compare("latents_per_step", at::stack(latents), want.narrow(0, want.size(0) - count, count));
    c.compare("final_latents", final_latents);
    const auto outputs = c.names("outputs");
    if (std::find(outputs.begin(), outputs.end(), "image_pm1") != outputs.end()) c.compare("image_pm1", vae->decode(final_latents, {}));
}

}  // namespace

std::span<const Kind> sd_kinds() {
    static constexpr Kind kinds[] = {
        {"sd.unet_", check_unet},         {"sd.unet_sd1_grad", check_unet_gradient}, {"sd.vae_", check_vae},
        {"sd.vae_decode_grad", check_vae_gradient}, {"sd.taesd", check_taesd}, {"sd.pipe_", check_pipeline}, {"sd.lora", check_lora},
        {"sd.pag_mid", check_perturbed_attention},
    };
    return kinds;
}

}  // namespace noiseloom::parity
