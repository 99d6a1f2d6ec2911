// Sections `text` and `guidance`, what is done with prompts: tokens, syntaxes, weights.
#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>
#include <zlib.h>

#include "models/text/prompt.h"
#include "models/text/text_encoder.h"
#include "models/text/tokenizer.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

// --- tokens -----------------------------------------------------------------------------------------

std::vector<std::string> strings(const Json& list) { return list.get<std::vector<std::string>>(); }

// The case's prompts as transformers tokenises them: rows of `length` ids, and the lists under `key`.
void check_ids(Case& c, const Tokenizer& tokenizer, const char* key) {
    const std::vector<std::string> prompts = strings(c.params().at("prompts"));
    const at::Tensor want = c.tensor("ids");
    const auto length = static_cast<std::size_t>(want.size(1));
    std::vector<at::Tensor> rows;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        const std::vector<int> ids = tokenizer.ids(prompts[i], Specials::all);
        c.require(ids == c.params().at(key).at(i).get<std::vector<int>>(), "other tokens for prompt " + std::to_string(i) + ": " + prompts[i]);
        const std::vector<int> framed = tokenizer.framed(ids, length);
        rows.push_back(at::tensor(std::vector<std::int64_t>(framed.begin(), framed.end()), at::kLong));
    }
    c.compare("ids", at::stack(rows));
}

void check_tokenizer(Case& c) {
    const Json& params = c.params();
    const Tokenizer tokenizer = Tokenizer::load(c.path(params.at("tokenizer").get<std::string>())).or_throw();
    c.require(tokenizer.start() == params.at("bos") && tokenizer.end() == params.at("eos") && tokenizer.padding() == params.at("pad"),
              "other ids of start, end or padding");
    check_ids(c, tokenizer, "untruncated_ids");
}

// gzip or plain text.
std::string read_compressed(const std::filesystem::path& file) {
    const gzFile in = gzopen(file.c_str(), "rb");
    if (!in) throw Failure({Code::usage, "cannot read " + file.string(), "", "", "", ""});
    std::string text(std::size_t{16} << 20, '\0');   // CLIP's merge list has 3.2 MB
    const int size = gzread(in, text.data(), static_cast<unsigned>(text.size()));
    gzclose(in);
    if (size < 0) throw Failure({Code::usage, "cannot read " + file.string(), "", "", "", ""});
    text.resize(static_cast<std::size_t>(size));
    return text;
}

void check_full_vocabulary(Case& c) {
    const std::filesystem::path& vocabulary = c.settings().vocabulary;
    if (std::filesystem::is_directory(vocabulary)) return check_ids(c, Tokenizer::load(vocabulary).or_throw(), "hf_ids");
    if (vocabulary.extension() == ".json") return check_ids(c, Tokenizer::load(vocabulary.parent_path()).or_throw(), "hf_ids");
    check_ids(c, Tokenizer::from_merges(read_compressed(vocabulary)).or_throw(), "hf_ids");
}

// --- syntaxes ---------------------------------------------------------------------------------------

void check_weights(Case& c, const char* syntax_name, Syntax syntax) {
    for (const auto& [text, want] : c.params().at(syntax_name).items()) {
        const std::vector<PromptPiece> got = parse_prompt(text, syntax).or_throw();
        bool equal = got.size() == want.size();
        for (std::size_t i = 0; equal && i < got.size(); ++i) {
            const double weight = want[i][1].get<double>();
            equal = got[i].text == want[i][0] && std::abs(got[i].weight - weight) <= c.atol() + c.rtol() * std::abs(weight);
        }
        c.require(equal, std::string(syntax_name) + ": " + text);
    }
}

void check_schedules(Case& c) {
    const int steps = c.params().at("schedule_steps").get<int>();
    for (const auto& [text, want] : c.params().at("schedules").items()) {
        const PromptSchedule schedule = PromptSchedule::parse(text).or_throw();
        Json got = Json::array();
        for (const int end : schedule.ends(steps)) got.push_back({end, schedule.at(end, steps)});
        c.require(got == want, "schedule: " + text + " became " + got.dump());
    }
}

void check_parts(Case& c) {
    for (const auto& [text, want] : c.params().at("and").items()) {
        std::vector<std::string> flat;   // texts without repetition; parts name them by place
        Json parts = Json::array();
        for (const PromptPart& part : split_and(text)) {
            const auto known = std::find(flat.begin(), flat.end(), part.text);
            parts.push_back({known - flat.begin(), part.weight});
            if (known == flat.end()) flat.push_back(part.text);
        }
        c.require(Json::array({parts}) == want.at("parts") && flat == strings(want.at("flat")), "AND: " + text);
    }
}

void check_syntax(Case& c) {
    check_weights(c, "a1111", Syntax::a1111);
    check_weights(c, "comfy", Syntax::comfyui);
    check_schedules(c);
    check_parts(c);
}

void check_weighting(Case& c) {
    const at::Tensor z = c.tensor("z"), weights = c.tensor("mult"), empty = c.tensor("z_empty");
    c.compare("a1111_original", apply_emphasis(z, weights, Emphasis::original, {}));
    c.compare("a1111_no_norm", apply_emphasis(z, weights, Emphasis::no_norm, {}));
    c.compare("comfy", apply_emphasis(z, weights, Emphasis::interpolate, empty));
}

}  // namespace

std::span<const Kind> text_kinds() {
    static constexpr Kind kinds[] = {
        {"text.tokenize_", check_tokenizer},
        {"text.tokenize_full_vocab", check_full_vocabulary},
        {"guidance.prompt_syntax", check_syntax},
        {"guidance.prompt_weighting", check_weighting},
    };
    return kinds;
}

}  // namespace noiseloom::parity
