// A workflow at many values of one or two inputs: a grid of its pictures, and a table of what its runs tell in numbers.
#include <iostream>

#include "core/atomic_file.h"
#include "diffusion/trace.h"
#include "engine/executor.h"
#include "headless/interrupt.h"
#include "headless/recording.h"
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
        if (!arguments.table.empty()) table_ending_ = check_result_file(arguments.table, {".csv", ".json"}, arguments.overwrite).or_throw();
        if (!arguments.plot.empty()) check_result_file(arguments.plot, {".png", ".jpg", ".webp", ".tiff"}, arguments.overwrite).or_throw();
        if (task.pictures) {
            output_ = file_of(arguments.output);
            if (output_.has_parent_path()) make_folders(output_.parent_path());
        } else if (arguments.table.empty() && arguments.plot.empty()) {
            throw Failure({Code::usage, "nothing that would run gives pictures", "Name the node whose pictures are wanted, --target NODE, or a --table for its numbers.", "", "", ""});
        }
    }

    // A cell that fails stays white; what is finished is written in any case.
    int run() {
        const InterruptGuard guard(cancel_);
        if (arguments_.embed) record();
        const auto all = task_.places();
        int status = 0;
        for (std::size_t i = 0; i < all.size() && !cancel_.requested(); ++i)
            if (const int one = run_at(all[i], i + 1, all.size()); status == 0) status = one;
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

    // The status of the run.
    int run_at(const std::vector<std::size_t>& place, std::size_t number, std::size_t count) {
        const std::string shown = task_.name_of(place);
        Json row = Json::object();
        std::vector<std::string> order;
        const auto put = [&](const std::string& name, Json value) {
            row[name] = std::move(value);
            order.push_back(name);
        };
        for (std::size_t i = 0; i < task_.axes.size(); ++i) put(task_.axes[i].node + "." + task_.axes[i].input, task_.axes[i].values[place[i]]);
        RunOptions options;
        options.compute = task_.prepared.compute;
        options.files = task_.prepared.files;
        options.use_cache = arguments_.use_cache;
        options.cancel = cancel_;
        int steps = 0;
        options.on_event = [&](const Event& event) {
            if (event.kind == EventKind::progress) ++steps;
        };
        const RunResult result = run_now(executor_, graph_at(task_.graph(), task_.axes, place), task_.targets, std::move(options));
        cells_.push_back(make_image(1, 1, 3, {1, 1, 1}));
        if (result.cancelled) return 0;
        if (!result.ok()) {
            Error error = result.errors.front();
            error.message = "at " + shown + ": " + error.message;
            return fail(error, arguments_.json);
        }
        is_any_finished_ = true;
        if (task_.pictures) cells_.back() = one_picture(result.outputs.at(task_.pictures->node).at(task_.pictures->output).as<Images>());
        put("steps", steps);
        put("seconds", result.seconds);
        std::vector<Error> problems;
        for (const auto& [id, outputs] : result.outputs)
            for (const Value& output : outputs) {
                if (!output || !output.is<Trace>()) continue;
                for (const auto& [name, value] : summary(output.as<Trace>())) put(id + "." + name, value);
                for (Error& problem : warnings(output.as<Trace>())) problems.push_back(std::move(problem));
            }
        for (const OutputPlace& one : task_.numbers)
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

    // The status.
    int write() const {
        const Font font(plot_font);
        if (!font.is_there() && (task_.pictures || !arguments_.plot.empty())) warn(Font::missing(), arguments_.json);
        if (!arguments_.table.empty()) {
            write_file(arguments_.table, table_ending_ == ".json" ? table_.json() : table_.csv()).or_throw();
            told(arguments_.table);
        }
        if (task_.pictures) told(write_image(output_, labelled_grid(cells_, labels()).or_throw(), write_options()).or_throw().string());
        if (arguments_.plot.empty()) return 0;
        const auto drawn = sweep_plot(table_, task_.axes, {arguments_.plot_x, arguments_.plot_y}, task_.graph(), font);
        if (!drawn) return fail(drawn.error(), arguments_.json);
        told(write_image(arguments_.plot, *drawn, write_options()).or_throw().string());
        return 0;
    }

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
