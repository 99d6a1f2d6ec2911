#include "evaluation/sections/sections.h"

#include <cstdio>

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "training/captions.h"

namespace noiseloom {

at::Tensor ReportSubject::image_embeds(const at::Tensor& pictures) const {
    const c10::InferenceMode guard;
    const std::int64_t factor = pictures.size(2) / clip.vision().config().image_size;
    const at::Tensor small = at::avg_pool2d(pictures.clamp(-1, 1).mul(0.5).add(0.5), {factor, factor});
    return clip.image_embeds(small.to(at::Device(compute.device))).cpu();
}

at::Tensor ReportSubject::text_embeds(const std::vector<std::string>& texts) const {
    const c10::InferenceMode guard;
    const auto length = static_cast<std::size_t>(clip.text().config().positions);
    return clip.text_embeds(to_ids(tokenizer, texts, length).to(at::Device(compute.device))).cpu();
}

std::string table_row(const std::vector<std::string>& cells) {
    std::string row = "|";
    for (const auto& cell : cells) row += " " + cell + " |";
    return row + "\n";
}

std::string table_head(const std::vector<std::string>& cells) {
    return table_row(cells) + table_row(std::vector<std::string>(cells.size(), "---"));
}

std::string fixed(double value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    return text;
}

}  // namespace noiseloom
