// Safetensors files as tensors: read without copying, written atomically.
//
// A tensor lies in the file's read-only mapping (models/model_file.h) and keeps it alive; it must not
// be written to. Only data at an address that its dtype cannot have, and BOOL (whose bytes may be
// other than 0 and 1), is copied.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <ATen/core/Tensor.h>

#include "models/model_file.h"
#include "models/safetensors_header.h"

namespace noiseloom {

class SafetensorsFile {
  public:
    static Result<SafetensorsFile> open(const std::filesystem::path& path, const SafetensorsLimits& limits = {});

    const std::vector<SafetensorsEntry>& entries() const { return header_.entries; }   // sorted by name
    const std::map<std::string, std::string>& metadata() const { return header_.metadata; }
    std::size_t size() const { return mapping_->size(); }                              // bytes of the file
    const std::string& name() const { return name_; }                                  // safe to show

    bool contains(std::string_view name) const { return header_.find(name) != nullptr; }
    at::Tensor tensor(std::string_view name) const;   // throws Failure (bad_model) if there is none
    at::Tensor tensor(const SafetensorsEntry& entry) const;

  private:
    SafetensorsFile() = default;

    std::string name_;
    SafetensorsHeader header_;
    std::shared_ptr<const Mapping> mapping_;
};

// Replaces `path` by a file with these tensors (any device and strides), whole or not at all. Data is
// ordered by falling element size and then by name, so that every tensor is aligned. Equal input gives
// equal bytes. Refuses dtypes that this reader lacks.
Result<void> write_safetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                               const std::map<std::string, std::string>& metadata = {});

}  // namespace noiseloom
