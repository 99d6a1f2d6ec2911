#include "models/class_criterion.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <ATen/ATen.h>

#include "core/ids.h"
#include "core/text.h"

namespace noiseloom {
namespace {

Error wrong(std::string message, std::string hint) { return {Code::bad_workflow, std::move(message), std::move(hint), "", "class", ""}; }

// A named class of the question, or a number where it names none.
std::optional<std::int64_t> label_of(const Question& question, const std::string& name) {
    const auto found = std::find(question.classes.begin(), question.classes.end(), name);
    if (found != question.classes.end()) return found - question.classes.begin();
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool is_number = question.classes.empty() && problem == std::errc() && end == name.data() + name.size() && number >= 0;
    return is_number ? std::optional(number) : std::nullopt;
}

Result<AskedClass> find_class(const Classifier& classifier, const std::string& text) {
    const auto colon = text.find(':');
    const std::string question(trimmed(colon == std::string::npos ? "" : text.substr(0, colon))), name(trimmed(text.substr(colon + 1)));
    std::vector<std::string> questions, known;
    std::vector<AskedClass> found;
    for (std::size_t i = 0; i < classifier.questions().size(); ++i) {
        const Question& one = classifier.questions()[i];
        questions.push_back(one.name);
        if (!question.empty() && one.name != question) continue;
        known.insert(known.end(), one.classes.begin(), one.classes.end());
        if (const auto label = label_of(one, name)) found.push_back({i, *label});
    }
    if (!question.empty() && std::find(questions.begin(), questions.end(), question) == questions.end())
        return wrong("this classifier tells no '" + question.substr(0, 60) + "'", did_you_mean(question, questions));
    if (found.empty()) return wrong("this classifier knows no class '" + name.substr(0, 60) + "'", did_you_mean(name, known));
    if (found.size() > 1) {
        const auto& first = classifier.questions()[found[0].question].name;
        return wrong("'" + name + "' is a class of more than one of this classifier's questions", "Say which: '" + first + ": " + name + "'.");
    }
    return found.front();
}

class ClassCriterion final : public Criterion {
  public:
    ClassCriterion(std::shared_ptr<const Classifier> classifier, std::vector<AskedClass> asked, ClassGradient kind)
        : classifier_(std::move(classifier)), asked_(std::move(asked)), kind_(kind) {
        KeyBuilder key("class criterion");
        key.add(classifier_->identity()).add(static_cast<int>(kind_));
        for (const auto& one : asked_) key.add(static_cast<std::uint64_t>(one.question)).add(one.label);
        identity_ = key.key();
    }

    Judgement judge(const at::Tensor& x, const Level& at, const Cancel& cancel) const override {
        cancel.check();
        if (x.size(1) != classifier_->channels() || x.size(2) != classifier_->side() || x.size(3) != classifier_->side())
            throw Failure({Code::bad_workflow, "the classifier sees " + shape(classifier_->channels(), classifier_->side(), classifier_->side()) + ", and the sampler has " +
                                                   shape(x.size(1), x.size(2), x.size(3)),
                           "Take a classifier that was trained on what this model draws, and its size.", "", "", ""});
        const at::Tensor t = at::full({1}, told(at), x.options().dtype(at::kFloat));
        std::vector<at::Tensor> logits;
        Judgement judgement = differentiated(x, [&](const at::Tensor& leaf) {
            logits = classifier_->logits(leaf / at.norm(), t);
            at::Tensor sum = at::zeros({x.size(0)}, leaf.options());
            for (const auto& one : asked_) {
                const at::Tensor& answers = logits[one.question];
                sum = sum + (kind_ == ClassGradient::logit ? answers : at::log_softmax(answers, 1)).select(1, one.label);
            }
            return sum;
        });
        for (const auto& one : asked_) {
            const Question& question = classifier_->questions()[one.question];
            judgement.opinions.push_back({question.name, question.classes, at::softmax(logits[one.question].detach(), 1)});
        }
        return judgement;
    }

    Key identity() const override { return identity_; }
    const char* name() const override { return "classifier"; }

  private:
    static std::string shape(std::int64_t channels, std::int64_t height, std::int64_t width) {
        return std::to_string(channels) + " x " + std::to_string(height) + " x " + std::to_string(width);
    }

    // Of its own schedule; exactly a step of it where rounding alone kept it from being one.
    double told(const Level& at) const {
        constexpr double rounding = 1e-4;
        const double t = classifier_->schedule().level_at_sigma(at.sigma()).t, step = std::round(t);
        return std::abs(t - step) < rounding ? step : t;
    }

    std::shared_ptr<const Classifier> classifier_;
    std::vector<AskedClass> asked_;
    ClassGradient kind_;
    Key identity_;
};

}  // namespace

Result<std::vector<AskedClass>> find_classes(const Classifier& classifier, const std::string& text) {
    std::vector<AskedClass> asked;
    for (const std::string& part : split(text, ',')) {
        NL_TRY(const AskedClass one, find_class(classifier, std::string(trimmed(part))));
        asked.push_back(one);
    }
    return asked;
}

std::shared_ptr<const Criterion> make_class_criterion(std::shared_ptr<const Classifier> classifier, std::vector<AskedClass> asked, ClassGradient kind) {
    return std::make_shared<ClassCriterion>(std::move(classifier), std::move(asked), kind);
}

}  // namespace noiseloom
