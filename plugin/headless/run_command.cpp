#include <cstdio>
#include <iostream>
#include <limits>
#include <mutex>

#include "core/sweep.h"
#include "core/validate.h"
#include "engine/executor.h"
#include "headless/interrupt.h"
#include "headless/prepare.h"
#include "headless/result_file.h"
#include "headless/terminal.h"
#include "headless/tracing.h"
#include "image/read.h"
#include "library/describe.h"
#include "models/device.h"
#include "engine/graph_inputs.h"
#include "session/recording.h"

namespace noiseloom {
namespace {

void print_json(const Json& json) {
    std::cout << json_text(json) << std::endl;
}

// The runs of one command: one, or --count of them.
class Runner {
  public:
    Runner(const Registry& registry, const Prepared& prepared, const RunArguments& arguments)
        : registry_(registry), prepared_(prepared), arguments_(arguments), caches_(cache_settings(arguments)), executor_(registry, caches_) {
        prepared.files->hashes = &caches_.hashes();
        prepared.files->cancel = cancel_;
        if (arguments.overwrite) claims_ = std::make_shared<FileClaims>();
    }

    int run_all() {
        const InterruptGuard guard(cancel_);
        warn_of_cache();
        int status = 0;
        for (int i = 0; i < arguments_.count && status == 0; ++i) {
            Workflow one = prepared_.source.workflow;
            if (i > 0) one = with_seed_offset(std::move(one), registry_, static_cast<std::uint64_t>(i));
            status = run_once(one);
        }
        return status;
    }

  private:
    int run_once(const Workflow& workflow) {
        const auto flat = flattened(workflow, registry_);
        if (!flat) return fail(flat.error(), arguments_.json);
        RunOptions options;
        options.compute = prepared_.compute;
        options.files = prepared_.files;
        options.use_cache = arguments_.use_cache;
        options.cancel = cancel_;
        options.claims = claims_;
        std::optional<Recording> recording;
        if (arguments_.embed) {
            try {
                recording.emplace(workflow, registry_, prepared_.targets, *prepared_.files, caches_);
                options.facts["workflow"] = [&](const Cancel& stopped) { return recording->text(stopped); };
            } catch (const Cancelled&) {   // the run finds out for itself, before anything asks for the fact
            }
            options.facts["parameters"] = [text = a1111_parameters(flat->graph, registry_)](const Cancel&) { return text; };
        }
        ProgressLine progress;
        options.on_event = [&](const Event& event) {
            if (arguments_.json) return print_json(to_json(event));
            progress.show(event);
            if (event.kind == EventKind::warning) warn(*event.error);
        };
        const RunResult result = run_now(executor_, flat->graph, flat_targets(*flat, registry_, prepared_.targets), std::move(options));
        warn_of_cache();
        if (result.cancelled) {
            if (arguments_.json) print_json({{"event", "done"}, {"status", exit_status(Code::cancelled)}, {"seconds", result.seconds}});
            std::cerr << "noiseloom: cancelled; what was finished is reused next time\n";
            return exit_status(Code::cancelled);
        }
        int status = 0;
        for (const Error& error : result.errors) {
            const int one = fail(error, arguments_.json);
            if (status == 0) status = one;
        }
        show_values(flat->graph, result);
        if (!arguments_.trace.empty() && result.ok())
            if (const auto written = write_traces(arguments_.trace, result); !written) status = fail(written.error(), arguments_.json);
        if (arguments_.json)
            print_json({{"event", "done"}, {"status", status}, {"seconds", result.seconds}, {"computed", result.computed}, {"reused", result.reused}});
        else
            for (const auto& file : result.files) std::cout << file.string() << "\n";
        if (status == 0 && result.files.empty() && arguments_.targets.empty())
            std::cerr << "noiseloom: done, but nothing was saved: no node that saves a picture was run\n";
        return status;
    }

    // Numbers and texts that the named targets came to: a measure's result has no other way out.
    void show_values(const Graph& graph, const RunResult& result) const {
        if (arguments_.targets.empty()) return;
        for (const auto& [id, outputs] : result.outputs) {
            const NodeDef& def = *registry_.find(graph.nodes.at(id).type);
            for (std::size_t i = 0; i < outputs.size(); ++i) {
                const Value& value = outputs[i];
                if (!value || !value.type().to_json) continue;
                const Json shown = value.type().to_json(value.object());
                if (!shown.is_primitive()) continue;
                const std::string name = def.outputs()[i].name;
                if (arguments_.json) print_json({{"event", "output"}, {"node", id}, {"output", name}, {"value", shown}});
                else std::cout << id << "." << name << " = " << (shown.is_string() ? shown.get<std::string>() : shown.dump()) << "\n";
            }
        }
    }

    // A cache that cannot be used fails no run; it is said once, because the next run will take as long again.
    void warn_of_cache() {
        auto problem = caches_.disk_problem();
        if (!problem || has_warned_) return;
        has_warned_ = true;
        problem->message += "; results are not kept for later runs";
        problem->hint = "Choose another folder with --cache-dir or NOISELOOM_CACHE_DIR, or leave the cache out with --no-cache.";
        warn(*problem, arguments_.json);
    }

    const Registry& registry_;
    const Prepared& prepared_;
    const RunArguments& arguments_;
    Caches caches_;
    Executor executor_;
    Cancel cancel_;
    std::shared_ptr<FileClaims> claims_;
    bool has_warned_ = false;
};

}  // namespace

int run_command(const Registry& registry, const RunArguments& arguments) {
    set_threads(arguments.threads);
    warm_up_image_helper();   // its libraries load while the model works
    auto prepared = prepare(registry, arguments);
    if (!prepared) return fail(prepared.error(), arguments.json);
    prepared->source.workflow.unknown.erase(sweep_key);   // a picture that has it is a grid
    if (const auto problems = validate(prepared->source.workflow, registry, prepared->targets); !problems.empty()) {
        for (const Error& problem : problems) fail(problem, arguments.json);
        return exit_status(problems.front().code);
    }
    if (!arguments.trace.empty()) {
        if (arguments.count > 1) return fail({Code::usage, "--trace tells of one run, and --count asks for " + std::to_string(arguments.count), "Leave one of them out.", "", "", ""}, arguments.json);
        if (const auto checked = check_result_file(arguments.trace, {".json"}, arguments.overwrite); !checked) return fail(checked.error(), arguments.json);
        const auto flat = flattened(prepared->source.workflow, registry);
        if (!flat) return fail(flat.error(), arguments.json);
        auto targets = targets_with_traces(flat->graph, registry, flat_targets(*flat, registry, prepared->targets));
        if (!targets) return fail(targets.error(), arguments.json);
        prepared->targets = *std::move(targets);
    }
    const auto last = static_cast<std::uint64_t>(arguments.count - 1);
    if (arguments.seed && *arguments.seed > std::numeric_limits<std::uint64_t>::max() - last)
        return fail({Code::usage, "--seed " + std::to_string(*arguments.seed) + " cannot be raised " + std::to_string(last) + " times",
                     "Seeds end at 18446744073709551615: choose a smaller one.", "", "", ""}, arguments.json);
    return Runner(registry, *prepared, arguments).run_all();
}

}  // namespace noiseloom
