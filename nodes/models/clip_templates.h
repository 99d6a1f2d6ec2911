// The wordings in which CLIP is asked about a class. One wording says more than is meant ("a photo": is a painting less
// of a cat?); the mean over many says the class alone.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noiseloom {

// The 80 that OpenAI's CLIP was measured on ImageNet with (Radford et al., arXiv 2103.00020): "a photo of a {}."
std::span<const std::string_view> imagenet_templates();

// `text` in each template's {}; the text alone where there are no templates.
std::vector<std::string> worded(std::string_view text, std::span<const std::string_view> templates);

}  // namespace noiseloom
