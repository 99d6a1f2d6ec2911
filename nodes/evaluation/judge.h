// The judge: a classifier of clean pictures that says what a drawn scene shows. It is trained on pixels alone, apart
// from every part that it judges, and is used for measuring only.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "models/load.h"

namespace noiseloom {

// By question ("kind", ...) the class that a classifier finds most likely in each of x [N, C, h, w], told t as Classifier::logits() is.
std::map<std::string, std::vector<std::int64_t>> classes_seen(const Classifier& classifier, const at::Tensor& x, double t);

// Throws Failure (bad_model) unless it answers these questions with as many classes as scenes have.
void need_scene_questions(const Classifier& classifier, const std::vector<std::string>& questions, const std::filesystem::path& folder);

class Judge {
  public:
    // A folder that task "classifier" wrote with "clean": true and no autoencoder, of scenes. Throws Failure (bad_model).
    Judge(const std::filesystem::path& folder, const Compute& compute);

    // Of pictures [N, 3, H, W] in [-1, 1], H = W a multiple of the judge's size: by head ("kind", ...) the class seen in each.
    std::map<std::string, std::vector<std::int64_t>> look(const at::Tensor& pictures) const;

    int side() const { return classifier_->side(); }

  private:
    std::shared_ptr<const Classifier> classifier_;
    at::Device device_;
};

}  // namespace noiseloom
