#include <ATen/ATen.h>

#include "core/run.h"
#include "core/text.h"
#include "image/images.h"
#include "library/tensor_image.h"
#include "models/clip_model.h"

namespace noiseloom {

NodeDef metrics_clip_score_node() {
    NodeDef n("metrics.clip_score", 1);
    n.text("CLIP Score", "Metrics",
           "How well pictures fit a text: the mean of 100·max(cos, 0) (arXiv 2104.08718 has 2.5 in the place of 100). A CLIP that also guided them is no judge.");
    n.keywords("similarity alignment prompt fidelity");
    In<ClipModel> clip = n.in<ClipModel>("clip").doc("The judge. Scores of different towers cannot be compared, nor those of texts of different kinds.");
    In<Images> image = n.in<Images>("image").doc("The pictures, all of one size.");
    In<std::string> prompt = n.in<std::string>("prompt").value("a red heart").multiline().doc("What they are to show.");
    Out<double> score = n.out<double>("score").doc("0 to 100; about 20 to 35 for OpenAI's models where text and picture agree.");
    n.run([=](Run& r) -> Result<void> {
        if (trimmed(r[prompt]).empty()) return Error{Code::bad_workflow, "there is no text to compare the pictures with", "Write what they are to show.", "", "prompt", ""};
        const at::Tensor cosines = at::matmul(r[clip].pictures(to_tensor(r[image])), r[clip].texts({r[prompt]}).t());
        return r.set(score, cosines.to(at::kDouble).clamp_min(0).mean().item<double>() * 100);
    });
    return n;
}

}  // namespace noiseloom
