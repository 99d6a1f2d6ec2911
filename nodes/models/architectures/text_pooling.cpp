#include "models/architectures/text_pooling.h"

#include <ATen/ATen.h>

namespace noiseloom {

TextPooling::TextPooling(const Weights& weights, std::int64_t width, std::int64_t out, int heads)
    : norm_in_(weights / "norm1", width),
      norm_out_(weights / "norm2", out),
      position_((weights / "pool").take("positional_embedding", {1, width})),
      q_(weights / "pool" / "q_proj", width, width),
      k_(weights / "pool" / "k_proj", width, width),
      v_(weights / "pool" / "v_proj", width, width),
      proj_(weights / "proj", width, out),
      heads_(heads) {}

at::Tensor TextPooling::operator()(const at::Tensor& states) const {
    const at::Tensor normed = norm_in_(states);
    const at::Tensor asking = normed.mean({1}, /*keepdim=*/true) + position_;
    const at::Tensor all = at::cat({asking, normed}, 1);
    return norm_out_(proj_(attend(q_(asking), k_(all), v_(all), heads_).squeeze(1)));
}

}  // namespace noiseloom
