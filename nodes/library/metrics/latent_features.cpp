#include <ATen/ATen.h>

#include "core/run.h"
#include "diffusion/latent.h"
#include "evaluation/features.h"

namespace noiseloom {

NodeDef metrics_latent_features_node() {
    NodeDef n("metrics.latent_features", 1);
    n.text("Values as Features", "Metrics", "Samples as they are, for measures: the points of a plane, or latents value by value.");
    n.keywords("laboratory points raw");
    In<Latent> latent = n.in<Latent>("latent").doc("The samples.");
    Out<Features> out = n.out<Features>("features").doc("A row a sample.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, Features{r[latent].samples.to(at::kCPU, at::kFloat).flatten(1)}); });
    return n;
}

}  // namespace noiseloom
