// Reading tokenizers: vocab.json with merges.txt, tokenizer.json, or a merge list alone. Every text
// is taken for hostile: sizes are limited, ids and names are checked before they are used.
#include <algorithm>

#include "core/atomic_file.h"
#include "core/json.h"
#include "models/text/unicode.h"
#include "models/text/vocabulary.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_bytes = std::size_t{32} << 20;   // of one file; CLIP's vocab.json has 1 MB
constexpr std::size_t most_merges = 1'000'000;
constexpr std::int64_t most_ids = 1 << 24;
constexpr std::size_t clip_merges = 48894;
constexpr std::string_view default_start = "<|startoftext|>";
constexpr std::string_view default_end = "<|endoftext|>";

Error bad(std::string message, std::string details = "") {
    return Error{Code::bad_model, std::move(message), "Get the tokenizer's files again from where the model came from.", "", "",
                 std::move(details)};
}

// A symbol as it can be shown: short, and without control characters.
std::string shown(std::string_view symbol) {
    std::string out;
    for (const char c : symbol.substr(0, 40)) out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    return "'" + out + "'";
}

// The text of a file, empty if there is none.
Result<std::string> read_text(const std::filesystem::path& file) {
    std::error_code problem;
    if (!std::filesystem::exists(file, problem)) return std::string();
    return read_file(file, most_bytes, Code::bad_model);
}

std::string_view without_bom(std::string_view text) { return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text; }

Result<Json> parse_file(std::string_view text, const std::string& name) {
    auto json = parse_json(without_bom(text), {}, Code::bad_model);
    if (!json) {
        Error error = json.error();
        error.message = name + ": " + error.message;
        return error;
    }
    return json;
}

// A file that need not be there: an empty object then.
Result<Json> parse_optional(std::string_view text, const std::string& name) {
    if (text.empty()) return Json::object();
    NL_TRY(Json json, parse_file(text, name));
    if (!json.is_object()) return bad(name + ": this is not a JSON object.");
    return json;
}

using Pairs = std::vector<std::pair<std::string_view, std::string_view>>;

Result<void> add_symbol(std::unordered_map<std::string, int>& ids, const std::string& symbol, const Json& id, const std::string& file) {
    const bool is_valid = id.is_number_unsigned() ? id.get<std::uint64_t>() < std::uint64_t{most_ids}
                                                  : id.is_number_integer() && id.get<std::int64_t>() >= 0 && id.get<std::int64_t>() < most_ids;
    if (!is_valid) {
        return bad(file + ": the id of " + shown(symbol) + " is " + id.dump().substr(0, 40) + ", which is not a whole number from 0 to " +
                   std::to_string(most_ids - 1) + ".");
    }
    const auto [place, is_new] = ids.emplace(symbol, id.get<int>());
    if (!is_new && place->second != id.get<int>()) return bad(file + ": " + shown(symbol) + " has two ids.");
    return {};
}

Result<std::unordered_map<std::string, int>> read_vocab(const Json& vocab, const std::string& file) {
    if (!vocab.is_object()) return bad(file + ": the vocabulary is not an object of symbols and ids.");
    if (vocab.empty()) return bad(file + ": the vocabulary is empty.");
    std::unordered_map<std::string, int> ids;
    ids.reserve(vocab.size());
    for (const auto& [symbol, id] : vocab.items()) NL_CHECK(add_symbol(ids, symbol, id, file));
    std::vector<int> taken;
    for (const auto& item : ids) taken.push_back(item.second);
    std::sort(taken.begin(), taken.end());
    if (const auto twice = std::adjacent_find(taken.begin(), taken.end()); twice != taken.end())
        return bad(file + ": two symbols have the id " + std::to_string(*twice) + ".");
    return ids;
}

// "left right" a line; the header line and empty lines do not count, CR LF is a line end too.
Result<Pairs> read_merges(std::string_view text, std::size_t most) {
    Pairs pairs;
    text = without_bom(text);
    for (std::size_t number = 1; !text.empty() && pairs.size() < most; ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty() || (number == 1 && line.find("#version") != line.npos) || line.starts_with("#version")) continue;
        const std::size_t blank = line.find(' ');
        if (blank == 0 || blank == line.npos || blank + 1 == line.size() || line.find(' ', blank + 1) != line.npos)
            return bad("merges.txt: line " + std::to_string(number) + " is not two symbols with one blank between them.");
        if (pairs.size() == most_merges) return bad("merges.txt: there are more than " + std::to_string(most_merges) + " merges.");
        pairs.emplace_back(line.substr(0, blank), line.substr(blank + 1));
    }
    return pairs;
}

// tokenizer.json has "left right" or ["left", "right"].
Result<Pairs> read_merges(const Json& merges) {
    if (!merges.is_array()) return bad("tokenizer.json: 'model.merges' is not a list.");
    if (merges.size() > most_merges) return bad("tokenizer.json: there are more than " + std::to_string(most_merges) + " merges.");
    Pairs pairs;
    for (const Json& merge : merges) {
        std::string_view left, right;
        if (merge.is_string()) {
            const std::string_view line = merge.get_ref<const std::string&>();
            const std::size_t blank = line.find(' ');
            if (blank != line.npos) left = line.substr(0, blank), right = line.substr(blank + 1);
        } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
            left = merge[0].get_ref<const std::string&>();
            right = merge[1].get_ref<const std::string&>();
        }
        if (left.empty() || right.empty()) return bad("tokenizer.json: merge " + std::to_string(pairs.size()) + " is not two symbols.");
        pairs.emplace_back(left, right);
    }
    return pairs;
}

Result<void> add_merges(Tokenizer::Vocabulary& vocabulary, const Pairs& pairs) {
    const auto find = [&](const std::string& symbol) {
        const auto found = vocabulary.ids.find(symbol);
        return found == vocabulary.ids.end() ? -1 : found->second;
    };
    int rank = 0;
    for (const auto& [left, right] : pairs) {
        const int ids[] = {find(std::string(left)), find(std::string(right)), find(std::string(left) + std::string(right))};
        for (int i = 0; i < 3; ++i) {
            const std::string symbol = i == 0 ? std::string(left) : i == 1 ? std::string(right) : std::string(left) + std::string(right);
            if (ids[i] < 0)
                return bad("The merge list names " + shown(symbol) + ", which the vocabulary does not have (merge " + std::to_string(rank) + ").");
        }
        vocabulary.merges.insert_or_assign(Tokenizer::Vocabulary::pair(ids[0], ids[1]), Merge{rank++, ids[2]});
    }
    return {};
}

// The text of a special token as configurations give it: "<|endoftext|>" or {"content": "<|endoftext|>", ...}.
std::string special_text(const Json& config, const char* key) {
    if (!config.contains(key)) return "";
    const Json& value = config[key];
    if (value.is_string()) return value;
    return value.is_object() && value.contains("content") && value["content"].is_string() ? value["content"].get<std::string>() : "";
}

// Bytes that the vocabulary does not know become `unknown`, as transformers has it.
void find_bytes(Tokenizer::Vocabulary& vocabulary, int unknown) {
    const ByteSymbols bytes = byte_symbols();
    for (std::size_t i = 0; i < 256; ++i) {
        const auto inside = vocabulary.ids.find(bytes.symbol[i]);
        const auto last = vocabulary.ids.find(bytes.symbol[i] + "</w>");
        vocabulary.byte[i] = inside == vocabulary.ids.end() ? unknown : inside->second;
        vocabulary.last_byte[i] = last == vocabulary.ids.end() ? unknown : last->second;
    }
}

}  // namespace

Result<Tokenizer> Tokenizer::load(const std::filesystem::path& folder) {
    TokenizerFiles files;
    NL_TRY(files.vocab, read_text(folder / "vocab.json"));
    NL_TRY(files.merges, read_text(folder / "merges.txt"));
    NL_TRY(files.tokenizer, read_text(folder / "tokenizer.json"));
    NL_TRY(files.config, read_text(folder / "tokenizer_config.json"));
    NL_TRY(files.special_map, read_text(folder / "special_tokens_map.json"));
    auto tokenizer = from_files(files);
    if (!tokenizer) {
        Error error = tokenizer.error();
        error.message = "The tokenizer in '" + folder.filename().string() + "' cannot be used. " + error.message;
        return error;
    }
    return tokenizer;
}

Result<Tokenizer> Tokenizer::from_files(const TokenizerFiles& files) {
    auto vocabulary = std::make_shared<Vocabulary>();
    Json whole = Json::object();
    if (!files.tokenizer.empty() && (files.vocab.empty() || files.merges.empty())) {
        NL_TRY(whole, parse_file(files.tokenizer, "tokenizer.json"));
        const Json* model = whole.is_object() && whole.contains("model") ? &whole["model"] : nullptr;
        if (!model || !model->is_object() || !model->contains("vocab") || !model->contains("merges"))
            return bad("tokenizer.json: there is no BPE model ('model.vocab' and 'model.merges') in it.");
        NL_TRY(vocabulary->ids, read_vocab((*model)["vocab"], "tokenizer.json"));
        if (whole.contains("added_tokens") && whole["added_tokens"].is_array()) {
            for (const Json& token : whole["added_tokens"])
                if (token.is_object() && token.contains("id"))
                    NL_CHECK(add_symbol(vocabulary->ids, special_text(token, "content"), token["id"], "tokenizer.json"));
        }
        NL_TRY(const Pairs pairs, read_merges((*model)["merges"]));
        NL_CHECK(add_merges(*vocabulary, pairs));
    } else if (files.vocab.empty()) {
        return bad("There is no vocab.json, or it is empty.");
    } else if (files.merges.empty()) {
        return bad("There is no merges.txt, or it is empty.");
    } else {
        NL_TRY(const Json vocab, parse_file(files.vocab, "vocab.json"));
        NL_TRY(vocabulary->ids, read_vocab(vocab, "vocab.json"));
        NL_TRY(const Pairs pairs, read_merges(files.merges, most_merges + 1));
        NL_CHECK(add_merges(*vocabulary, pairs));
    }

    NL_TRY(const Json config, parse_optional(files.config, "tokenizer_config.json"));
    NL_TRY(const Json special_map, parse_optional(files.special_map, "special_tokens_map.json"));
    if ( config.contains("added_tokens_decoder") && config["added_tokens_decoder"].is_object()) {
        for (const auto& [number, token] : config["added_tokens_decoder"].items()) {
            const Json id = Json::parse(number, nullptr, false);
            NL_CHECK(add_symbol(vocabulary->ids, special_text(config["added_tokens_decoder"], number.c_str()), id, "tokenizer_config.json"));
        }
    }
    const auto special = [&](const char* key, std::string_view otherwise) -> Result<Special> {
        std::string text = special_text(config, key);
        if (text.empty()) text = special_text(special_map, key);
        if (text.empty()) text = otherwise;
        const auto found = vocabulary->ids.find(text);
        if (found == vocabulary->ids.end()) return bad("The vocabulary has no " + shown(text) + ", which is to be its " + key + ".");
        return Special{text, found->second};
    };
    NL_TRY(const Special start, special("bos_token", default_start));
    NL_TRY(const Special end, special("eos_token", default_end));
    NL_TRY(const Special padding, special("pad_token", end.text));
    NL_TRY(const Special unknown, special("unk_token", end.text));

    find_bytes(*vocabulary, unknown.id);
    for (const auto& item : vocabulary->ids) vocabulary->size = std::max(vocabulary->size, static_cast<std::size_t>(item.second) + 1);
    Tokenizer tokenizer(std::move(vocabulary));
    tokenizer.specials_ = {start, end, padding, unknown};
    tokenizer.start_ = start.id;
    tokenizer.end_ = end.id;
    tokenizer.padding_ = padding.id;
    if (config.contains("model_max_length") && config["model_max_length"].is_number_unsigned()) {
        const auto length = config["model_max_length"].get<std::uint64_t>();
        if (length >= 3 && length <= 4096) tokenizer.length_ = length;
    }
    return tokenizer;
}

Result<Tokenizer> Tokenizer::from_merges(std::string_view merges) {
    NL_TRY(const Pairs pairs, read_merges(merges, clip_merges));
    if (pairs.empty()) return bad("The merge list is empty.");
    auto vocabulary = std::make_shared<Vocabulary>();
    int id = 0;
    const ByteSymbols bytes = byte_symbols();
    for (const unsigned char b : bytes.order) vocabulary->ids.emplace(bytes.symbol[b], id++);
    for (const unsigned char b : bytes.order) vocabulary->ids.emplace(bytes.symbol[b] + "</w>", id++);
    for (const auto& [left, right] : pairs) {
        if (!vocabulary->ids.emplace(std::string(left) + std::string(right), id++).second)
            return bad("The merge list makes " + shown(std::string(left) + std::string(right)) + " twice.");
    }
    const Special start{std::string(default_start), id++};
    const Special end{std::string(default_end), id++};
    vocabulary->ids.emplace(start.text, start.id);
    vocabulary->ids.emplace(end.text, end.id);
    vocabulary->size = static_cast<std::size_t>(id);
    NL_CHECK(add_merges(*vocabulary, pairs));
    find_bytes(*vocabulary, end.id);
    Tokenizer tokenizer(std::move(vocabulary));
    tokenizer.specials_ = {start, end};
    tokenizer.start_ = start.id;
    tokenizer.end_ = tokenizer.padding_ = end.id;
    return tokenizer;
}

}  // namespace noiseloom
