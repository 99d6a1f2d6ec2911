#include <cstdio>
#include <iostream>
#include <mutex>

#include "core/validate.h"
#include "engine/executor.h"
#include "headless/interrupt.h"
#include "headless/prepare.h"
#include "headless/recording.h"
#include "headless/terminal.h"
#include "image/read.h"
#include "library/describe.h"
#include "models/device.h"

namespace noiseloom {
namespace {

void print_json(const Json& json) {
    std::cout << json_text(json) << std::endl;
}

// One run of the graph; its status.
int run_once(Executor& executor, Caches& caches, const Registry& registry, const Prepared& prepared, const RunArguments& arguments,
             const Workflow& workflow, Cancel& cancel) {
    RunOptions options;
    options.compute = prepared.compute;
    options.files = prepared.files;
    options.use_cache = arguments.use_cache;
    options.cancel = cancel;
    std::optional<Recording> recording;
    if (arguments.embed) {
        recording.emplace(workflow, registry, prepared.targets, *prepared.files, caches);
        options.facts["workflow"] = [&](const Cancel& stopped) { return recording->text(stopped); };
        options.facts["parameters"] = [text = a1111_parameters(workflow.graph, registry)](const Cancel&) { return text; };
    }
    ProgressLine progress;
    options.on_event = [&](const Event& event) {
        if (arguments.json)
            print_json(to_json(event));
        else
            progress.show(event);
    };
    const RunResult result = run_now(executor, workflow.graph, prepared.targets, std::move(options));
    if (result.cancelled) {
        if (arguments.json) print_json({{"event", "done"}, {"status", exit_status(Code::cancelled)}, {"seconds", result.seconds}});
        std::cerr << "noiseloom: cancelled; what was finished is reused next time\n";
        return exit_status(Code::cancelled);
    }
    int status = 0;
    for (const Error& error : result.errors) {
        const int one = fail(error, arguments.json);
        if (status == 0) status = one;
    }
    if (arguments.json)
        print_json({{"event", "done"}, {"status", status}, {"seconds", result.seconds}, {"computed", result.computed}, {"reused", result.reused}});
    else
        for (const auto& file : result.files) std::cout << file.string() << "\n";
    return status;
}

}  // namespace

int run_command(const Registry& registry, const RunArguments& arguments) {
    set_threads(arguments.threads);
    warm_up_image_helper();   // its libraries load while the model works
    auto prepared = prepare(registry, arguments);
    if (!prepared) return fail(prepared.error(), arguments.json);
    const Workflow& workflow = prepared->source.workflow;
    if (const auto problems = validate(workflow.graph, registry, prepared->targets); !problems.empty()) {
        for (const Error& problem : problems) fail(problem, arguments.json);
        return exit_status(problems.front().code);
    }
    Caches caches(cache_settings(arguments));
    Executor executor(registry, caches);
    Cancel cancel;
    const InterruptGuard guard(cancel);
    prepared->files->hashes = &caches.hashes();
    prepared->files->cancel = cancel;
    int status = 0;
    for (int i = 0; i < arguments.count && status == 0; ++i) {
        Workflow one = workflow;
        if (i > 0) one.graph = with_seed_offset(std::move(one.graph), registry, static_cast<std::uint64_t>(i));
        status = run_once(executor, caches, registry, *prepared, arguments, one, cancel);
    }
    return status;
}

}  // namespace noiseloom
