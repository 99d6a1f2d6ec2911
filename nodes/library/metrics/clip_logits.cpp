#include <ATen/ATen.h>

#include "core/run.h"
#include "core/text.h"
#include "evaluation/features.h"
#include "image/images.h"
#include "library/tensor_image.h"
#include "models/clip_model.h"

namespace noiseloom {
namespace {

// "a cat | a red car": what lies between the bars, without spaces round it.
std::vector<std::string> texts_in(const std::string& list) {
    std::vector<std::string> texts;
    for (const std::string& part : split(list, '|'))
        if (const auto text = trimmed(part); !text.empty()) texts.emplace_back(text);
    return texts;
}

}  // namespace

NodeDef metrics_clip_logits_node() {
    NodeDef n("metrics.clip_logits", 1);
    n.text("Classes by CLIP", "Metrics", "Tells pictures apart by texts, as CLIP does without having been trained for it: for the Inception Score.");
    n.keywords("zero shot classify probability");
    In<ClipModel> clip = n.in<ClipModel>("clip").doc("The judge.");
    In<Images> image = n.in<Images>("image").doc("The pictures, all of one size.");
    In<std::string> classes = n.in<std::string>("classes").value("a cat | a house | a tree").multiline().doc("A text for every class, separated by |.");
    Out<Features> out = n.out<Features>("logits").doc("A row a picture, of as many logits as there are texts.");
    n.run([=](Run& r) -> Result<void> {
        const auto texts = texts_in(r[classes]);
        if (texts.size() < 2) return Error{Code::bad_workflow, "there are fewer than two classes to tell apart", "Separate texts by |, as in: a cat | a house.", "", "classes", ""};
        const at::Tensor cosines = at::matmul(r[clip].pictures(to_tensor(r[image])), r[clip].texts(texts).t());
        return r.set(out, Features{(cosines * r[clip].clip->logit_scale()).to(at::kCPU, at::kFloat)});
    });
    return n;
}

}  // namespace noiseloom
