#include "library/model/text_encoder.h"

#include "core/atomic_file.h"

namespace noiseloom {
namespace {

TextFamily text_family(Family family) {
    switch (family) {
        case Family::sd1: return TextFamily::sd1;
        case Family::sd2: return TextFamily::sd2;
        case Family::sdxl: return TextFamily::sdxl;
        case Family::sdxl_refiner: return TextFamily::sdxl_refiner;
        case Family::other: break;   // has no towers
    }
    return TextFamily::sd1;
}

Result<Tokenizer> load_tokenizer(const TextTowerParts& tower, bool pads_with_zero, RunContext& context) {
    if (!tower.tokenizer.empty()) return Tokenizer::load(tower.tokenizer);
    NL_TRY(const auto folder, context.resolve({"clip-tokenizer", ""}, FileKind::model));
    constexpr std::size_t limit = std::size_t{16} << 20;
    NL_TRY(const std::string merges, read_file(folder / "merges.txt", limit, Code::bad_model));
    NL_TRY(Tokenizer tokenizer, Tokenizer::from_merges(merges));
    return pads_with_zero ? tokenizer.with_padding(0) : std::move(tokenizer);
}

}  // namespace

Result<std::shared_ptr<const TextEncoder>> make_text_encoder(const LoadedModel& model, RunContext& context) {
    std::vector<TextTower> towers;
    for (const TextTowerParts& part : model.towers) {
        // OpenCLIP towers (SD2, SDXL's second) were trained with padding id 0, OpenAI's with the end token.
        const bool is_open_clip = model.family != Family::sd1 && (model.family != Family::sdxl || !towers.empty());
        NL_TRY(Tokenizer tokenizer, load_tokenizer(part, is_open_clip, context));
        towers.push_back({part.clip, std::make_shared<const Tokenizer>(std::move(tokenizer)), part.ends_at_penultimate});
    }
    return std::make_shared<const TextEncoder>(text_family(model.family), std::move(towers));
}

}  // namespace noiseloom
