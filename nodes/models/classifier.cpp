#include "models/classifier.h"

#include "diffusion/diffusers_scheduler.h"
#include "models/architectures/adm_classifier.h"
#include "models/architectures/noisy_classifier.h"

namespace noiseloom {
namespace {

const Json ddpm = {{"beta_schedule", "linear"}, {"beta_start", 1e-4}, {"beta_end", 0.02}, {"num_train_timesteps", 1000}};

}  // namespace

Classifier::Classifier(const Weights& weights, const Json& config, const Key& identity)
    : schedule_(DiffusersScheduler::read(config.value("scheduler", ddpm), "DDPMScheduler").or_throw().schedule()),
      identity_(KeyBuilder("classifier").add(identity).add(json_text(config)).key()),
      bytes_(weights.bytes()),
      device_(weights.placement().device.str()) {}

std::shared_ptr<const Classifier> make_classifier(const Weights& weights, const Json& config, const Key& identity) {
    const Json name = config.is_object() ? config.value("_class_name", Json()) : Json();
    if (name == "EncoderUNetModel") return std::make_shared<AdmClassifier>(weights, config, identity);
    if (name == "NoisyClassifier" || name.is_null()) return std::make_shared<NoisyClassifier>(weights, config, identity);
    throw Failure({Code::bad_model, "The classifier's configuration cannot be used: the architecture " + name.dump().substr(0, 60) + " is not known.",
                   "Known are NoisyClassifier and EncoderUNetModel.", "", "", ""});
}

}  // namespace noiseloom
