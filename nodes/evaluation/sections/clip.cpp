#include <ATen/ATen.h>

#include "evaluation/prompt_set.h"
#include "evaluation/sections/sections.h"
#include "training/captions.h"

namespace noiseloom {

ReportSection report_clip(const ReportSubject& subject) {
    constexpr std::int64_t count = 256, side = 128;
    const auto prompts = test_prompts(count);
    std::vector<std::string> texts;
    for (const auto& prompt : prompts) texts.push_back(prompt.text);
    const at::Tensor cosines = at::matmul(subject.image_embeds(scene_pictures(prompts, side)), subject.text_embeds(texts).t());
    // Two scenes may have one full caption: either is right.
    const at::Tensor same = same_text(texts, texts).to(at::kFloat);
    const auto recall = [&](std::int64_t dim) { return same.gather(dim, cosines.argmax(dim, /*keepdim=*/true)).mean().item<double>(); };
    ReportSection section;
    section.figures = {{"caption_of_picture", recall(1)}, {"picture_of_caption", recall(0)}};
    section.text = "## CLIP\n\nAmong " + std::to_string(count) + " scenes of one object with full captions, the caption of a picture is found in " +
                   fixed(100 * recall(1), 0) + " %, the picture of a caption in " + fixed(100 * recall(0), 0) + " %.\n";
    return section;
}

}  // namespace noiseloom
