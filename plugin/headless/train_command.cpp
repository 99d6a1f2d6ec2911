#include <cstdio>
#include <iostream>
#include <limits>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "headless/commands.h"
#include "headless/interrupt.h"
#include "headless/terminal.h"
#include "models/device.h"
#include "training/trainer.h"

namespace noiseloom {
namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", value);
    return text;
}

// "step 500/6000  loss 0.0712  psnr 28.3  views_per_s 51.2"
std::string for_people(const Json& line, std::int64_t steps) {
    std::string text = "step " + std::to_string(line.value("step", std::int64_t{0})) + "/" + std::to_string(steps);
    if (line.contains("message")) text += "  " + line["message"].get<std::string>();
    if (line.contains("loss")) text += "  loss " + number(line["loss"].get<double>());
    for (const auto& [name, value] : line.items())
        if (value.is_number() && name != "step" && name != "loss" && name != "steps") text += "  " + name + " " + number(value.get<double>());
    return text;
}

// The tensors of a step are made and freed again and again. Handing them back to the system each time, and getting them
// zeroed again, takes a tenth of a step (measured on the autoencoder).
void keep_freed_memory() {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, 64 << 20);
#endif
}

int train_with(const TrainArguments& arguments) {
    Settings settings = Settings::read(arguments.configuration).or_throw();
    TrainerSettings trainer = TrainerSettings::read(settings);
    if (arguments.steps > 0) trainer.steps = arguments.steps;
    if (!arguments.output.empty()) trainer.output = arguments.output;

    keep_freed_memory();
    Cancel cancel;
    const InterruptGuard guard(cancel);
    set_threads(arguments.threads);
    const auto say = [&](const std::string& line) { std::cerr << plain(line) << std::endl; };
    const auto compute = choose_compute(arguments.device, "fp32").or_throw();
    Placement placement = place(compute).or_throw();
    placement.channels_last = true;
    const auto task = make_task(settings, {placement, trainer.seed, trainer.output / "cache", cancel, say});
    settings.finish();

    TrainerObserver observer;
    observer.cancel = cancel;
    observer.time_limit = arguments.time_limit * 60;
    observer.restart = arguments.restart;
    observer.on_line = [&](const Json& line) {
        if (arguments.json) std::cout << json_text(line) << std::endl;
        else say(for_people(line, trainer.steps));
    };
    switch (train(*task, trainer, observer)) {
        case Ending::finished: std::cout << (trainer.output / "model").string() << std::endl; return 0;
        case Ending::time_limit: say("The time is over; the same command goes on from the checkpoint."); return 0;
        case Ending::cancelled: say("noiseloom: cancelled; the same command goes on from the checkpoint"); return exit_status(Code::cancelled);
    }
    return 0;
}

}  // namespace

int train_command(const TrainArguments& arguments) {
    try {
        return train_with(arguments);
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled before training began\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        return fail(failure.error(), arguments.json);
    }
}

}  // namespace noiseloom
