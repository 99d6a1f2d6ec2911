// Data that the tests of text share.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "core/json.h"
#include "models/text/tokenizer.h"

inline std::string read_data(const std::string& name) {
    std::ifstream in(std::string(NOISELOOM_TEST_DATA) + "/" + name, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

// Not parse_json: one of the prompts holds a NUL character, on purpose.
inline noiseloom::Json read_json(const std::string& name) { return noiseloom::Json::parse(read_data(name)); }

inline noiseloom::TokenizerFiles tiny_files() {
    const std::string folder = "models/sd1_pipeline/tokenizer/";
    return {read_data(folder + "vocab.json"), read_data(folder + "merges.txt"), "", read_data(folder + "tokenizer_config.json"),
            read_data(folder + "special_tokens_map.json")};
}

inline noiseloom::Tokenizer tiny_tokenizer() { return noiseloom::Tokenizer::from_files(tiny_files()).or_throw(); }
