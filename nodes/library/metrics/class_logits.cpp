#include <algorithm>

#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "evaluation/features.h"
#include "models/classifier.h"

namespace noiseloom {

NodeDef metrics_class_logits_node() {
    NodeDef n("metrics.class_logits", 1);
    n.text("Classes by Classifier", "Metrics", "What a noise-aware classifier says of finished samples: for the Inception Score, or as features.");
    n.keywords("classify probability judge");
    In<Classifier> classifier = n.in<Classifier>("classifier").doc("The judge, of the same latents or pixels.");
    In<Latent> latent = n.in<Latent>("latent").doc("The samples, without noise.");
    In<std::string> question = n.in<std::string>("question").value("").doc("Which of the classifier's questions, as \"kind\"; empty: the first.");
    Out<Features> out = n.out<Features>("logits").doc("A row a sample, of as many logits as there are classes.");
    n.run([=](Run& r) -> Result<void> {
        const Classifier& judge = r[classifier];
        const at::Tensor x = r[latent].samples.to(at::Device(judge.device()));
        if (x.size(1) != judge.channels() || x.size(2) != judge.side() || x.size(3) != judge.side())
            return Error{Code::bad_workflow, "the classifier was not made for samples of this shape", "Take one that was trained on what the model draws, in its size.", "", "latent", ""};
        const auto& questions = judge.questions();
        const auto asked = r[question].empty() ? questions.begin() : std::find_if(questions.begin(), questions.end(), [&](const Question& one) { return one.name == r[question]; });
        if (asked == questions.end())
            return Error{Code::bad_workflow, "this classifier tells no '" + r[question].substr(0, 60) + "'", "Its first question is '" + questions.front().name + "'.", "", "question", ""};
        const auto answers = judge.logits(x, at::zeros({1}, x.options().dtype(at::kFloat)));
        return r.set(out, Features{answers[static_cast<std::size_t>(asked - questions.begin())].to(at::kCPU, at::kFloat)});
    });
    return n;
}

}  // namespace noiseloom
