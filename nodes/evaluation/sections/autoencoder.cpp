#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include "evaluation/measures.h"
#include "evaluation/prompt_set.h"
#include "evaluation/sections/sections.h"
#include "training/pictures.h"

namespace noiseloom {

ReportSection report_autoencoder(const ReportSubject& subject) {
    constexpr std::int64_t count = 64, side = 128, shown = 8;
    const c10::InferenceMode guard;
    const at::Tensor real = scene_pictures(test_prompts(count), side).to(at::Device(subject.compute.device));
    const auto& autoencoder = subject.painter.autoencoder();
    const at::Tensor made = autoencoder.decode(autoencoder.latent(autoencoder.encode(real, subject.cancel), {}), subject.cancel);

    ReportSection section;
    const double quality = psnr(made, real), crisp = sharpness(made) / sharpness(real);
    section.figures = {{"psnr", quality}, {"sharpness", crisp}};
    section.text = "## Autoencoder\n\nScenes (above) come back (below) with " + fixed(quality, 1) + " dB and " + fixed(100 * crisp, 0) +
                   " % of their fine detail.\n\n![Reconstructions](reconstruction.png)\n";
    section.pictures["reconstruction"] = sheet(at::cat({real.narrow(0, 0, shown), made.narrow(0, 0, shown)}), shown);
    return section;
}

}  // namespace noiseloom
