#include "training/trainer_settings.h"

namespace noiseloom {
namespace {

LearningRate read_learning_rate(Settings& settings) {
    LearningRate rate;
    rate.peak = settings.real("learning_rate", rate.peak, 1e-9, 10);
    Settings schedule = settings.section("schedule");
    rate.kind = static_cast<LearningRate::Kind>(schedule.choice("kind", {"constant", "cosine", "step"}));
    rate.warm_up = schedule.whole("warm_up", rate.warm_up, 0, 1'000'000);
    rate.from = schedule.real("from", rate.from, 0, 1);
    rate.final_part = schedule.real("final_part", rate.final_part, 0, 1);
    rate.gamma = schedule.real("gamma", rate.gamma, 0, 10);
    rate.every = schedule.whole("every", rate.every, 1, 1'000'000'000);
    schedule.finish();
    return rate;
}

AdamWSettings read_adamw(Settings& settings) {
    AdamWSettings adamw;
    const Json betas = settings.any("betas");
    if (!betas.is_null()) {
        if (!betas.is_array() || betas.size() != 2 || !betas[0].is_number() || !betas[1].is_number()) settings.refuse("betas", "is not a pair of numbers");
        adamw.beta1 = betas[0].get<double>();
        adamw.beta2 = betas[1].get<double>();
        if (adamw.beta1 < 0 || adamw.beta1 >= 1 || adamw.beta2 < 0 || adamw.beta2 >= 1) settings.refuse("betas", "must lie between 0 and 1");
    }
    adamw.eps = settings.real("eps", adamw.eps, 1e-15, 1);
    adamw.weight_decay = settings.real("weight_decay", adamw.weight_decay, 0, 10);
    return adamw;
}

}  // namespace

TrainerSettings TrainerSettings::read(Settings& settings) {
    TrainerSettings read;
    read.seed = static_cast<std::uint64_t>(settings.whole("seed", 0, 0, std::int64_t{1} << 62));
    read.steps = settings.whole("steps", read.steps, 1, 1'000'000'000);
    read.batch = settings.whole("batch", read.batch, 1, 65536);
    read.accumulate = settings.whole("accumulate", read.accumulate, 1, 65536);
    read.optimizer = settings.any("optimizer");
    Settings optimizer = settings.section("optimizer");
    read.learning_rate = read_learning_rate(optimizer);
    read.adamw = read_adamw(optimizer);
    read.clip = optimizer.real("clip", read.clip, 0, 1e9);
    read.ema = optimizer.real("ema", read.ema, 0, 0.999999);
    optimizer.finish();
    read.dtype = settings.choice("dtype", {"fp32", "bf16"}) == 1 ? at::kBFloat16 : at::kFloat;
    read.log_every = settings.whole("log_every", read.log_every, 1, 1'000'000'000);
    read.report_every = settings.whole("report_every", read.report_every, 1, 1'000'000'000);
    read.checkpoint_every = settings.whole("checkpoint_every", read.checkpoint_every, 1, 1'000'000'000);
    read.output = settings.path("output");
    if (read.output.empty()) settings.refuse("output", "is missing: the folder for checkpoint, log and model");
    return read;
}

void TrainerSettings::identify(const Settings& settings) {
    identity = run_identity(settings);
    defaults = settings.defaults();
}

Json run_identity(const Settings& settings) {
    Json identity = settings.identity();
    for (const char* free : {"steps", "optimizer", "log_every", "report_every", "checkpoint_every", "report_pictures", "sample_scale", "output", "max_shard_mb"})
        identity.erase(free);
    return identity;
}

}  // namespace noiseloom
