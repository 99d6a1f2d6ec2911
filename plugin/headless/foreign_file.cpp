#include "headless/foreign_file.h"

#include <algorithm>

#include "core/text.h"
#include "core/workflow.h"
#include "image/format.h"
#include "models/file_format.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// What a file of this name should be; usage where the name says nothing.
Code promised_by(const fs::path& file) {
    static constexpr std::string_view models[] = {".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".bin", ".gguf"};
    const std::string ending = ending_of(file);
    if (std::find(std::begin(models), std::end(models), ending) != std::end(models)) return Code::bad_model;
    if (ending == workflow_suffix) return Code::bad_workflow;
    return format_of_extension(file) ? Code::bad_image : Code::usage;
}

bool is_text(std::string_view head) {
    return std::all_of(head.begin(), head.end(), [](unsigned char c) { return c >= 0x20 ? c != 0x7f : c == '\n' || c == '\r' || c == '\t'; });
}

struct Kind {
    std::string what;   // with its article
    std::string hint;
    Code code;          // where the name promises nothing
};

Kind kind_of(std::string_view head) {
    const FileFormat format = sniff_file_format(head);
    switch (format) {
        case FileFormat::empty: return {"an empty file", "Save or download it again.", Code::usage};
        case FileFormat::html: return {"a web page, perhaps saved in place of the file", "Download the file again; the site may want you to log in first.", Code::usage};
        case FileFormat::zip:
            if (head.find("data.pkl") == std::string_view::npos) return {"a zip archive", "Unpack it and name what is inside.", Code::usage};
            return {"a PyTorch checkpoint, which is a Python pickle in a zip archive", std::string(hint_for(format)), Code::bad_model};
        case FileFormat::gzip: return {"a gzip archive", "Unpack it and name what is inside.", Code::usage};
        case FileFormat::lfs_pointer: return {"a Git LFS pointer, not the file itself", std::string(hint_for(format)), Code::usage};
        case FileFormat::pickle:
        case FileFormat::gguf:
        case FileFormat::sqlite: return {std::string(name_of(format)), std::string(hint_for(format)), Code::bad_model};
        default: break;
    }
    if (const std::string_view other = guess_other(head); !other.empty())
        return {std::string(other), "", other.find("picture") != other.npos || other.find("AVIF") != other.npos ? Code::bad_image : Code::usage};
    return {is_text(head) ? "a text" : "a file of unknown kind", "", Code::usage};
}

}  // namespace

Error foreign_file(const fs::path& file, std::string_view head) {
    const Kind kind = kind_of(head);
    const Code promised = promised_by(file);
    const Code code = promised == Code::usage ? kind.code : promised;
    std::string none = "no model, picture or workflow that Noiseloom knows";
    if (code == Code::bad_model) none = "no model that Noiseloom loads";
    if (code == Code::bad_image) none = "no picture that Noiseloom reads";
    std::string hint = kind.hint;
    if (hint.empty())
        hint = code == Code::bad_image ? "Save it as PNG, JPEG, WebP, TIFF or EXR."
                                       : "Models are .safetensors files and diffusers folders, workflows .noiseloom files.";
    return {code, file.string() + ": this is " + kind.what + ": " + none, std::move(hint), "", "", ""};
}

Error foreign_json(const fs::path& file, const Json& json) {
    const auto error = [&](Code code, const std::string& what, std::string hint) {
        return Error{code, file.string() + ": this is " + what, std::move(hint), "", "", ""};
    };
    const auto has = [&](const char* key) { return json.is_object() && json.contains(key); };
    const bool is_comfy_prompt = json.is_object() && !json.empty() &&
                                 std::all_of(json.begin(), json.end(), [](const Json& node) { return node.is_object() && node.contains("class_type"); });
    if (is_comfy_prompt || (has("nodes") && has("links")))
        return error(Code::bad_workflow, "a workflow of ComfyUI, which Noiseloom does not read", "Start from a template: noiseloom templates");
    if (has("_class_name") || has("model_type") || has("architectures"))
        return error(Code::bad_model, "the configuration of a model, not the model itself", "Name the folder that it lies in.");
    return error(Code::bad_workflow, "JSON, but no workflow of Noiseloom", "A workflow begins with { \"noiseloom\": 1.");
}

}  // namespace noiseloom
