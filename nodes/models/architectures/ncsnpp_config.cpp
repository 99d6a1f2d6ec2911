#include "models/architectures/ncsnpp_config.h"

#include <algorithm>
#include <cmath>

#include "models/architectures/config.h"

namespace noiseloom {
namespace {

// One of two or three words, the first where the key is absent.
Result<std::size_t> choice(const ConfigReader& reader, const char* key, std::initializer_list<std::string_view> words) {
    if (!reader.find(key)) return std::size_t{0};
    const auto* found = std::find(words.begin(), words.end(), reader.word(key));
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string known;
    for (const std::string_view word : words) known += (known.empty() ? "'" : ", '") + std::string(word) + "'";
    return reader.error("'" + std::string(key) + "' is none of " + known);
}

Result<NcsnppNoise> read_noise(const ConfigReader& reader, const Json& json) {
    constexpr int most_scales = 1'000'000;
    NcsnppNoise noise;
    Json process = json;
    const bool is_ve = reader.word("sde") == "vesde", is_centered = reader.flag("centered", !is_ve);
    if (!is_ve && !is_centered) return reader.error("'centered' is false, which belongs to vesde");
    if (is_ve && !is_centered) {
        noise.unit = 2;
        for (const auto& [key, usual] : {std::pair{"sigma_min", 0.01}, {"sigma_max", 50.0}}) {
            NL_TRY(const double sigma, reader.real(key, usual));
            process[key] = noise.unit * sigma;
        }
    }
    NL_TRY(noise.sde, Sde::from_json(process));
    NL_TRY(noise.scales, reader.number("num_scales", 1000, 2, most_scales));
    noise.continuous = reader.flag("continuous", true);
    if (!noise.continuous && noise.sde.kind() == Sde::Kind::sub_vp) return reader.error("'continuous' is false, and subvpsde has no levels");
    return noise;
}

}  // namespace

double NcsnppNoise::label(double t) const {
    if (!is_ve()) return t;
    if (!continuous) return std::nearbyint((1 - t / Sde::time_scale) * (scales - 1));
    return sde.marginal(t / Sde::time_scale).s / unit;
}

NoiseSchedule NcsnppNoise::schedule() const {
    if (continuous || is_ve()) return sde.schedule();
    constexpr int steps = 1000;   // DDPM's, whatever num_scales says
    std::vector<double> betas;
    for (int i = 0; i < steps; ++i) betas.push_back(std::pow(sde.diffusion(i / (steps - 1.0)), 2) / steps);
    return NoiseSchedule::from_betas(betas, Precision::f64);
}

Result<NcsnppConfig> NcsnppConfig::from_json(const Json& json) {
    const ConfigReader reader("The NCSN++'s configuration", json);
    NcsnppConfig config;
    NL_TRY(config.channels, reader.number("num_channels", 3, 1, 4096));
    NL_TRY(config.width, reader.channels("nf", 128, 4));
    NL_TRY(config.blocks, reader.number("num_res_blocks", 4, 1, 64));
    NL_TRY(const int size, reader.number("image_size", 32));
    NL_TRY(config.levels, read_ddpm_levels(reader, config.width, size));
    NL_TRY(const std::size_t embedding, choice(reader, "embedding_type", {"fourier", "positional"}));
    NL_TRY(const std::size_t block, choice(reader, "resblock_type", {"biggan", "ddpm"}));
    NL_TRY(const std::size_t input, choice(reader, "progressive_input", {"none", "input_skip", "residual"}));
    NL_TRY(const std::size_t progressive, choice(reader, "progressive", {"none", "output_skip"}));
    config.fourier = embedding == 0;
    config.biggan = block == 0;
    config.input = static_cast<Input>(input);
    config.output_skip = progressive == 1;
    config.fir = reader.flag("fir", true);
    config.skip_rescale = reader.flag("skip_rescale", true);
    config.scale_by_sigma = reader.flag("scale_by_sigma", config.fourier);
    if (const Json* kernel = reader.find("fir_kernel")) {
        const bool is_kernel = kernel->is_array() && kernel->size() == 4 && std::all_of(kernel->begin(), kernel->end(), [](const Json& one) { return one.is_number(); });
        if (!is_kernel) return reader.error("'fir_kernel' is no list of 4 numbers");
        std::transform(kernel->begin(), kernel->end(), config.fir_kernel.begin(), [](const Json& one) { return one.get<double>(); });
        if (config.fir_kernel[0] + config.fir_kernel[1] + config.fir_kernel[2] + config.fir_kernel[3] == 0) return reader.error("'fir_kernel' adds up to 0");
    }
    for (const auto& [key, only] : {std::pair{"progressive_combine", "sum"}, {"nonlinearity", "swish"}, {"normalization", "GroupNorm"}})
        NL_CHECK(choice(reader, key, {only}));
    if (!reader.flag("conditional", true)) return reader.error("'conditional' is false: it is not told the noise");
    if (!reader.flag("resamp_with_conv", true)) return reader.error("'resamp_with_conv' is false");
    if (config.fir && !config.biggan) return reader.error("'fir' is true, and blocks of the type ddpm are not filtered");
    NL_TRY(config.noise, read_noise(reader, json));
    if (config.scale_by_sigma && !config.noise.is_ve()) return reader.error("'scale_by_sigma' is true, which belongs to vesde");
    if (!config.fourier && config.noise.is_ve() && config.noise.continuous) return reader.error("'embedding_type' is positional, and 'continuous' vesde is told σ");
    return config;
}

}  // namespace noiseloom
