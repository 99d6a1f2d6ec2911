// Classifiers that see x at every noise level, of every architecture: what does a picture show?
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/key.h"
#include "core/value.h"
#include "diffusion/schedule.h"
#include "models/architectures/blocks.h"

namespace noiseloom {

// A question and the answers to it: "kind", { "star", "heart", ... }.
struct Question {
    std::string name;
    std::vector<std::string> classes;
};

class Classifier {
  public:
    virtual ~Classifier() = default;
    // Logits [N, classes] float32 of every question. x [N, C, h, w] in VP coordinates; t [N] or [1] as in Level. Differentiable in x.
    virtual std::vector<at::Tensor> logits(const at::Tensor& x, const at::Tensor& t) const = 0;
    virtual const std::vector<Question>& questions() const = 0;
    virtual int channels() const = 0;   // of x
    virtual int side() const = 0;       // h and w that it was made for
    // The noise that it was trained on, whose t it is told: the configuration's "scheduler" (diffusers'), else DDPM's linear one.
    const NoiseSchedule& schedule() const { return schedule_; }
    const Key& identity() const { return identity_; }   // of weights and configuration: equal ones answer alike
    std::size_t bytes() const { return bytes_; }
    std::string device() const { return device_; }

  protected:
    // `identity` names the weights' content. Throws Failure (bad_model).
    Classifier(const Weights& weights, const Json& config, const Key& identity);
    // One that needs no weights: its `identity` names all of it.
    Classifier(NoiseSchedule schedule, const Key& identity) : schedule_(std::move(schedule)), identity_(identity), device_("cpu") {}

  private:
    NoiseSchedule schedule_;
    Key identity_;
    std::size_t bytes_ = 0;
    std::string device_;
};

template <>
struct ValueType<Classifier> {
    static constexpr std::string_view name = "classifier";
    static std::size_t bytes(const Classifier& classifier) { return classifier.bytes(); }
    static std::string device(const Classifier& classifier) { return classifier.device(); }
};

// By the configuration's _class_name: "NoisyClassifier" (architectures/noisy_classifier.h) or "EncoderUNetModel" (architectures/adm_classifier.h).
// `identity` names the weights' content. Throws Failure (bad_model).
std::shared_ptr<const Classifier> make_classifier(const Weights& weights, const Json& config, const Key& identity = {});

}  // namespace noiseloom
