#include <cstdio>

#include "models/identify.h"
#include "models/plain_text.h"

namespace noiseloom {
namespace {

std::string with_unit(double number, std::initializer_list<const char*> units, double step) {
    const auto* unit = units.begin();
    while (number >= step && unit + 1 != units.end()) {
        number /= step;
        ++unit;
    }
    char text[40];
    std::snprintf(text, sizeof text, unit == units.begin() ? "%.0f%s" : "%.2f%s", number, *unit);
    return text;
}

// "a, b, c and 12 more"
std::string some_of(const std::vector<std::string>& names, std::size_t most = 8) {
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) text += (i ? ", " : "") + plain_text(names[i]);
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

void describe(const FileInfo& info, const std::string& indent, std::string& out) {
    const auto line = [&](const char* label, const std::string& value) {
        if (!value.empty()) out += indent + label + std::string(14 - std::string_view(label).size(), ' ') + value + "\n";
    };
    line("kind", std::string(name_of(info.kind)) + (info.variant.empty() ? "" : ", " + info.variant));
    if (info.family != ModelFamily::unknown) line("family", std::string(name_of(info.family)));
    if (!info.prediction.empty()) line("predicts", info.prediction);
    if (info.tensors > 0) line("parameters", with_unit(static_cast<double>(info.parameters), {"", " thousand", " million", " billion"}, 1000) + " in " + std::to_string(info.tensors) + (info.tensors == 1 ? " tensor" : " tensors"));
    std::string dtypes;
    for (const auto& [dtype, elements] : info.dtypes) dtypes += (dtypes.empty() ? "" : ", ") + dtype + (info.dtypes.size() > 1 ? " (" + std::to_string(elements) + ")" : "");
    line("dtype", dtypes);
    if (info.bytes > 0) line("size", with_unit(static_cast<double>(info.bytes), {" bytes", " KiB", " MiB", " GiB"}, 1024));
    if (!info.missing.empty()) line("missing", std::to_string(info.missing.size()) + ": " + some_of(info.missing));
    if (!info.surplus.empty()) line("unknown", std::to_string(info.surplus.size()) + ": " + some_of(info.surplus));
    for (const auto& [key, value] : info.metadata) line("metadata", key + " = " + plain_text(value, 200));
    for (const std::string& note : info.notes) line("note", note);
    for (const FileInfo& part : info.parts) {
        out += indent + part.part + "\n";
        describe(part, indent + "  ", out);
    }
}

}  // namespace

std::string_view name_of(ModelKind kind) {
    switch (kind) {
        case ModelKind::unknown: return "unknown";
        case ModelKind::checkpoint: return "checkpoint";
        case ModelKind::pipeline: return "pipeline";
        case ModelKind::unet: return "UNet";
        case ModelKind::vae: return "autoencoder";
        case ModelKind::taesd: return "tiny autoencoder";
        case ModelKind::text_encoder: return "text encoder";
        case ModelKind::image_encoder: return "image encoder";
        case ModelKind::clip: return "CLIP";
        case ModelKind::controlnet: return "ControlNet";
        case ModelKind::lora: return "LoRA";
        case ModelKind::textual_inversion: return "textual inversion";
        case ModelKind::adm: return "guided-diffusion UNet";
        case ModelKind::classifier: return "classifier";
        case ModelKind::ddpm: return "DDPM UNet";
        case ModelKind::ncsnpp: return "score_sde network";
        case ModelKind::vqgan: return "VQGAN";
        case ModelKind::tokenizer: return "tokenizer";
        case ModelKind::scheduler: return "scheduler";
    }
    return "unknown";
}

std::string_view name_of(ModelFamily family) {
    switch (family) {
        case ModelFamily::unknown: return "unknown";
        case ModelFamily::sd1: return "Stable Diffusion 1";
        case ModelFamily::sd2: return "Stable Diffusion 2";
        case ModelFamily::sdxl: return "Stable Diffusion XL";
        case ModelFamily::sdxl_refiner: return "Stable Diffusion XL refiner";
        case ModelFamily::pack: return "Noiseloom pack";
    }
    return "unknown";
}

std::string to_text(const FileInfo& info) {
    std::string out = info.path + "\n";
    describe(info, "  ", out);
    return out;
}

Json to_json(const FileInfo& info) {
    Json json = {{"kind", name_of(info.kind)}, {"family", name_of(info.family)}, {"bytes", info.bytes}, {"tensors", info.tensors}, {"parameters", info.parameters}, {"dtypes", info.dtypes}};
    if (!info.path.empty()) json["path"] = info.path;
    if (!info.part.empty()) json["part"] = info.part;
    if (!info.variant.empty()) json["variant"] = info.variant;
    if (!info.prediction.empty()) json["prediction"] = info.prediction;
    if (!info.config.is_null()) json[info.config_is_inferred ? "inferred_config" : "config"] = info.config;
    const auto add_names = [&](const char* key, const std::vector<std::string>& names) {
        for (const std::string& name : names) json[key].push_back(plain_text(name, 400));
    };
    add_names("missing", info.missing);
    add_names("unknown", info.surplus);
    add_names("notes", info.notes);
    if (!info.metadata.empty()) json["metadata"] = info.metadata;
    for (const FileInfo& part : info.parts) json["parts"].push_back(to_json(part));
    return json;
}

}  // namespace noiseloom
