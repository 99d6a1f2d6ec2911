#include "engine/node_call.h"

#include <chrono>
#include <new>

namespace noiseloom {
namespace {

// The store of runs that do not use the cache.
class NoSteps : public StepStore {
  public:
    Value find(const Key&) override { return {}; }
    void keep(const Key&, Value, double) override {}
};

class NodeContext : public RunContext {
  public:
    NodeContext(ActiveRun& run, int node) : run_(run), node_(node) {}

    const Cancel& cancel() const override { return run_.options().cancel; }
    const Compute& compute() const override { return run_.options().compute; }
    void progress(double done, double total) override {
        Event event = made(EventKind::progress);
        event.done = done;
        event.total = total;
        run_.tell(std::move(event));
    }
    void preview(const Value& value, int step) override {
        Event event = made(EventKind::preview);
        event.preview = value;
        event.step = step;
        run_.tell(std::move(event));
    }
    void metric(std::string_view name, int step, double value) override {
        Event event = made(EventKind::metric);
        event.name = name;
        event.step = step;
        event.number = value;
        run_.tell(std::move(event));
    }
    void warn(Error problem) override {
        Event event = made(EventKind::warning);
        problem.node = event.node;
        event.error = std::move(problem);
        run_.tell(std::move(event));
    }
    StepStore& steps() override {
        if (const auto rehearsal = run_.options().rehearsals.find(*run_.program().nodes[node_].id); rehearsal != run_.options().rehearsals.end()) return *rehearsal->second;
        if (!run_.options().use_cache) return no_steps_;
        return run_.caches().memory();
    }
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind kind) override {
        if (!run_.options().files) return Error{Code::refused, "'" + file.name + "' cannot be used here", "", "", "", ""};
        return run_.options().files->resolve(file, kind, *run_.program().nodes[node_].id);
    }
    const HandedPicture* handed(std::string_view input) const override {
        return run_.options().files ? run_.options().files->handed(*run_.program().nodes[node_].id + "." + std::string(input)) : nullptr;
    }
    std::string fact(std::string_view name) const override {
        const auto found = run_.options().facts.find(std::string(name));
        return found == run_.options().facts.end() ? "" : found->second(cancel());
    }
    void wrote(const std::filesystem::path& file) override { run_.add_file(node_, file); }
    FileClaims* claims() const override { return run_.options().claims.get(); }

  private:
    Event made(EventKind kind) const {
        Event event;
        event.kind = kind;
        event.node = *run_.program().nodes[node_].id;
        return event;
    }

    ActiveRun& run_;
    int node_;
    NoSteps no_steps_;
};

// Runs `work` inside the wall; nothing if it went well.
template <class Work>
std::optional<Outcome> guarded(const ActiveRun& run, Work&& work) {
    Outcome bad;
    const auto fail = [&](Code code, std::string message, std::string hint, std::string details) {
        bad.error = Error{code, std::move(message), std::move(hint), "", "", std::move(details)};
    };
    try {
        const Result<void> done = work();
        if (done) return {};
        bad.error = done.error();
    } catch (const Failure& failure) {
        bad.error = failure.error();
    } catch (const Cancelled&) {
        fail(Code::cancelled, "the node was cancelled", "", "");
    } catch (const std::bad_alloc&) {
        fail(Code::out_of_memory, "there is not enough memory for this node", "Make the picture or the batch smaller, or close other programs.", "");
    } catch (const std::exception& problem) {
        fail(Code::internal, "the node stopped with an unexpected error", "This is a bug: please report it.", problem.what());
    } catch (...) {
        fail(Code::internal, "the node stopped with an unexpected error", "This is a bug: please report it.", "not a std::exception");
    }
    if (bad.error->code == Code::cancelled && run.options().cancel.requested()) {
        bad.error.reset();
        bad.cancelled = true;
    }
    return bad;
}

// Converts what came over wires into what the inputs take; missing values are the upstream node's fault.
Result<void> convert_inputs(const ActiveRun& run, int node, std::vector<Value>& values) {
    const NodeDef& def = *run.program().nodes[node].def;
    std::size_t i = 0;
    for (const Feed& feed : run.program().inputs_of(node)) {
        const InputDecl& decl = def.inputs()[i];
        Value& value = values[i++];
        if (value)
            value = run.registry().convert(value, *decl.type);
        else if (feed.is_wire() && !decl.is_optional && !decl.is_lazy)
            return Error{Code::bad_workflow,
                         "'" + decl.name + "' gets nothing: '" + *run.program().nodes[feed.node].id + "' has no " +
                             run.program().nodes[feed.node].def->outputs()[feed.output].name,
                         "Connect another " + std::string(decl.type->name) + ".", "", decl.name, ""};
    }
    return {};
}

Result<void> check_outputs(const ActiveRun& run, const NodeDef& def, std::vector<Value>& outputs) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        const OutputDecl& decl = def.outputs()[i];
        if (!outputs[i] || &outputs[i].type() == decl.type) continue;
        if (!run.registry().accepts(outputs[i].type(), *decl.type))
            return Error{Code::internal, "'" + decl.name + "' should be a " + std::string(decl.type->name) + " and is a " + std::string(outputs[i].type().name),
                         "This is a bug: please report it.", "", decl.name, ""};
        outputs[i] = run.registry().convert(outputs[i], *decl.type);
    }
    return {};
}

// What was made of a file that another program changed meanwhile would be kept under the key of the old content.
Result<void> check_files(ActiveRun& run, int node) {
    const auto files = run.keys().files.find(node);
    if (files == run.keys().files.end()) return {};
    for (const KeyedFile& file : files->second) {
        NL_TRY(const Key content, run.caches().digests().digest(file.path, file.kind));
        if (content != file.content) return changed_while_read(file.path, file.kind);
    }
    return {};
}

Outcome call_once(ActiveRun& run, int node, std::vector<Value> inputs) {
    const NodeDef& def = *run.program().nodes[node].def;
    Outcome outcome;
    NodeContext context(run, node);
    const auto begin = std::chrono::steady_clock::now();
    auto failure = guarded(run, [&]() -> Result<void> {
        NL_CHECK(convert_inputs(run, node, inputs));
        Run call(def, std::move(inputs), context);
        NL_CHECK(def.execute(call));
        NL_CHECK(check_outputs(run, def, call.outputs()));
        NL_CHECK(check_files(run, node));
        outcome.outputs = std::move(call.outputs());
        outcome.lacking = std::move(call.lacking());
        return {};
    });
    if (failure) return *std::move(failure);
    outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return outcome;
}

void keep(ActiveRun& run, int node, const Outcome& outcome) {
    const BoundNode& bound = run.program().nodes[node];
    Measured measured{outcome.seconds, 0};
    for (std::size_t i = 0; i < outcome.outputs.size(); ++i) {
        measured.bytes += outcome.outputs[i].bytes();
        // A lack is not kept: the node says it again in the run that minds it.
        if (run.options().use_cache && !run.keys().is_volatile[node] && !outcome.lacking.contains(i))
            run.caches().keep(run.keys().outputs[bound.first_output + i], outcome.outputs[i], outcome.seconds);
    }
    if (!run.options().rehearsals.contains(*bound.id)) run.caches().measure(*bound.def, measured);   // a rehearsal takes no time
}

}  // namespace

Outcome call_node(ActiveRun& run, int node, std::vector<Value> inputs) {
    Outcome outcome = call_once(run, node, inputs);
    if (outcome.error && outcome.error->code == Code::out_of_memory && run.caches().memory().clear() > 0)
        outcome = call_once(run, node, std::move(inputs));
    if (!outcome.error && !outcome.cancelled) {
        try {
            keep(run, node, outcome);
        } catch (const std::exception&) {   // no memory for keeping it: the value is good nevertheless
        }
    }
    return outcome;
}

Wanted ask_node(ActiveRun& run, int node, std::vector<Value> inputs) {
    const NodeDef& def = *run.program().nodes[node].def;
    NodeContext context(run, node);
    Wanted wanted;
    wanted.failure = guarded(run, [&]() -> Result<void> {
        NL_CHECK(convert_inputs(run, node, inputs));
        const Run call(def, std::move(inputs), context);
        wanted.inputs = def.needed(call);
        for (const std::string& name : wanted.inputs)
            if (const InputDecl* decl = def.input(name); !decl || !decl->is_lazy)
                return Error{Code::internal, def.type() + " asks for '" + name + "', which is no lazy input of it", "This is a bug: please report it.", "", name, ""};
        return {};
    });
    return wanted;
}

}  // namespace noiseloom
