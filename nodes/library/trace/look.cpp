#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/run.h"
#include "diffusion/trace.h"
#include "image/heat_map.h"
#include "library/tensor_image.h"
#include "models/autoencoder.h"
#include "models/model_file.h"

namespace noiseloom {
namespace {

using Painter = Image (*)(int, int, std::span<const float>, float);

// Maps [N, h, w] as pictures `factor` times as large, all with one scale.
Images painted(const std::vector<at::Tensor>& maps, int factor, Painter paint) {
    float largest = 0;
    for (const at::Tensor& map : maps) largest = std::max(largest, map.abs().max().item<float>());
    Images made;
    for (const at::Tensor& map : maps)
        for (const at::Tensor& one : map.to(at::kFloat).repeat_interleave(factor, 1).repeat_interleave(factor, 2).cpu().contiguous().unbind()) {
            const std::span<const float> values(one.const_data_ptr<float>(), static_cast<std::size_t>(one.numel()));
            made.items.push_back(paint(static_cast<int>(one.size(1)), static_cast<int>(one.size(0)), values, largest > 0 ? largest : 1));
        }
    return made;
}

}  // namespace

NodeDef trace_look_node() {
    NodeDef n("trace.look", 1);
    n.text("Look at a Step", "Trace",
           "Asks a guider once more about one step of a run, and shows what it says: the estimates and what each term changes. With another guider: what that "
           "would have said there.");
    n.keywords("debug inspect x0 heat map saliency unconditional conditional");
    In<Trace> trace = n.in<Trace>("trace").doc("Of the run to look into.");
    In<Guider> guider = n.in<Guider>("guider").doc("The guider of that run, or another one of the same model.");
    In<Autoencoder> autoencoder = n.in<Autoencoder>("autoencoder").optional().doc("The autoencoder of a model of latents: its pictures are shown, and what the terms change in them.");
    In<std::int64_t> step = n.in<std::int64_t>("step").value(1).range(1, 10000).doc("Which step, from 1; beyond the last one: the last one.");
    Out<Images> seen = n.out<Images>("seen").doc("What the model saw: the picture under its noise.");
    Out<Images> estimate = n.out<Images>("estimate").doc("The guided estimate of the finished picture.");
    Out<Images> base = n.out<Images>("base").doc("The estimate that guidance starts from: without the prompt, or for the negative one.");
    Out<Images> prompt = n.out<Images>("prompt").doc("The estimate for the prompt alone.");
    Out<Images> terms = n.out<Images>("terms").doc(
        "What each term changes, one map after the other: orange where it makes the picture lighter, blue where darker. Without an autoencoder: the mean over the channels.");
    Out<Images> saliency = n.out<Images>("saliency").doc("How much each term changes, in any direction: black where nothing, yellow where most.");
    n.run([=](Run& r) -> Result<void> {
        if (r[trace].steps.empty())
            return Error{Code::bad_workflow, "there are no steps to look at", "The run made none: its strength is 0.", "", "trace", ""};
        const auto index = std::min(static_cast<std::size_t>(r[step]), r[trace].steps.size()) - 1;
        const TraceStep& one = r[trace].steps[index];
        const auto& model = *r[guider].model();
        const Autoencoder* decoder = r.maybe(autoencoder);
        if (one.x.size(1) != model.format().channels || (decoder && one.x.size(1) != decoder->format().channels))
            return Error{Code::bad_workflow, "the run's pictures have " + std::to_string(one.x.size(1)) + " channels, and " + (decoder ? "the autoencoder or " : "") + "the guider's model wants others",
                         "Connect the model and the autoencoder of that run.", "", decoder ? "autoencoder" : "guider", ""};
        const bool needs_decoder = model.format().factor > 1 && !decoder;

        const c10::NoGradGuard no_grad;
        const at::Tensor x = one.x.to(at::Device(model.device()));
        GuiderState memory = one.memory;
        const Guided guided = evaluate(r[guider], x, one, memory, r.cancel());
        const auto decoded = [&](const at::Tensor& latent) { return decoder ? decoder->decode(latent.to(at::Device(decoder->device())), r.cancel()) : latent; };
        const auto show = [&](Out<Images> out, const at::Tensor& pixels) {
            if (!needs_decoder) return r.set(out, to_images(pixels));
            r.lacks(out, {Code::bad_workflow, "latents are no pictures", "Connect the autoencoder of the model.", "", "autoencoder", ""});
            return Result<void>();
        };
        const at::Tensor before = decoded(guided.base);
        NL_CHECK(show(seen, decoded(x / one.at.norm())));
        NL_CHECK(show(estimate, decoded(guided.denoised)));
        NL_CHECK(show(base, before));
        NL_CHECK(show(prompt, decoded(guided.positive)));

        std::vector<at::Tensor> changes, sizes;
        for (const Term& term : guided.terms) {
            const at::Tensor change = decoded(guided.base + term.weight * term.direction) - before;
            changes.push_back(change.mean(1));
            sizes.push_back(change.square().mean(1).sqrt());
        }
        NL_CHECK(check_mapped_files());
        if (changes.empty()) {
            const Error none{Code::bad_workflow, "nothing guides in this step", "Look at another step, or raise the scale.", "", "step", ""};
            r.lacks(terms, none);
            r.lacks(saliency, none);
            return {};
        }
        const int factor = decoder ? 1 : model.format().factor;
        NL_CHECK(r.set(terms, painted(changes, factor, signed_heat_map)));
        return r.set(saliency, painted(sizes, factor, heat_map));
    });
    return n;
}

}  // namespace noiseloom
