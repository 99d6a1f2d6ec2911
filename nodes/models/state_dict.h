// The weights of a model part: tensors by canonical name (diffusers' and transformers' names; see
// models/key_layout.h for how other layouts get there).
//
// An architecture takes what it needs, with the shape it expects, and so finds out at once what is
// missing or of another shape; what nobody took is in unused(). Copies and scoped views share the
// tensors and the marks. Nothing is copied: tensors of a file lie in its mapping until they are
// converted. Not for use by several threads at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/result.h"

namespace noiseloom {

class StateDict {
  public:
    // `source` stands in front of every error: "sd15.safetensors".
    explicit StateDict(std::string source = "");

    void put(std::string name, at::Tensor tensor);   // replaces a tensor of that name
    // From now on tensors that are taken and missing are made, and kept: how a network begins that no file holds
    // (training/initial.h). Every part of it is then said to be there. The maker gets whole names and knows what is there already.
    using Maker = std::function<at::Tensor(const StateDict& there, const std::string& name, at::IntArrayRef shape)>;
    void make_missing(Maker maker);
    bool contains(std::string_view name) const;
    bool contains_below(std::string_view prefix) const;
    // The tensor, or an undefined one; looking does not mark it as used.
    at::Tensor find(std::string_view name) const;
    // The tensor, marked as used. Throws Failure (bad_model) if it is missing or of another shape.
    at::Tensor take(std::string_view name, at::IntArrayRef shape) const;
    // The same, but an undefined tensor if it is absent.
    at::Tensor take_if(std::string_view name, at::IntArrayRef shape) const;
    at::Tensor take_if(std::string_view name) const;   // of any shape

    // A view of the names that start with `prefix` ("encoder."), without it.
    StateDict scoped(std::string_view prefix) const;
    std::vector<std::string> names() const;    // sorted
    std::vector<std::string> unused() const;   // sorted; names that nobody took
    bool empty() const;
    std::size_t size() const;
    std::size_t bytes() const;                 // of all tensors, in their own dtypes
    const std::string& source() const;

  private:
    struct Store;
    std::shared_ptr<Store> store_;
    std::string prefix_;
};

// Reads a .safetensors file, a *.safetensors.index.json, or a folder that holds one of them
// (diffusion_pytorch_model, model, or the only one there; "fp16" as `variant` prefers *.fp16.safetensors).
// Names are as in the files. Symbolic links are followed: a Hugging Face snapshot works.
Result<StateDict> load_state_dict(const std::filesystem::path& path, std::string_view variant = "");

}  // namespace noiseloom
