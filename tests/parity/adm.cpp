// Section `adm`: guided-diffusion's networks, and one step of training its noise-aware classifier.
#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/architectures/adm_classifier.h"
#include "models/architectures/adm_unet.h"
#include "models/device.h"
#include "parity.h"
#include "training/initial.h"
#include "training/losses.h"
#include "training/optimizer.h"

namespace noiseloom::parity {
namespace {

Placement placement_of(const Case& c) { return place({c.settings().device, c.settings().dtype}).or_throw(); }

// The case's model: a file whose name says its class. Its parameters are the configuration.
StateDict weights_of(const Case& c) { return load_state_dict(c.path(c.entry().at("models").at(0).get<std::string>())).or_throw(); }

Json config_of(const Json& params, const char* class_name) {
    Json config = params;
    config["_class_name"] = class_name;
    return config;
}

void check_unet(Case& c, const char* class_name) {
    const auto network = make_network(Weights(weights_of(c), placement_of(c)), config_of(c.params(), class_name), Key{});
    const auto& unet = dynamic_cast<const AdmUnet&>(*network);
    const at::Tensor x = c.tensor("x"), t = c.tensor("t");
    const auto device = placement_of(c).device;
    TrainableNetwork::Rows rows{enter(x, placement_of(c)), t.to(device, at::kFloat), {}, {}, {}, {}};
    if (c.has("y")) rows.label = c.tensor("y").to(device);
    if (c.has("low_res")) rows.x = enter(at::cat({x, at::upsample_bilinear2d(c.tensor("low_res"), x.sizes().slice(2), false)}, 1), placement_of(c));
    c.compare("out", run_forward(rows.x, false, [&] { return unet.forward(rows, {}); }));

    // The same picture by picture, as samplers ask for it; of a learned variance they see nothing.
    const at::Tensor want = c.tensor("out").narrow(1, 0, x.size(1));
    for (std::int64_t i = 0; i < x.size(0); ++i) {
        Conditioning one;
        if (c.has("y")) one.label = c.tensor("y").narrow(0, i, 1);
        if (c.has("low_res")) one.concat = c.tensor("low_res").narrow(0, i, 1);
        const Conditioning* only = &one;
        c.compare("out of one picture", unet.predict(x.narrow(0, i, 1), t[i].item<double>(), {&only, 1}, {}).front(), want.narrow(0, i, 1));
    }
}

void check_denoiser(Case& c) { check_unet(c, "UNetModel"); }
void check_super_resolution(Case& c) { check_unet(c, "SuperResModel"); }

void check_classifier(Case& c) {
    const AdmClassifier classifier(Weights(weights_of(c), placement_of(c)), config_of(c.params(), "EncoderUNetModel"));
    const at::Tensor x = c.tensor("x").clone().requires_grad_(true);
    const at::Tensor logits = classifier.logits(x, c.tensor("t")).front();
    c.compare("logits", logits);
    at::log_softmax(logits, 1).gather(1, c.tensor("y").to(logits.device()).unsqueeze(1)).sum().backward();
    c.compare("grad_logp", x.grad());
}

void check_train_step(Case& c) {
    const StateDict given = weights_of(c);
    StateDict state;
    for (const auto& name : given.names()) state.put(name, as_leaf(given.find(name)));
    const Parameters parameters = Parameters::of(state);
    const AdmClassifier classifier(Weights(state, {}), config_of(c.sibling("adm.classifier_attention").params(), "EncoderUNetModel"));
    AdamW optimizer(parameters, {.weight_decay = 0.05});

    const auto schedule = NoiseSchedule::from_betas(beta_table(BetaSchedule::linear, 1000, 1e-4, 0.02, Precision::f64), Precision::f64);
    const at::Tensor t = c.tensor("t"), y = c.tensor("y");
    std::vector<float> a, s;
    for (std::int64_t i = 0; i < t.size(0); ++i) {
        const Level level = schedule.level(t[i].item<int>());
        a.push_back(static_cast<float>(level.a));
        s.push_back(static_cast<float>(level.s));
    }
    const at::Tensor x = noisy(c.tensor("x0"), c.tensor("noise"), at::tensor(a), at::tensor(s));
    c.compare("x_noisy", x);
    const auto loss = [&](const at::Tensor& logits) { return at::cross_entropy_loss(logits, y); };
    const at::Tensor before = loss(classifier.logits(x, t).front());
    c.compare("loss_before", before);
    before.backward();
    c.compare("grad_norm", at::scalar_tensor(clip_gradients(parameters.gradients(), 0)));
    {
        const c10::NoGradGuard constant;
        optimizer.step(parameters.gradients(), 3e-4);
    }
    const at::Tensor after = classifier.logits(x, t).front();
    c.compare("logits_after", after);
    c.compare("loss_after", loss(after));
}

}  // namespace

std::span<const Kind> adm_kinds() {
    static constexpr Kind kinds[] = {{"adm.unet_cond", check_denoiser},
                                     {"adm.unet_uncond", check_denoiser},
                                     {"adm.superres", check_super_resolution},
                                     {"adm.classifier_attention", check_classifier},
                                     {"adm.classifier_adaptive", check_classifier},
                                     {"adm.classifier_train_step", check_train_step}};
    return kinds;
}

}  // namespace noiseloom::parity
