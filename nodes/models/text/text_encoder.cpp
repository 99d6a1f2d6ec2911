#include "models/text/text_encoder.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace noiseloom {
namespace {

Failure refused(Code code, std::string message, std::string hint) {
    return Failure({code, std::move(message), std::move(hint), "", "", ""});
}

bool is_xl(TextFamily family) { return family == TextFamily::sdxl || family == TextFamily::sdxl_refiner; }

std::size_t positions(const TextTower& tower) { return static_cast<std::size_t>(tower.clip->config().positions); }

Emphasis emphasis_of(const PromptRequest& request) {
    if (request.emphasis != Emphasis::automatic) return request.emphasis;
    return request.syntax == Syntax::comfyui ? Emphasis::interpolate : Emphasis::original;
}

// Whether the conditioning is all zeros instead of an encoding.
bool is_zeroed(TextFamily family, const PromptRequest& request) {
    if (!is_xl(family) || !request.is_negative) return false;
    switch (request.zero_rule) {
        case ZeroRule::never: return false;
        case ZeroRule::absent: return !request.prompt;
        case ZeroRule::empty: return !request.prompt || request.prompt->empty();
        case ZeroRule::automatic: break;
    }
    switch (request.syntax) {
        case Syntax::plain: return !request.prompt;
        case Syntax::a1111: return !request.prompt || request.prompt->empty();
        case Syntax::comfyui: break;
    }
    return false;
}

// The text that is encoded at the request's step: without mentions, its schedule resolved.
std::string resolved(const std::string& prompt, const PromptRequest& request) {
    std::string text = take_mentions(prompt, request.syntax).text;
    if (request.syntax != Syntax::a1111) return text;
    return PromptSchedule::parse(text).or_throw().at(request.step, request.steps);
}

Chunks chunks_of(const TextTower& tower, const std::string& text, Syntax syntax) {
    const std::vector<PromptPiece> pieces = parse_prompt(text, syntax).or_throw();
    ChunkRules rules;
    rules.syntax = syntax;
    rules.length = positions(tower);
    return make_chunks(*tower.tokenizer, pieces, rules).or_throw();
}

struct Encoded {
    at::Tensor context;   // [1, chunks·positions, width]
    at::Tensor pooled;    // [1, projection or width], of the first chunk
};

// All windows of one tower. Few at a time: the states of every layer of a batch are in memory at once.
Encoded encode_chunks(TextFamily family, const TextTower& tower, const std::vector<Chunk>& chunks, const PromptRequest& request) {
    constexpr std::size_t batch = 8;
    const ClipText& clip = *tower.clip;
    const auto length = static_cast<std::int64_t>(positions(tower));
    const LayerChoice layer =
        choose_layer(family, static_cast<std::size_t>(clip.config().layers), tower.ends_at_penultimate, request.clip_skip).or_throw();

    const auto states_of = [&](std::span<const Chunk> some) {
        const at::Tensor ids = at::empty({static_cast<std::int64_t>(some.size()), length}, at::kLong);
        auto* to = ids.mutable_data_ptr<std::int64_t>();
        for (const Chunk& chunk : some) to = std::copy(chunk.ids.begin(), chunk.ids.end(), to);
        if (ids.max().item<std::int64_t>() >= clip.config().vocabulary)
            throw refused(Code::bad_model,
                          "The tokenizer has more tokens than the text encoder (" + std::to_string(clip.config().vocabulary) +
                              "): they do not belong together.",
                          "Use the tokenizer that came with the text encoder.");
        return clip.encode(ids);
    };
    const auto read = [&](const TextStates& states) {
        if (!layer.normed) return states.hidden[layer.hidden];
        return layer.hidden + 1 == states.hidden.size() ? states.last : clip.final_norm(states.hidden[layer.hidden]);
    };

    const Emphasis emphasis = emphasis_of(request);
    at::Tensor empty;
    Encoded encoded;
    std::vector<at::Tensor> parts;
    for (std::size_t from = 0; from < chunks.size(); from += batch) {
        const std::span<const Chunk> some(chunks.data() + from, std::min(batch, chunks.size() - from));
        const TextStates states = states_of(some);
        if (from == 0) encoded.pooled = (states.projected.defined() ? states.projected : states.pooled).narrow(0, 0, 1);
        const at::Tensor z = read(states);
        for (std::size_t i = 0; i < some.size(); ++i) {
            at::Tensor part = z.narrow(0, static_cast<std::int64_t>(i), 1);
            if (some[i].has_weights()) {
                if (emphasis == Emphasis::interpolate && !empty.defined())
                    empty = read(states_of(std::vector{empty_chunk(*tower.tokenizer, positions(tower))}));
                const at::Tensor weights = at::tensor(some[i].weights).unsqueeze(0).to(part.device());
                part = apply_emphasis(part, weights, emphasis, empty);
            }
            parts.push_back(part);
        }
    }
    encoded.context = at::cat(parts, 1).contiguous();
    return encoded;
}

at::Tensor time_ids_of(TextFamily family, const PromptRequest& request) {
    const SizeIds& sizes = request.sizes;
    const auto or_else = [](int value, int otherwise) { return static_cast<double>(value > 0 ? value : otherwise); };
    const double target_height = or_else(sizes.target_height, 1024), target_width = or_else(sizes.target_width, 1024);
    std::vector<double> ids{or_else(sizes.original_height, static_cast<int>(target_height)),
                            or_else(sizes.original_width, static_cast<int>(target_width)), static_cast<double>(sizes.crop_top),
                            static_cast<double>(sizes.crop_left)};
    if (family == TextFamily::sdxl_refiner) {
        ids.push_back(sizes.aesthetic.value_or(request.is_negative ? 2.5 : 6.0));
    } else {
        ids.push_back(target_height);
        ids.push_back(target_width);
    }
    return at::tensor(ids, at::kFloat).unsqueeze(0);
}

// A conditioning from texts that are ready for the weights' parser.
Conditioning encode_texts(const TextEncoder& encoder, const PromptRequest& request, const std::string& text, const std::string& text_2) {
    const c10::NoGradGuard constant;
    std::vector<Chunks> chunks;
    std::size_t most = 0;
    for (std::size_t i = 0; i < encoder.towers().size(); ++i) {
        chunks.push_back(chunks_of(encoder.towers()[i], i + 1 == encoder.towers().size() ? text_2 : text, request.syntax));
        most = std::max(most, chunks.back().list.size());
    }

    Conditioning conditioning;
    std::vector<at::Tensor> contexts;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const TextTower& tower = encoder.towers()[i];
        chunks[i].list.resize(most, empty_chunk(*tower.tokenizer, positions(tower)));
        const Encoded encoded = encode_chunks(encoder.family(), tower, chunks[i].list, request);
        contexts.push_back(encoded.context);
        if (is_xl(encoder.family())) conditioning.pooled = encoded.pooled.contiguous();
    }
    conditioning.context = contexts.size() == 1 ? contexts.front() : at::cat(contexts, -1);
    if (is_xl(encoder.family())) conditioning.time_ids = time_ids_of(encoder.family(), request).to(conditioning.context.device());
    if (is_zeroed(encoder.family(), request)) {
        conditioning.context = at::zeros_like(conditioning.context);
        conditioning.pooled = at::zeros_like(conditioning.pooled);
    }
    conditioning.text = text == text_2 ? text : text + "\n" + text_2;
    conditioning.identify();
    return conditioning;
}

Failure too_changeable() {
    return refused(Code::bad_workflow, "the prompt changes into too many different texts over the steps",
                   "Use fewer or shorter lists of alternatives [a|b|...] in one prompt.");
}

// The table of all moments that the switches divide the steps into; variant_at(moment) says which variant holds.
template <class VariantAt>
Timetable timetable_of(const PromptSwitches& switches, VariantAt variant_at) {
    constexpr std::size_t most_moments = 10'000;
    constexpr double never = std::numeric_limits<double>::infinity();
    Timetable table{{switches.fractions.begin(), switches.fractions.end()}, {switches.steps.begin(), switches.steps.end()}, 1, {}};
    const std::size_t rows = (table.fractions.size() + 1) * (table.steps.size() + 1);
    for (const std::size_t turns : switches.turns) {
        table.period = std::lcm(table.period, turns);
        if (table.period > most_moments) throw too_changeable();
    }
    if (rows > most_moments || rows * table.period > most_moments) throw too_changeable();
    std::vector<double> fractions = table.fractions, steps = table.steps;
    fractions.push_back(never);
    steps.push_back(never);
    for (const double fraction : fractions)
        for (const double step : steps)
            for (std::size_t turn = 0; turn < table.period; ++turn) table.variants.push_back(variant_at({fraction, step, turn}));
    return table;
}

}  // namespace

TextEncoder::TextEncoder(TextFamily family, std::vector<TextTower> towers) : family_(family), towers_(std::move(towers)) {
    const std::size_t wanted = family == TextFamily::sdxl ? 2 : 1;
    if (towers_.size() != wanted)
        throw refused(Code::bad_model,
                      "The model has " + std::to_string(towers_.size()) + " text encoders where its family has " + std::to_string(wanted) + ".",
                      "Load a complete model.");
    for (const TextTower& tower : towers_) {
        if (positions(tower) < 3 || positions(tower) != positions(towers_.front()))
            throw refused(Code::bad_model, "The text encoder has " + std::to_string(positions(tower)) + " positions, which does not fit.",
                          "Load a complete model.");
    }
}

Conditioning TextEncoder::encode(const PromptRequest& request) const {
    const std::string prompt = request.prompt.value_or("");
    const std::string& prompt_2 = request.prompt_2 && !request.prompt_2->empty() ? *request.prompt_2 : prompt;
    const std::string text = resolved(prompt, request);
    const bool is_split = towers_.size() > 1 && prompt_2 != prompt;
    return encode_texts(*this, request, text, is_split ? resolved(prompt_2, request) : text);
}

ScheduledConditioning TextEncoder::encode_schedule(const PromptRequest& request) const {
    if (request.syntax != Syntax::a1111) return ScheduledConditioning::constant(encode(request));

    using Texts = std::pair<std::string, std::string>;   // for the first and the second tower
    struct Part {
        double weight;
        std::vector<Texts> variants;
        Timetable when;
    };
    std::optional<PromptSchedule> second;
    if (towers_.size() > 1 && request.prompt_2 && !request.prompt_2->empty())
        second = PromptSchedule::parse(take_mentions(*request.prompt_2, request.syntax).text).or_throw();

    // All texts are known, and not too many, before the first is encoded.
    constexpr std::size_t most_texts = 1000;
    std::map<Texts, std::shared_ptr<const Conditioning>> encoded;
    std::vector<Part> parts;
    for (const PromptPart& part : split_and(take_mentions(request.prompt.value_or(""), request.syntax).text)) {
        const PromptSchedule first = PromptSchedule::parse(part.text).or_throw();
        PromptSwitches switches = first.switches();
        if (second) switches.merge(second->switches());
        Part made{part.weight, {}, {}};
        made.when = timetable_of(switches, [&](const PromptMoment& moment) {
            const std::string text = first.at(moment);
            const Texts texts{text, second ? second->at(moment) : text};
            encoded.try_emplace(texts);
            if (encoded.size() > most_texts) throw too_changeable();
            const auto at = std::find(made.variants.begin(), made.variants.end(), texts);
            const auto index = static_cast<std::size_t>(at - made.variants.begin());
            if (at == made.variants.end()) made.variants.push_back(texts);
            return index;
        });
        parts.push_back(std::move(made));
    }
    for (auto& [texts, conditioning] : encoded)
        conditioning = std::make_shared<const Conditioning>(encode_texts(*this, request, texts.first, texts.second));

    ScheduledConditioning all;
    for (Part& part : parts) {
        ScheduledConditioning::Part made{part.weight, {}, std::move(part.when)};
        for (const Texts& texts : part.variants) made.variants.push_back(encoded.at(texts));
        all.parts.push_back(std::move(made));
    }
    return all;
}

std::size_t TextEncoder::chunk_count(const Conditioning& conditioning) const {
    return static_cast<std::size_t>(conditioning.context.size(1)) / positions(towers_.front());
}

Conditioning TextEncoder::padded(const Conditioning& conditioning, std::size_t chunks, const PromptRequest& request) const {
    const std::size_t have = chunk_count(conditioning);
    if (have >= chunks) return conditioning;
    const bool is_zero = is_zeroed(family_, request);
    PromptRequest nothing = request;
    nothing.prompt = is_zero ? request.prompt : "";
    nothing.prompt_2.reset();
    std::vector<at::Tensor> parts{conditioning.context};
    parts.resize(1 + chunks - have, encode(nothing).context);
    Conditioning longer = conditioning;
    longer.context = at::cat(parts, 1);
    longer.identify();
    return longer;
}

Result<Chunks> TextEncoder::count(const PromptRequest& request) const {
    const TextTower& tower = towers_.front();
    const MentionedText mentioned = take_mentions(request.prompt.value_or(""), request.syntax);
    std::string text = mentioned.text;
    bool is_constant = true;
    if (request.syntax == Syntax::a1111) {
        NL_TRY(const PromptSchedule schedule, PromptSchedule::parse(text));
        is_constant = schedule.is_constant();
        text = schedule.at(request.step, request.steps);
    }
    NL_TRY(const std::vector<PromptPiece> pieces, parse_prompt(text, request.syntax));
    ChunkRules rules;
    rules.syntax = request.syntax;
    rules.length = positions(tower);
    NL_TRY(Chunks chunks, make_chunks(*tower.tokenizer, pieces, rules));
    for (Chunk& chunk : chunks.list) chunk.begin = is_constant ? mentioned.source_byte(chunk.begin) : 0;
    return chunks;
}

std::size_t TextEncoder::bytes() const {
    std::size_t sum = 0;
    for (const TextTower& tower : towers_) sum += tower.clip->bytes() + tower.tokenizer->bytes();
    return sum;
}

std::string TextEncoder::device() const { return towers_.front().clip->device(); }

at::Tensor apply_emphasis(const at::Tensor& z, const at::Tensor& weights, Emphasis emphasis, const at::Tensor& empty) {
    const at::Tensor w = weights.unsqueeze(-1);
    if (emphasis == Emphasis::interpolate) return empty + w * (z - empty);
    const at::Tensor weighted = z * w;
    if (emphasis == Emphasis::no_norm) return weighted;
    const at::Tensor mean = weighted.mean();
    return at::where(mean == 0, weighted, weighted * (z.mean() / mean));
}

Result<LayerChoice> choose_layer(TextFamily family, std::size_t layers, bool ends_at_penultimate, const ClipSkip& skip) {
    const bool reads_penultimate = is_xl(family) || family == TextFamily::sd2;
    const long own = reads_penultimate && !ends_at_penultimate ? 2 : 1;   // counted from the last layer, which is 1
    long from_end = own;
    if (skip.numbering == ClipSkip::Numbering::diffusers) {
        from_end = own + skip.value;
    } else if (skip.value > 0) {
        // 1 and 2 are the model's own choice where that is the penultimate layer, as in A1111.
        from_end = reads_penultimate ? std::max<long>(own, skip.value - (ends_at_penultimate ? 1 : 0)) : skip.value;
    }
    if (skip.value < 0 || from_end > static_cast<long>(layers))
        return Error{Code::bad_workflow,
                     "Clip skip " + std::to_string(skip.value) + " does not fit the text encoder, which has " + std::to_string(layers) + " layers.",
                     "Use 0 for the model's own choice, or a smaller number.", "", "", ""};
    return LayerChoice{layers + 1 - static_cast<std::size_t>(from_end), !is_xl(family)};
}

}  // namespace noiseloom
