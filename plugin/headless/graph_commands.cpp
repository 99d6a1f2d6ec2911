// plan, validate and fmt: what can be said of a workflow without running it.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "core/atomic_file.h"
#include "core/validate.h"
#include "engine/step_plan.h"
#include "headless/prepare.h"
#include "headless/terminal.h"
#include "session/model_calls.h"

namespace noiseloom {
namespace {

bool would_run(const PlannedNode& node) { return node.action == Action::run || node.action == Action::may_run; }

}  // namespace

int plan_command(const Registry& registry, const PlanArguments& arguments) {
    auto prepared = prepare(registry, arguments);
    if (!prepared) return fail(prepared.error(), arguments.json);
    Caches caches(cache_settings(arguments));
    prepared->files->hashes = &caches.hashes();
    const auto flat = flattened(prepared->source.workflow, registry);
    if (!flat) return fail(flat.error(), arguments.json);
    const auto graph = std::make_shared<const Graph>(flat->graph);
    const std::vector<std::string> targets = flat_targets(*flat, registry, prepared->targets);
    const Plan planned = plan(graph, registry, targets, KeyOptions{prepared->compute, prepared->files.get(), &caches.digests()}, caches);
    std::map<std::string, StepCount> steps;
    std::map<std::string, int> calls;
    if (arguments.steps && planned.errors.empty()) {
        RunOptions options;
        options.compute = prepared->compute;
        options.files = prepared->files;
        auto counted = StepPlanner(registry, caches, options).count(*graph, targets, planned);
        if (!counted) return fail(counted.error(), arguments.json);
        steps = *std::move(counted);
        auto asked = model_calls(registry, caches, options, *graph, steps);
        if (!asked) return fail(asked.error(), arguments.json);
        calls = *std::move(asked);
    }
    const bool is_time_known = planned.seconds > 0 && std::none_of(planned.nodes.begin(), planned.nodes.end(), [](const PlannedNode& node) { return node.action == Action::run && node.seconds == 0; });
    if (arguments.json) {
        Json nodes = Json::array();
        for (const PlannedNode& node : planned.nodes) {
            nodes.push_back({{"node", node.id}, {"action", name_of(node.action)}, {"bytes", node.bytes}});
            if (node.seconds > 0 && would_run(node)) nodes.back()["seconds"] = node.seconds;
            if (steps.contains(node.id)) nodes.back()["steps"] = {{"walked", steps[node.id].walked}, {"all", steps[node.id].all}};
            if (calls.contains(node.id)) nodes.back()["calls"] = calls[node.id];
        }
        Json errors = Json::array();
        for (const Error& error : planned.errors) errors.push_back(to_json(error));
        Json all{{"nodes", std::move(nodes)}, {"errors", std::move(errors)}};
        if (is_time_known) all["seconds"] = planned.seconds;
        std::cout << json_text(all, 2) << "\n";
    } else {
        for (const PlannedNode& node : planned.nodes) {
            std::printf("%-10s  %-28s", std::string(name_of(node.action)).c_str(), plain(node.id).c_str());
            if (node.seconds > 0 && would_run(node)) std::printf("  about %.2f s", node.seconds);
            if (node.action == Action::reuse) std::printf("  %.1f kB%s", static_cast<double>(node.bytes) / 1024, node.on_disk ? " from disk" : "");
            if (steps.contains(node.id)) std::printf("  %d of %d steps", steps[node.id].walked, steps[node.id].all);
            if (calls.contains(node.id) && calls[node.id] > 0) std::printf(", about %d model calls", calls[node.id]);
            std::printf("\n");
        }
        if (is_time_known) std::printf("about %.1f s in all\n", planned.seconds);
    }
    if (planned.errors.empty()) return 0;
    if (!arguments.json)
        for (const Error& error : planned.errors) fail(error);
    return exit_status(planned.errors.front().code);
}

int validate_command(const Registry& registry, const GraphArguments& arguments) {
    auto prepared = prepare(registry, arguments);
    if (!prepared) return fail(prepared.error(), arguments.json);
    const auto problems = validate(prepared->source.workflow, registry, prepared->targets);
    for (const Error& problem : problems) fail(problem, arguments.json);
    if (!problems.empty()) return exit_status(problems.front().code);
    if (arguments.json)
        std::cout << json_text({{"ok", true}}) << "\n";
    else
        std::cout << plain(prepared->source.name) << ": " << prepared->source.workflow.graph.nodes.size() << " nodes, no mistake found; files are looked for when it runs\n";
    return 0;
}

int format_command(const Registry& registry, const std::string& workflow, bool in_place, bool check) {
    auto source = open_source(workflow, registry);
    if (!source) return fail(source.error());
    const std::string text = write_workflow(source->workflow, &registry);
    if (check) {
        const auto saved = read_file(source->file, std::size_t{64} << 20, Code::bad_workflow);
        return saved && *saved == text ? 0 : 1;
    }
    if (!in_place) {
        std::cout << text;
        return 0;
    }
    if (source->file != workflow || source->file.extension() != workflow_suffix)   // pictures, standard input, the templates
        return fail({Code::usage, "only a .noiseloom file can be formatted in place", "Leave --in-place out to print the workflow.", "", "", ""});
    if (const auto saved = save_workflow(source->file, source->workflow, &registry); !saved) return fail(saved.error());
    return 0;
}

}  // namespace noiseloom
