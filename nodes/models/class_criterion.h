// ln p(y | x) of a noise-aware classifier, for classifier guidance (Dhariwal and Nichol, arXiv 2105.05233).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diffusion/criterion.h"
#include "models/classifier.h"

namespace noiseloom {

// A class of one of the classifier's questions, by their places.
struct AskedClass {
    std::size_t question = 0;
    std::int64_t label = 0;
};

// "cat", or "kind: cat, colour: red": classes by name, of several questions if the classifier has them; by number ("3") where it names none.
// Errors (bad_workflow): names that it does not know, or that several of its questions have.
Result<std::vector<AskedClass>> find_classes(const Classifier& classifier, const std::string& text);

enum class ClassGradient { log_probability, logit };   // logit: pulls towards the class without pushing others away

// Σ over `asked`. The classifier is told the step of its own schedule with the noise that x has. Gradients are computed in float32.
std::shared_ptr<const Criterion> make_class_criterion(std::shared_ptr<const Classifier> classifier, std::vector<AskedClass> asked,
                                                      ClassGradient kind = ClassGradient::log_probability);

}  // namespace noiseloom
