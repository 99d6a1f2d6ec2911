// What the nodes of an edit (DiffusionCLIP) share.
#pragma once

#include "core/run.h"
#include "diffusion/latent.h"
#include "diffusion/scheduled_conditioning.h"
#include "training/diffusion_clip/edit_loss.h"
#include "training/diffusion_clip/values.h"
#include "training/diffusion_clip/walk.h"

namespace noiseloom {

// One prompt for all steps, or an empty conditioning where none is wired. Throws Failure (bad_workflow): a prompt that changes
// over the steps or has several parts, which inverting could not follow back.
std::shared_ptr<const Conditioning> constant_prompt(const ScheduledConditioning* prompt);

// The steps from the inversion's depth back to the picture. Throws Failure (bad_workflow): a depth that the model does not
// have, more steps than there are levels.
Grid way_back(const Denoiser& model, int depth, int steps);

// Declares "clip", "source", "target", "templates", "loss", "clip_weight" and "l1_weight" on a node, and reads them.
class EditLossInputs {
  public:
    explicit EditLossInputs(NodeDef& node);
    EditLoss loss(const Run& run, std::shared_ptr<const Autoencoder> autoencoder) const;   // throws Failure

  private:
    In<ClipModel> clip_;
    In<std::string> source_, target_;
    In<Choice> templates_, kind_;
    In<double> clip_weight_, l1_weight_;
};

// What a run sees of learning: progress, the curves "clip" and "l1", a picture now and then, and a warning if it went wrong.
class LearningShow {
  public:
    explicit LearningShow(Run& run) : run_(run) {}
    void operator()(int done, int count, const EditLoss::Parts& loss, const at::Tensor& x);
    // After so many rounds of equal length: warns if the loss of the last one is above that of the beginning.
    void end(int rounds) const;

  private:
    Run& run_;
    std::vector<double> losses_;
};

}  // namespace noiseloom
