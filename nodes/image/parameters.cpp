#include "image/parameters.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/json.h"
#include "core/text.h"

namespace noiseloom {

namespace {

using Pair = std::pair<std::string, std::string>;

// Letters of any language count: everything above ASCII is taken for one.
bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80); }
bool is_key_char(char c) { return is_word(c) || c == ' ' || c == '-' || c == '/'; }

// The end of a quoted value that starts at `at`, past its closing quote; npos if it is not closed,
// is empty, or something other than a comma follows.
std::size_t end_of_quoted(std::string_view line, std::size_t at) {
    for (std::size_t i = at + 1; i < line.size(); ++i) {
        if (line[i] == '\\') ++i;
        else if (line[i] == '"') return i > at + 1 && (i + 1 == line.size() || line[i + 1] == ',') ? i + 1 : line.npos;
    }
    return line.npos;
}

// "key: value, key: value": what A1111 finds with \s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$),
// in one pass. A key ends at the first colon after it; what does not fit is skipped up to the next comma.
std::vector<Pair> pairs_of(std::string_view line) {
    std::vector<Pair> pairs;
    bool unclosed = false;   // a quote was opened and never closed: do not look for its end again
    for (std::size_t at = 0; at < line.size();) {
        while (at < line.size() && !is_word(line[at])) ++at;
        std::size_t end = at;
        while (end < line.size() && is_key_char(line[end])) ++end;
        if (end >= line.size()) break;
        if (line[end] != ':' || end - at < 2) {
            at = end + 1;
            continue;
        }
        const std::string_view key = trimmed(line.substr(at, end - at));
        std::size_t value = end + 1;
        while (value < line.size() && trimmed(line.substr(value, 1)).empty()) ++value;
        std::size_t stop = line.npos;
        if (value < line.size() && line[value] == '"' && !unclosed) {
            stop = end_of_quoted(line, value);
            unclosed = stop == line.npos;
        }
        if (stop == line.npos) stop = std::min(line.find(',', value), line.size());
        pairs.emplace_back(key, line.substr(value, stop - value));
        at = stop + 1;
    }
    return pairs;
}

std::string unquoted(const std::string& text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return text;
    const Json json = Json::parse(text, nullptr, false);
    return json.is_string() ? json.get<std::string>() : text;
}

// Only values that would break the line are quoted, as A1111 does.
std::string quoted(const std::string& text) {
    if (text.find_first_of(",\n:") == text.npos) return text;
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

template <class T>
std::optional<T> to_number(std::string_view text) {
    T number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string from_number(double number) {
    std::array<char, 32> buffer{};
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr};
}

// Before version 1.9 the schedule was the last word of the sampler's name.
void split_sampler(Parameters& parameters) {
    for (const auto& [ending, name] : {Pair{" Karras", "Karras"}, Pair{" Exponential", "Exponential"}, Pair{" SGM Uniform", "SGM Uniform"}}) {
        if (parameters.sampler.size() > ending.size() && parameters.sampler.ends_with(ending)) {
            parameters.sampler.resize(parameters.sampler.size() - ending.size());
            parameters.schedule_type = name;
            return;
        }
    }
    parameters.schedule_type = "Automatic";
}

// Puts the pair where it belongs; false if it is one of `others`, or its value is not of that kind.
bool take(Parameters& to, const std::string& key, const std::string& value) {
    const auto set = [](auto& field, auto parsed) {
        if (parsed) field = *parsed;
        return parsed.has_value();
    };
    const auto text = [&](std::string& field) {
        field = value;
        return true;
    };
    if (key == "Steps") return set(to.steps, to_number<int>(value));
    if (key == "Sampler") return text(to.sampler);
    if (key == "Schedule type") return text(to.schedule_type);
    if (key == "CFG scale") return set(to.cfg_scale, to_number<double>(value));
    if (key == "Seed") return set(to.seed, to_number<std::uint64_t>(value));
    if (key == "Model hash") return text(to.model_hash);
    if (key == "Model") return text(to.model);
    if (key == "Denoising strength") return set(to.denoising_strength, to_number<double>(value));
    if (key == "Clip skip") return set(to.clip_skip, to_number<int>(value));
    if (key == "RNG") return text(to.rng);
    if (key == "Size") {
        const std::size_t cross = value.find('x');
        const auto width = to_number<int>(std::string_view(value).substr(0, cross));
        const auto height = cross == value.npos ? std::nullopt : to_number<int>(std::string_view(value).substr(cross + 1));
        if (!width || !height) return false;
        to.width = width;
        to.height = height;
        return true;
    }
    return false;
}

}  // namespace

Parameters parse_parameters(std::string_view text) {
    constexpr std::size_t least_pairs = 3;
    constexpr std::string_view negative_mark = "Negative prompt:";
    Parameters parameters;
    text = trimmed(text);
    const std::size_t break_at = text.rfind('\n');
    const std::string_view last = break_at == text.npos ? text : text.substr(break_at + 1);
    const std::vector<Pair> pairs = pairs_of(last);
    std::string_view prompts = text;
    if (pairs.size() >= least_pairs) {
        prompts = break_at == text.npos ? std::string_view() : text.substr(0, break_at);
        for (const auto& [key, raw] : pairs) {
            const std::string value = unquoted(raw);
            if (!take(parameters, key, value)) parameters.others.emplace_back(key, value);
        }
        if (parameters.schedule_type.empty()) split_sampler(parameters);
    }

    // Everything from the first line that starts with the mark on is the negative prompt.
    bool in_negative = false;
    while (!prompts.empty()) {
        const std::size_t end = std::min(prompts.find('\n'), prompts.size());
        std::string_view line = trimmed(prompts.substr(0, end));
        prompts.remove_prefix(std::min(end + 1, prompts.size()));
        if (line.starts_with(negative_mark)) {
            in_negative = true;
            line = trimmed(line.substr(negative_mark.size()));
        }
        std::string& part = in_negative ? parameters.negative : parameters.prompt;
        if (!part.empty()) part += '\n';
        part += line;
    }
    return parameters;
}

std::string write_parameters(const Parameters& from) {
    std::string line;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (value.empty()) return;
        if (!line.empty()) line += ", ";
        line += std::string(key) + ": " + quoted(value);
    };
    const auto whole = [](auto number) { return number ? std::to_string(*number) : std::string(); };
    const auto real = [](const std::optional<double>& number) { return number ? from_number(*number) : std::string(); };
    add("Steps", whole(from.steps));
    add("Sampler", from.sampler);
    add("Schedule type", from.schedule_type);
    add("CFG scale", real(from.cfg_scale));
    add("Seed", whole(from.seed));
    if (from.width && from.height) add("Size", std::to_string(*from.width) + "x" + std::to_string(*from.height));
    add("Model hash", from.model_hash);
    add("Model", from.model);
    add("Denoising strength", real(from.denoising_strength));
    if (from.clip_skip != 1) add("Clip skip", std::to_string(from.clip_skip));
    if (from.rng != "GPU") add("RNG", from.rng);
    for (const auto& [key, value] : from.others) add(key, value);

    std::string text = from.prompt;
    if (!from.negative.empty()) text += "\nNegative prompt: " + from.negative;
    if (!line.empty()) text += "\n" + line;
    return text;
}

}  // namespace noiseloom
