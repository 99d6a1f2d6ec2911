// The tasks by name; each is one file, if not said otherwise.
#pragma once

#include "training/task.h"

namespace noiseloom {

std::unique_ptr<Task> make_autoencoder_task(Settings& settings, const TaskContext& context);
std::unique_ptr<Task> make_clip_task(Settings& settings, const TaskContext& context);
std::unique_ptr<Task> make_denoiser_task(Settings& settings, const TaskContext& context);
std::unique_ptr<Task> make_classifier_task(Settings& settings, const TaskContext& context);
std::unique_ptr<Task> make_vqgan_task(Settings& settings, const TaskContext& context);   // in autoencoder.cpp: another latent, the same task
std::unique_ptr<Task> make_diffusionclip_task(Settings& settings, const TaskContext& context);

}  // namespace noiseloom
