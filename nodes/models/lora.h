// Adapters: small changes of a model's weights, kept in a file of their own. Of a weight W [out, in(, k, k)]:
//
//     LoRA     W + s·B·A                  A [r, in(, k, k)], B [out, r]        (Hu et al., arXiv 2106.09685)
//     LoCon    the same for convolutions, also W + s·(B ∘ mid ∘ A), mid [r, r, k, k]
//     LoHa     W + s·(A1·B1)⊙(A2·B2)                                           (LyCORIS, arXiv 2309.14859)
//     LoKr     W + s·w1⊗w2
//     DoRA     m·W'/‖W'‖, W' one of these, norms over all but one dimension    (Liu et al., arXiv 2402.09353)
//     diff     W + D, b + d
//
// s = strength·alpha/r. Everything is computed in float32.
#pragma once

#include <filesystem>
#include <map>

#include "core/key.h"
#include "models/lora_keys.h"
#include "models/state_dict.h"

namespace noiseloom {

class LoraFile {
  public:
    // Errors (bad_model): no adapter file, or one with tensors that this version does not know (they are named).
    static Result<LoraFile> open(const std::filesystem::path& path);

    bool changes(LoraPart part) const { return modules_.contains(part); }
    // `base` with the changes of this part; changed tensors are in `dtype`, all others shared. Throws Failure (bad_model) if
    // the file names modules that the model does not have, or of another shape.
    StateDict applied(LoraPart part, const StateDict& base, double strength, at::ScalarType dtype) const;
    const Key& identity() const { return identity_; }   // of the content
    const std::string& source() const { return source_; }

  private:
    using Roles = std::map<std::string, at::Tensor>;   // of one module

    double scale(LoraPart part, const std::string& module, const Roles& roles, std::int64_t rank) const;
    at::Tensor changed(LoraPart part, const std::string& module, const Roles& roles, const at::Tensor& weight, double strength) const;
    [[noreturn]] void refuse(const std::string& what, const std::string& hint) const;

    std::string source_;
    Key identity_;
    std::map<LoraPart, std::map<std::string, Roles>> modules_;   // by the file's names
    std::map<std::string, double> alphas_;                       // PEFT's, from the metadata: by part, and by part and module
};

}  // namespace noiseloom
