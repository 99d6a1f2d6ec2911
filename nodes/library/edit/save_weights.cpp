#include <ATen/ATen.h>

#include "library/edit/common.h"
#include "models/safetensors.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

// Where it may be written: the name itself, or the first "name-2", "name-3", ... that is free.
fs::path free_name(const fs::path& path, FileClaims* claims) {
    if (claims && claims->claim(path)) return path;
    fs::path name = path;
    std::error_code ignored;
    for (int number = 2; fs::exists(fs::symlink_status(name, ignored)); ++number)
        name = path.parent_path() / (path.stem().string() + "-" + std::to_string(number) + path.extension().string());
    return name;
}

}  // namespace

NodeDef edit_save_weights_node() {
    NodeDef n("edit.save_weights", 1);
    n.text("Save Edit", "Edit", "Writes a learnt edit to a .safetensors file: the whole denoising network in float16, under the names of the diffusers layout.");
    n.keywords("diffusionclip export write file unet");
    In<TunedWeights> weights = n.in<TunedWeights>("weights").doc("What was learnt.");
    In<FileRef> file = n.in<FileRef>("file").value(FileRef{"edit.safetensors", ""}).file(FileKind::output).doc(
        "Name of the file. Where it exists already a number is added, or with `noiseloom run --overwrite` it is replaced.");
    n.impure();
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto path, r.context().resolve(r[file], FileKind::output));
        if (path.extension() != ".safetensors")
            return Error{Code::usage, "A learnt edit is written as a .safetensors file, not as '" + path.filename().string() + "'", "End the name with .safetensors.", "", "file", ""};
        std::map<std::string, at::Tensor> all;
        for (const auto& [name, tensor] : r[weights].tensors) all[name] = tensor.to(at::kHalf);
        const fs::path name = free_name(path, r.context().claims());
        NL_CHECK(write_safetensors(name, all, {{"format", "pt"}}));
        r.context().wrote(name);
        return {};
    });
    return n;
}

}  // namespace noiseloom
