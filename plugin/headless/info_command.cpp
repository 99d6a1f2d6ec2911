// info: what a file is, told by its content: a model file or folder, a picture, a workflow. No weights
// and no pixels are read.
#include <cerrno>
#include <cstring>
#include <iostream>
#include <set>

#include <fcntl.h>

#include "core/atomic_file.h"
#include "core/sweep.h"
#include "engine/events.h"
#include "headless/commands.h"
#include "headless/foreign_file.h"
#include "headless/terminal.h"
#include "image/descriptor.h"
#include "image/metadata.h"
#include "image/read.h"
#include "models/file_format.h"
#include "models/identify.h"
#include "models/model_index.h"
#include "session/session.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// What is known of one file, as people read it and as JSON.
struct Known {
    std::string text;
    Json json;
};

Result<std::string> first_bytes(const fs::path& file) {
    constexpr std::size_t enough = 512;
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    std::string head(enough, '\0');
    const ssize_t got = opened ? ::pread(opened.get(), head.data(), head.size(), 0) : -1;
    if (got < 0) return Error{Code::disk, "'" + file.string() + "' cannot be read: " + std::strerror(errno), "Check its permissions.", "", "", ""};
    head.resize(static_cast<std::size_t>(got));
    return head;
}

Known describe_workflow(const Workflow& workflow, const Registry& registry) {
    std::map<std::string, int> types;
    std::set<std::string> missing;
    const Declarations declarations(registry, workflow.subgraphs);
    const auto add = [&](const Graph& graph) {
        for (const auto& [id, node] : graph.nodes) {
            const std::string type = node.type + "@" + std::to_string(node.version);
            ++types[type];
            const NodeDef* def = declarations.find(node.type);
            if (!def || node.version > def->version()) missing.insert(type);
        }
    };
    add(workflow.graph);
    for (const auto& [name, subgraph] : workflow.subgraphs) add(subgraph.graph);
    Known known;
    known.text = "workflow of " + std::to_string(workflow.graph.nodes.size()) + " nodes";
    known.json = {{"kind", "workflow"}, {"nodes", workflow.graph.nodes.size()}, {"types", types}, {"missing", missing}};
    if (workflow.unknown.contains("about") && workflow.unknown["about"].is_string()) {
        known.json["about"] = workflow.unknown["about"];
        known.text += ": " + workflow.unknown["about"].get<std::string>();
    }
    if (const auto sweep = sweep_settings(workflow.unknown.value(sweep_key, Json())); sweep && !sweep->axes.empty()) {
        known.json["sweep"] = to_json(*sweep);
        known.text += "\n  a sweep of";
        for (const std::string& axis : sweep->axes) known.text += " " + axis;
    }
    for (const auto& [type, count] : types)
        known.text += "\n  " + (count > 1 ? std::to_string(count) + " x " : "") + type + (missing.contains(type) ? "   (not known here)" : "");
    return known;
}

Result<Known> describe_picture(const fs::path& file, const Registry& registry) {
    NL_TRY(const PictureInfo picture, read_picture_info(file));
    std::string problem;
    NL_TRY(const Texts texts, read_metadata(file, &problem));
    const std::string format(name_of(picture.format));
    Known known;
    known.text = format + " picture, " + std::to_string(picture.width) + " x " + std::to_string(picture.height) + ", " + std::to_string(picture.channels) +
                 " channels of " + std::to_string(picture.bits) + " bits";
    known.json = {{"kind", "picture"},       {"format", format},     {"width", picture.width}, {"height", picture.height},
                  {"channels", picture.channels}, {"bits", picture.bits}, {"texts", texts}};
    if (!problem.empty()) {
        known.text += "\nnot all of its texts can be read: " + problem;
        known.json["problem"] = problem;
    }
    if (!texts.contains(workflow_key)) known.text += "\nwithout a workflow";
    for (const auto& [key, text] : texts) {
        if (key != workflow_key) {
            known.text += "\n" + key + ": " + text;
            continue;
        }
        if (const auto workflow = read_workflow(text)) {
            const Known embedded = describe_workflow(*workflow, registry);
            known.text += "\nwith a " + embedded.text;
            known.json["workflow"] = embedded.json;
        } else {
            known.text += "\nwith a workflow that cannot be read: " + workflow.error().message;
            known.json["workflow"] = to_json(workflow.error());
        }
    }
    return known;
}

Result<Known> describe_model(const fs::path& file) {
    NL_TRY(const FileInfo model, identify(file));
    std::string text = to_text(model);
    while (text.ends_with('\n')) text.pop_back();
    return Known{std::move(text), to_json(model)};
}

Result<Known> describe_json(const fs::path& file, const Registry& registry) {
    auto workflow = load_workflow(file);
    if (workflow) return describe_workflow(*workflow, registry);
    const auto text = read_file(file, std::size_t{64} << 20, Code::bad_workflow);
    const auto json = text ? parse_json(*text) : Result<Json>(text.error());
    if (json && !(json->is_object() && json->contains("noiseloom"))) return foreign_json(file, *json);
    workflow.error().message = file.string() + ": " + workflow.error().message;
    return std::move(workflow.error());
}

Result<Known> describe_file(const fs::path& file, const Registry& registry) {
    NL_TRY(const std::string head, first_bytes(file));
    const FileFormat format = sniff_file_format(head);
    Result<Known> known = Known{};
    if (sniff_format(head))
        known = describe_picture(file, registry);
    else if (is_shard_index(file))
        return describe_model(file);
    else if (format == FileFormat::json || (file.extension() == workflow_suffix && format == FileFormat::unknown))
        known = describe_json(file, registry);
    else if (format == FileFormat::safetensors || (file.extension() == ".safetensors" && format == FileFormat::unknown))
        return describe_model(file);   // of a damaged one it says what is wrong
    else
        return foreign_file(file, head);
    if (known) known->text = file.string() + ": " + known->text;
    return known;
}

Result<Known> describe(const std::string& name, const Registry& registry) {
    std::error_code failed;
    const fs::path file(name);
    const fs::file_status status = fs::status(file, failed);
    if (status.type() == fs::file_type::not_found)
        return Error{Code::usage, "there is no file '" + name + "'", "Name model files or folders, pictures or workflows.", "", "", ""};
    if (status.type() == fs::file_type::none)
        return Error{Code::disk, "'" + name + "' cannot be read: " + failed.message(), "Check its permissions.", "", "", ""};
    if (fs::is_directory(status)) return describe_model(file);
    if (fs::is_regular_file(status)) return describe_file(file, registry);
    return Error{Code::usage, "'" + name + "' is a device or a pipe", "Name model files or folders, pictures or workflows.", "", "", ""};
}

}  // namespace

int info_command(const Registry& registry, const std::vector<std::string>& files, bool json) {
    int status = 0;
    Json all = Json::array();
    for (const std::string& file : files) {
        auto known = describe(file, registry);
        if (!known) {
            const int one = fail(known.error());
            if (status == 0) status = one;
            if (json) all.push_back({{"file", file}, {"error", to_json(known.error())}});
        } else if (json) {
            known->json["file"] = file;
            all.push_back(std::move(known->json));
        } else {
            std::cout << plain(known->text) << "\n";
        }
    }
    if (json) std::cout << json_text(all, 2) << "\n";
    return status;
}

}  // namespace noiseloom
