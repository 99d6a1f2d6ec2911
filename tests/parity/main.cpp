// The runner: reads the manifest, dispatches each case on its id, prints a row a case and the closing
// line "N passed, N failed, N skipped". Exit status 1 if any case failed, 2 for a wrong call or folder.
#include <cstdio>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>
#include <c10/util/Exception.h>

#include "parity.h"

namespace noiseloom::parity {
namespace {

const Kind* kind_of(std::string_view id) {
    const std::span<const Kind> sections[] = {adm_kinds(), clip_kinds(), combined_kinds(), diffusionclip_kinds(), guidance_kinds(), sampler_kinds(),
                                              score_sde_kinds(), sd_kinds(), text_kinds(), vqgan_kinds()};
    const Kind* best = nullptr;
    for (const auto& section : sections)
        for (const Kind& kind : section)
            if (id.starts_with(kind.prefix) && (!best || kind.prefix.size() > best->prefix.size())) best = &kind;
    return best;
}

enum class Verdict { passed, failed, skipped };

void print_row(std::string_view id, std::string_view kind, std::string_view numbers, std::string_view verdict) {
    std::printf("%-46.*s %-24.*s %-44.*s %.*s\n", static_cast<int>(id.size()), id.data(), static_cast<int>(kind.size()), kind.data(),
                static_cast<int>(numbers.size()), numbers.data(), static_cast<int>(verdict.size()), verdict.data());
}

Verdict run_case(const Manifest& manifest, const Json& entry) {
    const auto id = entry.at("id").get<std::string>();
    const Kind* kind = kind_of(id);
    if (!kind) {
        print_row(id, "-", "", "not yet");
        return Verdict::skipped;
    }
    std::vector<std::string> complaints;
    std::string not_yet, numbers;
    try {
        Case c(manifest, entry);
        try {
            kind->check(c);
        } catch (const NotYet& reason) {
            not_yet = reason.reason;
        }
        complaints = c.complaints();
        char text[96];
        std::snprintf(text, sizeof text, "abs %.2e  rel %.2e  tol %.0e+%.0e", c.worst_absolute(), c.worst_relative(), c.rtol(), c.atol());
        numbers = text;
    } catch (const Failure& failure) {
        complaints.push_back(to_string(failure.error()));
    } catch (const c10::Error& error) {
        complaints.push_back(error.what_without_backtrace());
    } catch (const std::exception& error) {
        complaints.push_back(error.what());
    }
    const bool failed = !complaints.empty();
    print_row(id, kind->prefix, numbers, failed ? "FAIL" : !not_yet.empty() ? "not yet: " + not_yet : "pass");
    for (const std::string& complaint : complaints) std::printf("    %s\n", complaint.c_str());
    std::fflush(stdout);
    return failed ? Verdict::failed : !not_yet.empty() ? Verdict::skipped : Verdict::passed;
}

// Python's json writes NaN, Infinity and -Infinity, which JSON does not have: null instead.
std::string without_infinities(std::string text) {
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quoted && text[i] == '\\') ++i;
        else if (text[i] == '"') quoted = !quoted;
        else if (!quoted)
            for (const std::string_view word : {"-Infinity", "Infinity", "NaN"})
                if (text.compare(i, word.size(), word) == 0) text.replace(i, word.size(), "null");
    }
    return text;
}

Manifest read_manifest(const Settings& settings) {
    const std::filesystem::path path = settings.folder / "manifest.json";
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Failure({Code::usage, "cannot read " + path.string(), "", "", "", ""});
    std::ostringstream text;
    text << in.rdbuf();
    // Not parse_json: a prompt of the references holds a NUL character, on purpose.
    return {settings, Json::parse(without_infinities(text.str())).at("cases")};
}

int run(const Settings& settings) {
    const Manifest manifest = read_manifest(settings);
    int counts[3] = {};
    for (const Json& entry : manifest.cases)
        if (entry.at("id").get<std::string>().starts_with(settings.filter)) ++counts[static_cast<int>(run_case(manifest, entry))];
    std::printf("%d passed, %d failed, %d skipped\n", counts[0], counts[1], counts[2]);
    return counts[1] > 0 ? 1 : 0;
}

}  // namespace
}  // namespace noiseloom::parity

int main(int argc, char** argv) {
    noiseloom::parity::Settings settings;
    settings.vocabulary = NOISELOOM_CLIP_MERGES;
    CLI::App app("Runs recorded reference cases through Noiseloom and compares.", "noiseloom-parity");
    app.add_option("DIR", settings.folder, "Folder with manifest.json")->required();
    app.add_option("--filter", settings.filter, "Only cases whose id starts with this");
    app.add_option("--device", settings.device, "Where to compute: cpu, cuda, cuda:1")->capture_default_str();
    app.add_option("--dtype", settings.dtype, "Number format of the networks")->check(CLI::IsMember({"fp32", "bf16", "fp16"}))->capture_default_str();
    app.add_option("--vocab", settings.vocabulary, "CLIP's full vocabulary: a tokenizer's folder, or bpe_simple_vocab_16e6.txt[.gz]")
        ->capture_default_str()
        ->check(CLI::ExistingPath);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        return noiseloom::parity::run(settings);
    } catch (const noiseloom::Failure& failure) {
        std::fprintf(stderr, "noiseloom-parity: %s\n", noiseloom::to_string(failure.error()).c_str());
    } catch (const std::exception& error) {
        std::fprintf(stderr, "noiseloom-parity: the manifest is not in the expected format: %s\n", error.what());
    }
    return 2;
}
