// The input that DDPM, DDIM and the reverse SDE share: how the estimate is limited.
#pragma once

#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

class ClipInput {
  public:
    explicit ClipInput(NodeDef& n)
        : kind_(n.in<Choice>("clip").choices({"none", "range", "dynamic"}).doc("Limits the estimate; for pixel models only, never for latents.")) {}

    ClipSample::Kind read(const Run& r) const {
        const std::string& word = r[kind_].word;
        return word == "range" ? ClipSample::Kind::range : word == "dynamic" ? ClipSample::Kind::dynamic : ClipSample::Kind::none;
    }

  private:
    In<Choice> kind_;
};

}  // namespace noiseloom
