#include "session/session.h"

#include <iostream>
#include <iterator>

#include <fcntl.h>
#include <unistd.h>

#include "core/atomic_file.h"
#include "core/environment.h"
#include "core/validate.h"
#include "image/descriptor.h"
#include "image/format.h"
#include "image/metadata.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t largest_workflow = std::size_t{64} << 20;

bool is_picture(const fs::path& file) {
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    char head[16];
    const ssize_t got = opened ? ::pread(opened.get(), head, sizeof head, 0) : -1;
    return got > 0 && sniff_format({head, static_cast<std::size_t>(got)});
}

Result<std::string> read_standard_input() {
    std::string text(largest_workflow + 1, '\0');
    std::cin.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(std::cin.gcount()));
    if (text.size() > largest_workflow)
        return Error{Code::bad_workflow, "standard input is larger than " + std::to_string(largest_workflow >> 20) + " MiB", "Workflows are small texts: is this one?", "", "", ""};
    return text;
}

Result<std::string> read_text(const std::string& source, const fs::path& file) {
    if (source == "-") return read_standard_input();
    if (!is_picture(file)) return read_file(file, largest_workflow, Code::bad_workflow);
    return embedded_workflow(file);
}

}  // namespace

Result<std::string> embedded_workflow(const fs::path& picture) {
    std::string problem;
    NL_TRY(const Texts texts, read_metadata(picture, &problem));
    if (const auto embedded = texts.find(workflow_key); embedded != texts.end()) return embedded->second;
    return Error{Code::bad_workflow, picture.filename().string() + " is a picture without an embedded workflow" + (problem.empty() ? "" : " that can be read: " + problem),
                 "Pictures saved by Noiseloom carry theirs unless that was switched off.", "", "", ""};
}

fs::path resources_folder() {
    if (const std::string named = environment("NOISELOOM_RESOURCES"); !named.empty()) return named;
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed), resources = resources_beside(program);
    return resources.empty() ? program.parent_path() : resources;
}

fs::path default_cache_folder() {
    if (const std::string named = environment("NOISELOOM_CACHE_DIR"); !named.empty()) return named;
    if (const std::string named = environment("NOISELOOM_CACHE"); !named.empty()) return fs::path(named) / "values";
    return user_folder("XDG_CACHE_HOME", ".cache") / "noiseloom/values";
}

std::vector<Template> templates() { return find_templates(resources_folder() / "templates"); }

Result<Source> open_source(const std::string& source, const Registry& registry) {
    Source opened{{}, {}, source};
    std::error_code failed;
    if (source != "-") {
        opened.file = source;
        if (!fs::exists(opened.file, failed)) {
            opened.file = template_file(resources_folder() / "templates", source);
            if (opened.file.empty()) {
                std::string names;
                for (const Template& known : templates()) names += (names.empty() ? "" : ", ") + known.name;
                return Error{Code::bad_workflow, "there is no workflow '" + source + "'",
                             "Name a .noiseloom file, a picture made by Noiseloom, or a template (" + names + ").", "", "", ""};
            }
        }
        opened.name = opened.file.stem().string();
    }
    NL_TRY(const std::string text, read_text(source, opened.file));
    NL_TRY(opened.workflow, read_workflow(text));
    NL_TRY(opened.workflow, upgraded(std::move(opened.workflow), registry));
    return opened;
}

}  // namespace noiseloom
