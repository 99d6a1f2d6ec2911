#include "models/score_sde_config.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/ids.h"
#include "models/plain_text.h"

namespace noiseloom {
namespace {

enum class Type { word, flag, whole, number, list };

struct Word {
    std::string_view name;
    Type type;
};
constexpr Word words[] = {
    {"_class_name", Type::word},         {"attn_resolutions", Type::list},  {"beta_max", Type::number},        {"beta_min", Type::number},
    {"centered", Type::flag},            {"ch_mult", Type::list},           {"conditional", Type::flag},       {"continuous", Type::flag},
    {"embedding_type", Type::word},      {"fir", Type::flag},               {"fir_kernel", Type::list},        {"image_size", Type::whole},
    {"nf", Type::whole},                 {"nonlinearity", Type::word},      {"normalization", Type::word},     {"num_channels", Type::whole},
    {"num_res_blocks", Type::whole},     {"num_scales", Type::whole},       {"progressive", Type::word},       {"progressive_combine", Type::word},
    {"progressive_input", Type::word},   {"resamp_with_conv", Type::flag},  {"resblock_type", Type::word},     {"scale_by_sigma", Type::flag},
    {"sde", Type::word},                 {"sigma_max", Type::number},       {"sigma_min", Type::number},       {"skip_rescale", Type::flag},
};
constexpr std::string_view sections[] = {"training", "model", "data"};

Error wrong(const std::string& what, std::string hint) { return {Code::bad_model, "config.json: " + what, std::move(hint), "", "", ""}; }

// What `value` should be and is not; empty: it is. A null is as if the word were missing.
std::string_view complaint(const Json& value, Type type) {
    switch (type) {
        case Type::word: return value.is_string() ? "" : "text";
        case Type::flag: return value.is_boolean() ? "" : "true or false";
        case Type::whole: return value.is_number_integer() ? "" : "a whole number";
        case Type::number: return value.is_number() ? "" : "a number";
        case Type::list: return value.is_array() ? "" : "a list";
    }
    return "";
}

// Two letters in a long word, one in a short: "seed" is no "sde".
bool is_near(std::string_view unknown, std::string_view known) {
    constexpr std::size_t long_word = 6;
    return unknown != known && slips_between(unknown, known) <= (known.size() >= long_word ? 2 : 1);
}

class Reader {
  public:
    Result<void> read(const std::string& name, const Json& value) {
        const auto* const word = std::find_if(std::begin(words), std::end(words), [&](const Word& known) { return known.name == name; });
        if (word == std::end(words)) return refuse_near(name);
        if (value.is_null()) return {};
        if (const auto wanted = complaint(value, word->type); !wanted.empty())
            return wrong("'" + name + "' is " + plain_text(value.dump(), 40) + ", not " + std::string(wanted), "Write it as score_sde's configurations do.");
        if (name == "sde" && value != "vpsde" && value != "subvpsde" && value != "vesde")
            return wrong("'sde' is " + plain_text(value.dump(), 60) + ", not known here", "It is one of vpsde, subvpsde and vesde.");
        config[name] = value;
        return {};
    }
    Result<void> refuse_near(const std::string& name) const {
        const auto refuse = [&](std::string_view known) {
            return wrong("'" + plain_text(name, 60) + "' is not known here", "Is '" + std::string(known) + "' meant?");
        };
        for (const Word& word : words)
            if (is_near(name, word.name)) return refuse(word.name);
        for (const std::string_view section : sections)
            if (is_near(name, section)) return refuse(section);
        return {};
    }

    Json config = Json::object();
};

}  // namespace

Result<Json> read_score_sde_config(const Json& given) {
    if (!given.is_object()) return wrong("it is no JSON object", "Write it as in {\"sde\": \"subvpsde\"}, in the words of score_sde's configurations.");
    Reader reader;
    for (const std::string_view section : sections) {
        const auto found = given.find(section);
        if (found == given.end() || found->is_null()) continue;
        if (!found->is_object()) return wrong("'" + std::string(section) + "' is no JSON object", "Write it as score_sde's configurations do.");
        for (const auto& [name, value] : found->items()) NL_CHECK(reader.read(name, value));
    }
    for (const auto& [name, value] : given.items())
        if (std::find(std::begin(sections), std::end(sections), name) == std::end(sections)) NL_CHECK(reader.read(name, value));
    return std::move(reader.config);
}

}  // namespace noiseloom
