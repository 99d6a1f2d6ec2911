// A workflow at many values of one or two inputs: a grid of its pictures, and a table of what its runs tell in numbers.
#include <iostream>

#include "core/atomic_file.h"
#include "core/sweep.h"
#include "core/validate.h"
#include "diffusion/trace.h"
#include "engine/program.h"
#include "headless/interrupt.h"
#include "headless/prepare.h"
#include "headless/result_file.h"
#include "headless/table.h"
#include "headless/terminal.h"
#include "headless/tracing.h"
#include "image/contact_sheet.h"
#include "image/format.h"
#include "image/images.h"
#include "image/read.h"
#include "image/write.h"
#include "models/device.h"
#include "training/export.h"

namespace noiseloom {
namespace {

constexpr int gap = 4;

bool is_impure(const Program& program, int node) { return program.nodes[node].def && program.nodes[node].def->is_impure(); }

// Where the grid's pictures come from: an output of a node.
struct Source {
    std::string node;
    std::size_t output = 0;
    std::string name = {};   // of the output
};

// The pictures that a node writes, or its own.
std::optional<Source> pictures_of(const Program& program, int node) {
    if (is_impure(program, node))
        for (const Feed& feed : program.inputs_of(node))
            if (feed.is_wire() && program.nodes[feed.node].def && program.nodes[feed.node].def->outputs()[static_cast<std::size_t>(feed.output)].type == &type_of<Images>())
                return Source{*program.nodes[feed.node].id, static_cast<std::size_t>(feed.output)};
    const NodeDef* def = program.nodes[node].def;
    for (std::size_t i = 0; def && i < def->outputs().size(); ++i)
        if (def->outputs()[i].type == &type_of<Images>()) return Source{*program.nodes[node].id, i};
    return {};
}

// What a sweep shows and tells: of the nodes that are named, or else of what the workflow writes, and of the measures that nobody reads on.
struct Wanted {
    std::optional<Source> pictures;
    std::vector<Source> numbers;
    std::vector<std::string> targets;
};

void add_numbers(const Program& program, int node, std::vector<Source>& numbers) {
    const NodeDef* def = program.nodes[node].def;
    for (std::size_t i = 0; def && i < def->outputs().size(); ++i)
        if (def->outputs()[i].type == &type_of<double>()) numbers.push_back({*program.nodes[node].id, i, def->outputs()[i].name});
}

Result<Wanted> find_wanted(const Graph& graph, const Registry& registry, const std::vector<std::string>& targets) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry);
    Wanted wanted;
    int places = 0;
    for (const std::string& id : targets.empty() ? default_targets(program) : targets) {
        const int node = program.find(id);
        if (node < 0) continue;
        auto source = pictures_of(program, node);
        wanted.targets.push_back(source ? source->node : id);
        if (!targets.empty()) add_numbers(program, node, wanted.numbers);
        if (!source) continue;
        wanted.pictures = std::move(source);
        ++places;
    }
    for (int node = 0; targets.empty() && node < program.size(); ++node) {
        const NodeDef* def = program.nodes[node].def;
        if (def && !program.is_bypassed(node) && program.consumers_of(node).empty() && def->category() == "Metrics") add_numbers(program, node, wanted.numbers);
    }
    for (const Source& number : wanted.numbers) wanted.targets.push_back(number.node);
    if (places > 1) return Error{Code::usage, "this workflow gives pictures in " + std::to_string(places) + " places", "Say which are wanted: --target NODE.", "", "", ""};
    return wanted;
}

class Sweep {
  public:
    Sweep(const Registry& registry, const Prepared& prepared, const SweepArguments& arguments)
        : prepared_(prepared), arguments_(arguments), graph_(prepared.source.workflow.graph), caches_(cache_settings(arguments)), executor_(registry, caches_) {
        prepared.files->hashes = &caches_.hashes();
        prepared.files->cancel = cancel_;
        if (arguments.axes.size() > 2) throw Failure({Code::usage, "a sweep has one or two axes, and not " + std::to_string(arguments.axes.size()), "Sweep the others one after the other.", "", "", ""});
        for (const std::string& text : arguments.axes) axes_.push_back(parse_axis(text, graph_, registry).or_throw());
        if (axes_.size() == 2 && axes_[0].node == axes_[1].node && axes_[0].input == axes_[1].input)
            throw Failure({Code::usage, "both axes are of " + axes_[0].node + "." + axes_[0].input, "Give one of them all the values.", "", "", ""});
        wanted_ = find_wanted(graph_, registry, prepared.targets).or_throw();
        if (auto traced = targets_with_traces(graph_, registry, wanted_.targets)) wanted_.targets = *std::move(traced);
        if (!arguments.table.empty()) table_ending_ = check_result_file(arguments.table, {".csv", ".json"}, arguments.overwrite).or_throw();
        if (wanted_.pictures) {
            output_ = file_of(arguments.output);
            if (output_.has_parent_path()) make_folders(output_.parent_path());
        } else if (arguments.table.empty()) {
            throw Failure({Code::usage, "nothing that would run gives pictures", "Name the node whose pictures are wanted, --target NODE, or a --table for its numbers.", "", "", ""});
        }
        for (const std::vector<std::size_t>& place : places())
            if (auto problems = validate(graph_at(graph_, axes_, place), registry, wanted_.targets); !problems.empty()) throw Failure(problems.front());
    }

    // A cell that fails stays white; what is finished is written in any case.
    int run() {
        const InterruptGuard guard(cancel_);
        const auto all = places();
        int status = 0;
        for (std::size_t i = 0; i < all.size() && !cancel_.requested(); ++i)
            if (const int one = run_at(all[i], i + 1, all.size()); status == 0) status = one;
        if (is_any_finished_) write();
        if (!cancel_.requested()) return status;
        std::cerr << "noiseloom: cancelled; what was finished is reused next time\n";
        return exit_status(Code::cancelled);
    }

  private:
    // "grids/" is a folder for sweep.png. Throws Failure for a name that says no format, before anything runs.
    static std::filesystem::path file_of(const std::string& output) {
        std::error_code none;
        const std::filesystem::path file = output.ends_with('/') || std::filesystem::is_directory(output, none) ? std::filesystem::path(output) / "sweep.png" : std::filesystem::path(output);
        if (!format_of_extension(file))
            throw Failure({Code::usage, "'" + file.filename().string() + "' does not say which picture format to write", "End the name with .png, .jpg, .webp, .tiff or .exr.", "", "", ""});
        return file;
    }

    // Indexes along the axes, the first axis fastest: it runs from left to right.
    std::vector<std::vector<std::size_t>> places() const {
        std::vector<std::vector<std::size_t>> all;
        for (std::size_t row = 0; row < (axes_.size() > 1 ? axes_[1].values.size() : 1); ++row)
            for (std::size_t column = 0; column < axes_[0].values.size(); ++column)
                all.push_back(axes_.size() > 1 ? std::vector{column, row} : std::vector{column});
        return all;
    }

    // The status of the run.
    int run_at(const std::vector<std::size_t>& place, std::size_t number, std::size_t count) {
        std::string shown;
        Json row = Json::object();
        std::vector<std::string> order;
        const auto put = [&](const std::string& name, Json value) {
            row[name] = std::move(value);
            order.push_back(name);
        };
        for (std::size_t i = 0; i < axes_.size(); ++i) {
            const std::string name = axes_[i].node + "." + axes_[i].input;
            put(name, axes_[i].values[place[i]]);
            shown += (i ? ", " : "") + name + " = " + json_text(axes_[i].values[place[i]]);
        }
        RunOptions options;
        options.compute = prepared_.compute;
        options.files = prepared_.files;
        options.use_cache = arguments_.use_cache;
        options.cancel = cancel_;
        int steps = 0;
        options.on_event = [&](const Event& event) {
            if (event.kind == EventKind::progress) ++steps;
        };
        const RunResult result = run_now(executor_, graph_at(graph_, axes_, place), wanted_.targets, std::move(options));
        cells_.push_back(make_image(1, 1, 3, {1, 1, 1}));
        if (result.cancelled) return 0;
        if (!result.ok()) {
            Error error = result.errors.front();
            error.message = "at " + shown + ": " + error.message;
            return fail(error, arguments_.json);
        }
        is_any_finished_ = true;
        if (wanted_.pictures) cells_.back() = one_picture(result.outputs.at(wanted_.pictures->node).at(wanted_.pictures->output).as<Images>());
        put("steps", steps);
        put("seconds", result.seconds);
        std::vector<Error> problems;
        for (const auto& [id, outputs] : result.outputs)
            for (const Value& output : outputs) {
                if (!output || !output.is<Trace>()) continue;
                for (const auto& [name, value] : summary(output.as<Trace>())) put(id + "." + name, value);
                for (Error& problem : warnings(output.as<Trace>())) problems.push_back(std::move(problem));
            }
        for (const Source& one : wanted_.numbers)
            if (const Value& value = result.outputs.at(one.node).at(one.output)) put(one.node + "." + one.name, value.as<double>());
        if (arguments_.json) std::cout << json_text({{"event", "cell"}, {"number", number}, {"of", count}, {"values", row}}) << std::endl;
        else std::cerr << plain(std::to_string(number) + " of " + std::to_string(count) + ": " + shown) << "  (" << steps << " steps)" << std::endl;
        for (const Error& problem : problems) warn(problem, arguments_.json);
        table_.add(std::move(row), order);
        return 0;
    }

    // A batch is a small sheet.
    static Image one_picture(const Images& images) {
        if (images.size() == 1) return images.first();
        constexpr int small_gap = 1;
        return contact_sheet(images.items, sheet_size(images.items, 0, small_gap).or_throw(), small_gap);
    }

    void write() const {
        if (!arguments_.table.empty()) {
            write_file(arguments_.table, table_ending_ == ".json" ? table_.json() : table_.csv()).or_throw();
            told(arguments_.table);
        }
        if (!wanted_.pictures) return;
        const SheetSize size = sheet_size(cells_, static_cast<int>(axes_.front().values.size()), gap).or_throw();
        WriteOptions options;
        options.existing = arguments_.overwrite ? Existing::replace : Existing::number;
        told(write_image(output_, contact_sheet(cells_, size, gap), options).or_throw().string());
    }

    void told(const std::string& file) const {
        if (arguments_.json) std::cout << json_text({{"event", "wrote"}, {"file", file}}) << std::endl;
        else std::cout << file << std::endl;
    }

    const Prepared& prepared_;
    const SweepArguments& arguments_;
    Graph graph_;
    std::filesystem::path output_;
    std::string table_ending_;
    Caches caches_;
    Executor executor_;
    Cancel cancel_;
    std::vector<Axis> axes_;
    Wanted wanted_;
    std::vector<Image> cells_;
    Table table_;
    bool is_any_finished_ = false;
};

}  // namespace

int sweep_command(const Registry& registry, const SweepArguments& arguments) {
    try {
        set_threads(arguments.threads);
        warm_up_image_helper();
        GraphArguments graph = arguments;
        graph.output.clear();   // the workflow's own files are not written
        const Prepared prepared = prepare(registry, graph).or_throw();
        return Sweep(registry, prepared, arguments).run();
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled; what was finished is reused next time\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        return fail(failure.error(), arguments.json);
    }
}

}  // namespace noiseloom
