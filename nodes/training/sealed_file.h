// Safetensors files with a checksum of what they hold among their metadata: a flipped bit of a disk is found before it is
// trained on. Checkpoints are such files, and whatever was computed before training and can be computed again.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "core/result.h"

namespace noiseloom {

// What a checksum is made of. Part of the format: other sums make the files that there are unreadable.
struct Seal {
    const char* purpose;      // no other kind of file has the same sum
    bool of_names = true;     // of names and metadata as well as of numbers; false: of the only tensor's numbers
};

using Tensors = std::map<std::string, at::Tensor>;

struct SealedFile {
    Tensors tensors;                               // in the mapped file
    std::map<std::string, std::string> metadata;   // without the checksum
    bool is_whole = false;                         // the checksum fits all of that
};

// Replaces the file, whole or not at all.
Result<void> write_sealed(const std::filesystem::path& file, const Seal& seal, const Tensors& tensors, std::map<std::string, std::string> metadata = {});
// Errors are those of a file that is no safetensors file or cannot be read.
Result<SealedFile> read_sealed(const std::filesystem::path& file, const Seal& seal);

// What `file` holds, if that is whole and `fits`; else what `make` computes, which is put there for the next time. In the mapped
// file, so that it takes no memory. Throws Failure (disk).
Tensors kept_or_made(const std::filesystem::path& file, const Seal& seal, const std::function<bool(const Tensors&)>& fits, const std::function<Tensors()>& make);

}  // namespace noiseloom
