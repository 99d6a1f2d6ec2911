// A CLIP pair with its tokenizer: what a judge of pictures needs, and what travels on a wire as "clip".
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/run.h"
#include "core/value.h"
#include "models/architectures/clip.h"
#include "models/text/tokenizer.h"

namespace noiseloom {

struct ClipModel {
    std::shared_ptr<const Clip> clip;
    std::shared_ptr<const Tokenizer> tokenizer;
    Key identity;   // of the content: equal identities judge alike

    // Unit vectors [N, projection], one a text; texts that are too long are cut. A constant for autograd.
    at::Tensor texts(const std::vector<std::string>& texts) const;
    // Unit vectors [N, projection] of pictures [N, 3, H, W] in [-1, 1] on any device; differentiable. `antialias`: see clip_view().
    at::Tensor pictures(const at::Tensor& image, bool antialias = true) const;
    std::size_t bytes() const { return clip->text().bytes() + clip->vision().bytes(); }
    std::string device() const { return clip->text().device(); }
};

// A folder or file of both towers. The tokenizer lies in the folder itself, or in tokenizer/ beside it (in a model's folder);
// else it is made of `merges`, the folder with CLIP's own merge list. Errors (bad_model) name the file.
Result<ClipModel> load_clip_model(const std::filesystem::path& path, const std::filesystem::path& merges, const Compute& compute);

template <>
struct ValueType<ClipModel> {
    static constexpr std::string_view name = "clip";
    static std::size_t bytes(const ClipModel& model) { return model.bytes(); }
    static std::string device(const ClipModel& model) { return model.device(); }
};

}  // namespace noiseloom
