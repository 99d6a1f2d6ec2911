#include "training/diffusion_clip/into_domain.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/inversion.h"
#include "diffusion/steppers.h"

namespace noiseloom {

at::Tensor into_domain(const std::shared_ptr<const Denoiser>& model, const std::shared_ptr<const Conditioning>& conditioning, at::Tensor x,
                       const IntoDomain& settings, const Cancel& cancel, const std::function<void(int, const at::Tensor&)>& visit) {
    const c10::NoGradGuard constant;
    const Level noisy = model->schedule().level(std::max(settings.depth - 1, 0));
    const Walk back{model, conditioning, make_ddim(), generation_grid(model->schedule(), inversion_timesteps(settings.depth, settings.steps)), {}};
    for (int time = 0; time < settings.times; ++time) {
        x = walk_along(back, noisy.a * x + noisy.s * settings.noise(time).to(x.device()), Memory::record, cancel);
        if (visit) visit(time, x);
    }
    return x;
}

}  // namespace noiseloom
