#include "models/classifier.h"

#include "models/architectures/adm_classifier.h"
#include "models/architectures/noisy_classifier.h"

namespace noiseloom {

std::shared_ptr<const Classifier> make_classifier(const Weights& weights, const Json& config) {
    const Json name = config.is_object() ? config.value("_class_name", Json()) : Json();
    if (name == "EncoderUNetModel") return std::make_shared<AdmClassifier>(weights, config);
    if (name == "NoisyClassifier" || name.is_null()) return std::make_shared<NoisyClassifier>(weights, NoisyClassifierConfig::from_json(config).or_throw());
    throw Failure({Code::bad_model, "The classifier's configuration cannot be used: the architecture " + name.dump().substr(0, 60) + " is not known.",
                   "Known are NoisyClassifier and EncoderUNetModel.", "", "", ""});
}

}  // namespace noiseloom
