// A workflow at many values of one or two inputs: a grid of its pictures, and a table of what its runs tell in numbers.
#include <iostream>
#include <set>

#include "core/atomic_file.h"
#include "core/validate.h"
#include "diffusion/trace.h"
#include "engine/program.h"
#include "core/sweep.h"
#include "headless/interrupt.h"
#include "headless/prepare.h"
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

Result<Source> find_pictures(const Graph& graph, const Registry& registry, const std::vector<std::string>& targets) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry);
    std::vector<Source> found;
    for (const std::string& id : targets.empty() ? default_targets(program) : targets)
        if (const int node = program.find(id); node >= 0)
            if (auto source = pictures_of(program, node)) found.push_back(*std::move(source));
    if (found.size() == 1) return found.front();
    if (found.empty()) return Error{Code::usage, "nothing that would run gives pictures", "Name the node whose pictures are wanted: --target NODE.", "", "", ""};
    return Error{Code::usage, "this workflow gives pictures in " + std::to_string(found.size()) + " places", "Say which are wanted: --target NODE.", "", "", ""};
}

// The numbers that nobody reads on: results of measuring nodes.
std::vector<Source> find_numbers(const Graph& graph, const Registry& registry) {
    const Program program = bind_graph(std::make_shared<const Graph>(graph), registry);
    std::vector<Source> found;
    for (int node = 0; node < program.size(); ++node) {
        const NodeDef* def = program.nodes[node].def;
        if (!def || program.is_bypassed(node) || !program.consumers_of(node).empty() || def->category() == "Values") continue;
        for (std::size_t i = 0; i < def->outputs().size(); ++i)
            if (def->outputs()[i].type == &type_of<double>()) found.push_back({*program.nodes[node].id, i, def->outputs()[i].name});
    }
    return found;
}

// Rows of named values, which need not have the same names.
class Table {
  public:
    void add(Json row, const std::vector<std::string>& order) {
        for (const std::string& name : order)
            if (known_.insert(name).second) columns_.push_back(name);
        rows_.push_back(std::move(row));
    }
    std::string json() const { return json_text(rows_, 1) + "\n"; }
    // RFC 4180.
    std::string csv() const {
        std::string text;
        for (std::size_t i = 0; i < columns_.size(); ++i) text += (i ? "," : "") + quoted(columns_[i]);
        text += "\r\n";
        for (const Json& row : rows_) {
            for (std::size_t i = 0; i < columns_.size(); ++i) {
                const auto value = row.find(columns_[i]);
                text += i ? "," : "";
                if (value != row.end()) text += value->is_string() ? quoted(value->get<std::string>()) : value->is_structured() ? quoted(json_text(*value)) : json_text(*value);
            }
            text += "\r\n";
        }
        return text;
    }

  private:
    static std::string quoted(const std::string& text) {
        if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
        std::string all = "\"";
        for (const char c : text) all += c == '"' ? "\"\"" : std::string(1, c);
        return all + "\"";
    }

    std::vector<std::string> columns_;
    std::set<std::string> known_;
    Json rows_ = Json::array();
};

class Sweep {
  public:
    Sweep(const Registry& registry, const Prepared& prepared, const SweepArguments& arguments)
        : prepared_(prepared), arguments_(arguments), graph_(prepared.source.workflow.graph), caches_(cache_settings(arguments)), executor_(registry, caches_) {
        prepared.files->hashes = &caches_.hashes();
        prepared.files->cancel = cancel_;
        if (arguments.axes.size() > 2) throw Failure({Code::usage, "a sweep has one or two axes, and not " + std::to_string(arguments.axes.size()), "Sweep the others one after the other.", "", "", ""});
        output_ = file_of(arguments.output);
        for (const std::filesystem::path& file : {output_, std::filesystem::path(arguments.table)})
            if (file.has_parent_path()) make_folders(file.parent_path());
        for (const std::string& text : arguments.axes) axes_.push_back(parse_axis(text, graph_, registry).or_throw());
        if (axes_.size() == 2 && axes_[0].node == axes_[1].node && axes_[0].input == axes_[1].input)
            throw Failure({Code::usage, "both axes are of " + axes_[0].node + "." + axes_[0].input, "Give one of them all the values.", "", "", ""});
        pictures_ = find_pictures(graph_, registry, prepared.targets).or_throw();
        numbers_ = find_numbers(graph_, registry);
        targets_ = {pictures_.node};
        for (const Source& number : numbers_) targets_.push_back(number.node);
        if (auto traced = targets_with_traces(graph_, registry, targets_)) targets_ = *std::move(traced);
        for (const std::vector<std::size_t>& place : places())
            if (auto problems = validate(graph_at(graph_, axes_, place), registry, targets_); !problems.empty()) throw Failure(problems.front());
    }

    int run() {
        const InterruptGuard guard(cancel_);
        const auto all = places();
        for (std::size_t i = 0; i < all.size(); ++i) run_at(all[i], i + 1, all.size());
        const int columns = static_cast<int>(axes_.front().values.size());
        const SheetSize size = sheet_size(cells_, columns, gap).or_throw();
        WriteOptions options;
        options.existing = arguments_.overwrite ? Existing::replace : Existing::number;
        const auto written = write_image(output_, contact_sheet(cells_, size, gap), options).or_throw();
        if (!arguments_.table.empty()) {
            const bool is_json = std::filesystem::path(arguments_.table).extension() == ".json";
            write_file(arguments_.table, is_json ? table_.json() : table_.csv()).or_throw();
        }
        std::cout << written.string() << std::endl;
        return 0;
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

    void run_at(const std::vector<std::size_t>& place, std::size_t number, std::size_t count) {
        Json row = Json::object();
        std::vector<std::string> order;
        const auto put = [&](const std::string& name, Json value) {
            row[name] = std::move(value);
            order.push_back(name);
        };
        std::string shown;
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
        const RunResult result = run_now(executor_, graph_at(graph_, axes_, place), targets_, std::move(options));
        if (result.cancelled) throw Cancelled();
        if (!result.ok()) {
            Error error = result.errors.front();
            error.message = "at " + shown + ": " + error.message;
            throw Failure(error);
        }
        cells_.push_back(result.outputs.at(pictures_.node).at(pictures_.output).as<Images>().first());
        for (const auto& [id, outputs] : result.outputs)
            for (const Value& output : outputs)
                if (output && output.is<Trace>())
                    for (const auto& [name, value] : summary(output.as<Trace>())) put(id + "." + name, value);
        for (const Source& one : numbers_)
            if (const Value& value = result.outputs.at(one.node).at(one.output)) put(one.node + "." + one.name, value.as<double>());
        put("steps", steps);
        put("seconds", result.seconds);
        table_.add(std::move(row), order);
        std::cerr << plain(std::to_string(number) + " of " + std::to_string(count) + ": " + shown) << "  (" << steps << " steps)" << std::endl;
    }

    const Prepared& prepared_;
    const SweepArguments& arguments_;
    Graph graph_;
    std::filesystem::path output_;
    Caches caches_;
    Executor executor_;
    Cancel cancel_;
    std::vector<Axis> axes_;
    Source pictures_;
    std::vector<Source> numbers_;
    std::vector<std::string> targets_;
    std::vector<Image> cells_;
    Table table_;
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
