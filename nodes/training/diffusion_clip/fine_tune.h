// One step of each of DiffusionCLIP's ways to learn an edit (arXiv 2110.02711, section 3 and appendix):
//
//     full        all steps from the latent to the picture are one computation; the loss of its end changes the weights
//     efficient   every step's estimate x0_t is judged and changes the weights at once; memory for one step
//     latent      the model stays, the latent is what changes
#pragma once

#include "training/diffusion_clip/edit_loss.h"
#include "training/diffusion_clip/walk.h"
#include "training/optimizer.h"

namespace noiseloom {

// A picture and the latent that the original model inverts it to.
struct EditExample {
    at::Tensor picture;   // [N, 3, H, W] in [-1, 1]
    at::Tensor latent;    // [N, C, h, w] at the first level of the walk
};

// What is adapted: the walk's model reads the parameters.
struct Adaptation {
    const Walk& walk;
    const EditLoss& loss;
    const Parameters& parameters;
    AdamW& optimizer;
    double learning_rate;
};

struct EditStep {
    EditLoss::Parts loss;
    at::Tensor x;   // what the walk made, before the weights were changed; [N, C, h, w]
};

EditStep full_step(const Adaptation& adaptation, const EditExample& example, Memory memory, const Cancel& cancel);

// Step k of the walk, from x. Gives x after the step.
EditStep efficient_step(const Adaptation& adaptation, const EditExample& example, const at::Tensor& x, int k, const Cancel& cancel);

// `latent`, a leaf that asks for gradients, is the adaptation's only parameter.
EditStep latent_step(const Adaptation& adaptation, const EditExample& example, const at::Tensor& latent, Memory memory, const Cancel& cancel);

enum class EditMethod { full, memory_saving, efficient };   // memory_saving: full, with every step computed again on the way back

struct FineTuneSettings {
    EditMethod method = EditMethod::full;
    int rounds = 5;                 // over all pictures
    double learning_rate = 4e-6;    // of the first round
    double growth = 1.3;            // of the learning rate, from round to round
};

// Hears of every change of the weights; x is what the step made of one picture.
using OnEditStep = std::function<void(int done, int count, const EditStep& step)>;

// DiffusionCLIP's training loop, a picture at a time, Adam without weight decay: changes `weights`, which the walk's model
// reads, in place. Pictures and latents are rows that belong together. Throws Cancelled, and Failure (bad_workflow) if it diverges.
void fine_tune(const StateDict& weights, const Walk& walk, const EditLoss& loss, const EditExample& rows, const FineTuneSettings& settings,
               const OnEditStep& on_step, const Cancel& cancel);

// Noise tuning: the latents [N, C, h, w] after so many of Adam's steps, a row at a time, with the model left as it is.
at::Tensor tuned_latents(const Walk& walk, const EditLoss& loss, const EditExample& rows, int steps, double learning_rate, Memory memory,
                         const OnEditStep& on_step, const Cancel& cancel);

}  // namespace noiseloom
