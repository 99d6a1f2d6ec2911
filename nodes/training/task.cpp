#include "training/task.h"

#include "training/lora.h"
#include "training/tasks/tasks.h"

namespace noiseloom {

void TaskContext::settled(const Settings& settings) const {
    settings.finish();
    if (ready) ready(settings);
}

std::unique_ptr<Task> make_task(Settings& settings, const TaskContext& context) {
    using Make = std::unique_ptr<Task> (*)(Settings&, const TaskContext&);
    static const std::vector<std::pair<std::string, Make>> makers{
        {"autoencoder", make_autoencoder_task}, {"clip", make_clip_task},     {"denoiser", make_denoiser_task},
        {"classifier", make_classifier_task},   {"vqgan", make_vqgan_task},   {"diffusionclip", make_diffusionclip_task},
    };
    std::vector<std::string> names;
    for (const auto& maker : makers) names.push_back(maker.first);
    if (!settings.has("task")) settings.refuse("task", "is missing", "It says what is trained: \"autoencoder\", for example.");
    auto task = makers[settings.choice("task", names)].second(settings, context);
    auto lora = LoraSettings::read(settings);
    return lora ? with_lora(std::move(task), *std::move(lora), settings) : std::move(task);
}

}  // namespace noiseloom
