// A workflow at many values of one or two inputs: a grid of its pictures, and a table of what its runs tell in numbers.
#include <algorithm>
#include <iostream>

#include "diffusion/trace.h"
#include "engine/executor.h"
#include "headless/interrupt.h"
#include "headless/result_file.h"
#include "headless/sweep_plot.h"
#include "headless/sweep_task.h"
#include "headless/terminal.h"
#include "image/contact_sheet.h"
#include "image/format.h"
#include "image/images.h"
#include "image/labelled_grid.h"
#include "image/metadata.h"
#include "image/read.h"
#include "image/write.h"
#include "models/device.h"
#include "session/recording.h"
#include "training/export.h"

namespace noiseloom {
namespace {

constexpr double plot_font = 13;   // px

class Sweep {
  public:
    Sweep(const Registry& registry, const SweepTask& task, const SweepArguments& arguments)
        : registry_(registry), task_(task), arguments_(arguments), caches_(cache_settings(arguments)), executor_(registry, caches_) {
        task.prepared.files->hashes = &caches_.hashes();
        task.prepared.files->cancel = cancel_;
        if (!arguments.table.empty()) table_ending_ = check_result_file(arguments.table, {".csv", ".json"}, true).or_throw();   // one that exists is numbered, as grids are
        if (!arguments.plot.empty()) check_result_file(arguments.plot, {".png", ".jpg", ".webp", ".tiff"}, true).or_throw();
        check_plot_names(plot_names(), task, registry).or_throw();
        if (task.pictures) {
            output_ = file_of(arguments.output);
            if (output_.has_parent_path()) make_folders(output_.parent_path());
        } else if (arguments.table.empty() && arguments.plot.empty()) {
            throw Failure({Code::usage, "nothing that would run gives pictures", "Name the node whose pictures are wanted, --target NODE, or a --table for its numbers.", "", "", ""});
        }
    }

    // A cell that fails is marked; what is finished is written in any case.
    int run() {
        const InterruptGuard guard(cancel_);
        if (arguments_.embed) record();
        const auto all = task_.places();
        int status = 0;
        for (std::size_t i = 0; i < all.size() && !cancel_.requested(); ++i)
            if (const int one = run_at(all[i], i + 1); status == 0) status = one;
        if (is_any_finished_)
            if (const int one = write(); status == 0) status = one;
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

    // The status of the run. A node that fails leaves what others gave.
    int run_at(const std::vector<std::size_t>& place, std::size_t number) {
        const std::string shown = task_.name_of(place);
        int steps = 0;
        const RunResult result = run_now(executor_, task_.flat_graph_at(place, registry_), task_.targets, run_options(steps));
        cells_.emplace_back();
        if (result.cancelled) return 0;
        int status = 0;
        for (const Error& error : result.errors)
            if (const int one = fail(at_cell(error, shown), arguments_.json); status == 0) status = one;
        if (!gave_anything(result)) return status;
        if (task_.pictures)
            if (const Value* pictures = value_of(result, *task_.pictures)) take(one_picture(pictures->as<Images>()));
        TableRow row = row_of(place, result, steps);
        if (arguments_.json) std::cout << json_text({{"event", "cell"}, {"number", number}, {"of", task_.columns() * task_.rows()}, {"values", row.values}}) << std::endl;
        else std::cerr << plain(std::to_string(number) + " of " + std::to_string(task_.columns() * task_.rows()) + ": " + shown) << "  (" << counted(steps, "step") << ")" << std::endl;
        for (const auto& [id, outputs] : result.outputs)
            for (const Value& output : outputs)
                if (output && output.is<Trace>())
                    for (GuidanceWarning& problem : warnings(output.as<Trace>())) warn(at_cell(std::move(problem.error), shown), arguments_.json);
        table_.add(std::move(row));
        is_any_finished_ = true;
        return status;
    }

    static Error at_cell(Error problem, const std::string& cell) {
        problem.message = "at " + cell + ": " + problem.message;
        return problem;
    }

    // Cells share what they have in common also under --no-cache, which is about earlier runs.
    RunOptions run_options(int& steps) const {
        RunOptions options;
        options.compute = task_.prepared.compute;
        options.files = task_.prepared.files;
        options.cancel = cancel_;
        options.on_event = [&steps](const Event& event) {
            if (event.kind == EventKind::progress) ++steps;
        };
        return options;
    }

    static bool gave_anything(const RunResult& result) {
        return std::any_of(result.outputs.begin(), result.outputs.end(), [](const auto& node) { return std::any_of(node.second.begin(), node.second.end(), [](const Value& value) { return bool(value); }); });
    }

    // Null where the node failed.
    static const Value* value_of(const RunResult& result, const OutputPlace& place) {
        const auto node = result.outputs.find(place.node);
        return node == result.outputs.end() || place.output >= node->second.size() || !node->second[place.output] ? nullptr : &node->second[place.output];
    }

    // The first says how large the grid will be. Throws Failure for one that is too large, before the others run.
    void take(Image picture) {
        if (std::none_of(cells_.begin(), cells_.end(), [](const Image& cell) { return cell.width > 0; })) grid_layout(picture.width, picture.height, static_cast<int>(task_.rows()), labels(), grid_font(picture.width)).or_throw();
        cells_.back() = std::move(picture);
    }

    TableRow row_of(const std::vector<std::size_t>& place, const RunResult& result, int steps) const {
        TableRow row;
        for (std::size_t i = 0; i < task_.axes.size(); ++i) row.put(task_.axes[i].node + "." + task_.axes[i].input, task_.axes[i].values[place[i]]);
        row.put("steps", steps);
        row.put("seconds", result.seconds);
        for (const auto& [id, outputs] : result.outputs)
            for (const Value& output : outputs)
                if (output && output.is<Trace>())
                    for (const auto& [name, value] : summary(output.as<Trace>())) row.put(id + "." + name, value);
        for (const OutputPlace& one : task_.numbers)
            if (const Value* value = value_of(result, one)) row.put(one.node + "." + one.name, value->as<double>());
        return row;
    }

    // A batch is a small sheet.
    static Image one_picture(const Images& images) {
        if (images.size() == 1) return images.first();
        constexpr int small_gap = 1;
        return contact_sheet(images.items, sheet_size(images.items, 0, small_gap).or_throw(), small_gap);
    }

    // What the grid carries, so that it can be run and swept again.
    void record() {
        Workflow workflow = task_.prepared.source.workflow;
        workflow.unknown[sweep_key] = to_json(task_.settings);
        try {
            recording_.emplace(workflow, registry_, task_.targets, *task_.prepared.files, caches_);
        } catch (const Cancelled&) {   // the runs find out for themselves
        }
    }

    WriteOptions write_options() const {
        WriteOptions options;
        options.existing = arguments_.overwrite ? Existing::replace : Existing::number;
        if (recording_) options.texts[workflow_key] = recording_->text({});   // also of what was cancelled
        return options;
    }

    // The status. What cannot be written leaves the others.
    int write() const {
        const Font font(plot_font);
        if (!font.is_there() && (task_.pictures || !arguments_.plot.empty())) warn(Font::missing(), arguments_.json);
        int status = 0;
        const auto tell = [&](const Result<std::string>& written) {
            if (written) return told(*written);
            if (const int one = fail(written.error(), arguments_.json); status == 0) status = one;
        };
        if (!arguments_.table.empty()) tell(write_table());
        if (task_.pictures) tell(write_grid());
        if (!arguments_.plot.empty()) tell(write_plot(font));
        return status;
    }

    Result<std::string> write_table() const {
        NL_TRY(const std::filesystem::path file, write_result_file(arguments_.table, table_ending_ == ".json" ? table_.json() : table_.csv(), arguments_.overwrite));
        return file.string();
    }

    Result<std::string> write_grid() const {
        NL_TRY(const Image grid, labelled_grid(cells_, labels()));
        NL_TRY(const std::filesystem::path file, write_image(output_, grid, write_options()));
        return file.string();
    }

    Result<std::string> write_plot(const Font& font) const {
        NL_TRY(const Image drawn, sweep_plot(table_, task_.axes, plot_names(), task_.graph(), font));
        NL_TRY(const std::filesystem::path file, write_image(arguments_.plot, drawn, write_options()));
        return file.string();
    }

    SweepPlotNames plot_names() const { return {arguments_.plot_x, arguments_.plot_y}; }

    GridLabels labels() const {
        GridLabels made;
        const auto name = [&](const Axis& axis) { return short_name(axis.node + "." + axis.input, task_.graph()); };
        made.column_name = name(task_.axes[0]);
        for (const Json& value : task_.axes[0].values) made.columns.push_back(value_label(value));
        if (task_.axes.size() < 2) return made;
        made.row_name = name(task_.axes[1]);
        for (const Json& value : task_.axes[1].values) made.rows.push_back(value_label(value));
        return made;
    }

    void told(const std::string& file) const {
        if (arguments_.json) std::cout << json_text({{"event", "wrote"}, {"file", file}}) << std::endl;
        else std::cout << file << std::endl;
    }

    const Registry& registry_;
    const SweepTask& task_;
    const SweepArguments& arguments_;
    std::filesystem::path output_;
    std::string table_ending_;
    Caches caches_;
    Executor executor_;
    Cancel cancel_;
    std::optional<Recording> recording_;
    std::vector<Image> cells_;
    Table table_;
    bool is_any_finished_ = false;
};

}  // namespace

int sweep_command(const Registry& registry, const SweepArguments& arguments) {
    try {
        set_threads(arguments.threads);
        warm_up_image_helper();
        const SweepTask task = sweep_task(registry, arguments).or_throw();
        return Sweep(registry, task, arguments).run();
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled; what was finished is reused next time\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        return fail(failure.error(), arguments.json);
    }
}

}  // namespace noiseloom
