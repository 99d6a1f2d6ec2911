#include "library/edit/common.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

#include <ATen/ATen.h>

#include "diffusion/inversion.h"
#include "models/clip_templates.h"

namespace noiseloom {

std::shared_ptr<const Conditioning> constant_prompt(const ScheduledConditioning* prompt) {
    if (!prompt) {
        Conditioning none;
        none.identify();
        return std::make_shared<const Conditioning>(std::move(none));
    }
    if (!prompt->is_constant() || prompt->parts.size() != 1)
        throw Failure({Code::bad_workflow, "The prompt changes over the steps or has several parts, so the way back from the noise would be another than the way there.",
                       "Describe the picture in plain words, without [a:b:0.4] and AND.", "", "conditioning", ""});
    return prompt->parts.front().at(0, 1);
}

Grid way_back(const Denoiser& model, int depth, int steps) {
    const int last = model.schedule().train_steps() - 1;
    if (depth > last)
        throw Failure({Code::bad_workflow, "The depth " + std::to_string(depth) + " lies beyond the model's last training step, " + std::to_string(last) + ".",
                       "Invert the picture less deep.", "", "depth", ""});
    if (steps > depth + 1)
        throw Failure({Code::bad_workflow, std::to_string(steps) + " steps are more than there are noise levels up to depth " + std::to_string(depth) + ".",
                       "Take fewer steps, or invert the picture deeper.", "", "steps", ""});
    return generation_grid(model.schedule(), inversion_timesteps(depth, steps));
}

EditLossInputs::EditLossInputs(NodeDef& n) {
    clip_ = n.in<ClipModel>("clip").doc("The CLIP model that judges whether the picture changes as the text does.");
    source_ = n.in<std::string>("source").value("a red house").doc("What the pictures show now, as far as it shall change.");
    target_ = n.in<std::string>("target").value("a blue house").doc("What they shall show instead. Only the difference between the two texts counts.");
    templates_ = n.in<Choice>("templates").choices({"none", "imagenet"}).doc(
        "Compare the texts as they are, or as the mean over 80 wordings (a photo of a ..., a drawing of a ...), which says the class and nothing else. "
        "For CLIP models that know such sentences.");
    kind_ = n.in<Choice>("loss").choices({"logarithmic", "directional", "global"}).doc(
        "logarithmic: -log((2 - L)/2), as released; directional: L = 1 - cos between the picture's change and the text's; global: 1 - cos between "
        "picture and target text, whatever the picture was before.");
    clip_weight_ = n.in<double>("clip_weight").value(3).range(0, 100, 0.1).doc("How much that counts.");
    l1_weight_ = n.in<double>("l1_weight").value(0.3).range(0, 100, 0.05).doc("How much every change of a pixel counts against it: more keeps more of the picture.");
}

EditLoss EditLossInputs::loss(const Run& r, std::shared_ptr<const Autoencoder> autoencoder) const {
    const auto templates = r[templates_].word == "imagenet" ? imagenet_templates() : std::span<const std::string_view>();
    EditLossSettings settings{.clip = r[clip_weight_], .l1 = r[l1_weight_]};
    const std::string& kind = r[kind_].word;
    settings.kind = kind == "global"        ? EditLossSettings::Kind::global
                    : kind == "directional" ? EditLossSettings::Kind::directional
                                            : EditLossSettings::Kind::logarithmic;
    const ClipModel& clip = r[clip_];
    const EditTexts texts{clip.texts(worded(r[source_], templates)), clip.texts(worded(r[target_], templates))};
    return EditLoss(clip, texts, settings, std::move(autoencoder));
}

void LearningShow::operator()(int done, int count, const EditLoss::Parts& loss, const at::Tensor& x) {
    losses_.push_back(loss.whole.item<double>());
    run_.context().progress(done, count);
    run_.context().metric("clip", done, loss.clip);
    run_.context().metric("l1", done, loss.l1);
    run_.context().preview(Value::of(Latent{x, {}}), done);
}

void LearningShow::end(int rounds) const {
    const auto last = std::max<std::ptrdiff_t>(1, std::ssize(losses_) / rounds);
    const double before = losses_.front(), after = std::accumulate(losses_.end() - last, losses_.end(), 0.0) / static_cast<double>(last);
    if (after <= before) return;
    char text[96];
    std::snprintf(text, sizeof text, "nothing was learnt: the loss rose from %.3g to %.3g", before, after);
    run_.context().warn({Code::bad_workflow, text, "Lower the learning rate.", "", "learning_rate", ""});
}

}  // namespace noiseloom
