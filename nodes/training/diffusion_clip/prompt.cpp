#include "training/diffusion_clip/prompt.h"

#include "models/text/text_encoder.h"

namespace noiseloom {
namespace {

TextFamily text_family(Family family) {
    switch (family) {
        case Family::sd2: return TextFamily::sd2;
        case Family::sdxl: return TextFamily::sdxl;
        case Family::sdxl_refiner: return TextFamily::sdxl_refiner;
        default: return TextFamily::sd1;
    }
}

}  // namespace

std::shared_ptr<const Conditioning> prompt_of(const LoadedModel& model, const std::string& prompt) {
    Conditioning asked;
    if (model.towers.empty()) {
        if (!prompt.empty()) throw Failure({Code::bad_workflow, "The model has no text encoder: it cannot be asked '" + prompt + "'.", "Leave out 'prompt'.", "", "", ""});
        asked.identify();
        return std::make_shared<const Conditioning>(std::move(asked));
    }
    std::vector<TextTower> towers;
    for (const auto& part : model.towers) {
        if (part.tokenizer.empty())
            throw Failure({Code::bad_model, "The model is a single file without a tokenizer.", "Train it as a folder in the diffusers layout.", "", "", ""});
        towers.push_back({part.clip, std::make_shared<const Tokenizer>(Tokenizer::load(part.tokenizer).or_throw()), part.ends_at_penultimate});
    }
    PromptRequest request;
    request.prompt = prompt;
    asked = TextEncoder(text_family(model.family), std::move(towers)).encode(request);
    return std::make_shared<const Conditioning>(std::move(asked));
}

}  // namespace noiseloom
