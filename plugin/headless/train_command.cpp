#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "headless/commands.h"
#include "headless/interrupt.h"
#include "headless/memory.h"
#include "headless/terminal.h"
#include "models/device.h"
#include "training/data.h"
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

// Of a group's processes on one machine each takes its own GPU, in turn, and its part of the cores, unless the user chose.
void share_machine(TrainArguments& arguments, const Launch& launch) {
    const auto gpus = static_cast<int>(find_devices().size()) - 1;
    if (gpus > 0 && (arguments.device == "auto" || arguments.device == "cuda")) arguments.device = "cuda:" + std::to_string(launch.local_rank % gpus);
    const auto cores = static_cast<int>(std::thread::hardware_concurrency());
    if (arguments.threads == 0) arguments.threads = std::max(1, cores / launch.local_size);
}

int train_with(TrainArguments arguments) {
    Settings settings = Settings::read(arguments.configuration).or_throw();
    TrainerSettings trainer = TrainerSettings::read(settings);
    if (arguments.steps > 0) trainer.steps = arguments.steps;
    if (!arguments.output.empty()) trainer.output = arguments.output;

    keep_freed_memory();
    Cancel cancel;
    const InterruptGuard guard(cancel);
    const auto launch = find_launch([](const char* name) { return std::getenv(name); }).or_throw();
    if (launch) share_machine(arguments, *launch);
    set_threads(arguments.threads);
    ProcessGroup group = launch ? ProcessGroup(*launch) : ProcessGroup();
    const auto say = [&](const std::string& line) {
        if (group.leads()) std::cerr << plain(line) << std::endl;
    };
    const auto compute = choose_compute(arguments.device, "fp32").or_throw();
    Placement placement = place(compute).or_throw();
    placement.channels_last = true;
    if (launch && placement.device.is_cuda()) {
        const auto connected = group.connect_cards(placement.device);
        say(connected ? "Gradients travel by NCCL." : connected.error().message + " Gradients travel through the main memory.");
    }
    check_apart(settings, trainer.output);
    const auto ready = [&](const Settings& all) {
        trainer.identify(all);
        if (!arguments.restart) check_checkpoint(trainer);
    };
    std::unique_ptr<Task> task;
    group.leader_first([&] {   // it encodes the data for all
        task = make_task(settings, {placement, trainer.seed, trainer.output / "cache", launch ? Cancel() : cancel, say, cancel, ready});
    });
    settings.finish();
    trainer.identify(settings);

    TrainerObserver observer;
    observer.cancel = cancel;
    observer.time_limit = arguments.time_limit * 60;
    observer.restart = arguments.restart;
    observer.on_line = [&](const Json& line) {
        if (arguments.json) std::cout << json_text(line) << std::endl;
        else say(for_people(line, trainer.steps));
    };
    switch (train(*task, trainer, observer, group)) {
        case Ending::finished:
            if (group.leads()) std::cout << (trainer.output / "model").string() << std::endl;
            return 0;
        case Ending::time_limit: say("The time is over; the same command goes on from the checkpoint."); return exit_status(Code::cancelled);
        case Ending::cancelled: say("noiseloom: cancelled; the same command goes on from the checkpoint"); return exit_status(Code::cancelled);
    }
    return 0;
}

}  // namespace

int train_command(const TrainArguments& arguments) {
    try {
        return behind_torch_wall([&] { return train_with(arguments); });
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled before training began\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        Error error = failure.error();
        if (error.code == Code::out_of_memory)
            error.hint = "Lower 'batch' (and raise 'accumulate' as much), or make 'size' or 'model' smaller, or close other programs.";
        return fail(error, arguments.json);
    }
}

}  // namespace noiseloom
