// The command line: options to arguments, arguments to commands.
#include <charconv>
#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>

#include "core/ids.h"
#include "engine/events.h"
#include "headless/bench/bench.h"
#include "headless/commands.h"
#include "headless/terminal.h"
#include "headless/waiting.h"
#include "launcher/library_path.h"
#include "library/nodes.h"

namespace noiseloom {

namespace {

void say(const Error& error, const char* event, const char* prefix, bool json) {
    if (json) {
        Json told = to_json(error);
        told["event"] = event;
        std::cout << json_text(told) << std::endl;
    }
    std::cerr << prefix << plain(to_string(error)) << "\n";
}

}  // namespace

void warn(const Error& problem, bool json) { say(problem, "warning", "noiseloom: warning: ", json); }

int fail(const Error& error, bool json) {
    say(error, "error", "noiseloom: ", json);
    if (error.code == Code::internal)
        std::cerr << "  This is a bug in Noiseloom. Please report it with the workflow and this text:\n  " << plain(error.details) << "\n";
    return exit_status(error.code);
}

namespace {

// Numbers that do not fit would silently become others.
std::string seed_check(const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    return problem == std::errc() && end == text.data() + text.size() ? "" : "a seed is a whole number from 0 to 18446744073709551615, not " + text;
}

// A word that is no command is said by its name: CLI11 only says that one is missing.
std::optional<Error> unknown_command(const CLI::App& app, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) {
        if (command->get_name() == argv[1]) return std::nullopt;
        names.push_back(command->get_name());
    }
    return Error{Code::usage, "there is no command '" + std::string(argv[1]) + "'", did_you_mean(argv[1], names), "", "", ""};
}

void add_graph_options(CLI::App& command, GraphArguments& to) {
    command.add_option("workflow", to.workflow, "A .noiseloom file, a template's name, a picture made by Noiseloom, or - for standard input")->required();
    command.add_option("--set", to.set, "Override a field: node.input=value (repeatable)")->type_name("NODE.INPUT=VALUE")->take_all()->allow_extra_args(false);
    command.add_option("--input", to.inputs, "Give the workflow a file: name=FILE (repeatable)")->type_name("NAME=FILE")->take_all()->allow_extra_args(false);
    command.add_option("--target", to.targets, "Compute these nodes only (repeatable)")->type_name("NODE")->take_all()->allow_extra_args(false);
    command.add_option("--allow-path", to.allow_paths, "Let the workflow read files of this folder (repeatable)")->type_name("DIR")->take_all()->allow_extra_args(false);
    command.add_option("-o,--output", to.output, "Name of the picture, or a folder for all outputs (with a / at its end)")->type_name("FILE|DIR/");
    command.add_option("--seed", to.seed, "Seed for every sampler, 0 to 2^64 - 1")->check(seed_check);
    command.add_option("--device", to.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    command.add_option("--dtype", to.dtype, "auto, fp32, bf16 or fp16")->capture_default_str();
    command.add_option("--threads", to.threads, "Processor threads; 0: all cores")->check(CLI::Range(0, 1024))->capture_default_str();
    command.add_flag_callback("--no-cache", [&to] { to.use_cache = false; }, "Neither read nor keep results of earlier runs");
    command.add_option("--cache-dir", to.cache_folder, "Where results are kept between runs")->type_name("DIR");
    command.add_flag("--json", to.json, "One JSON event a line on standard output");
}

int run(int argc, char** argv) {
    Registry registry;
    register_nodes(registry);

    CLI::App app("Noiseloom: see and control how a diffusion model is guided.", "noiseloom");
    app.require_subcommand(1);
    app.set_version_flag("--version", NOISELOOM_VERSION);
    app.set_help_all_flag("--help-all", "Help of all commands");
    app.footer("Examples:\n"
               "  noiseloom run text-to-image --set prompt.text=\"a red car in the snow\" -o car.png\n"
               "  noiseloom run image-to-image --input image=photo.jpg --seed 7 --count 4 -o variations/\n"
               "  noiseloom run car.png --set cfg.scale=2      re-run the workflow inside a picture\n"
               "  noiseloom sweep text-to-image --axis cfg.scale=1,2,4,8 --table scales.csv\n"
               "  noiseloom plan text-to-image                 what would run, what is reused\n"
               "  noiseloom nodes guidance.cfg                 the manual page of a node\n\n"
               "Exit status: 0 ok, 2 usage, 3 bad workflow, 4 bad model, 5 bad image, 6 out of memory,\n"
               "7 disk, 8 cancelled, 9 refused by policy, 70 a bug of ours.");

    int status = 0;
    RunArguments run_arguments;
    auto* run_app = app.add_subcommand("run", "Run a workflow");
    add_graph_options(*run_app, run_arguments);
    run_app->add_option("--count", run_arguments.count, "Run this many times, raising every seed by one")->check(CLI::Range(1, 100000))->capture_default_str();
    run_app->add_flag_callback("--no-embed", [&] { run_arguments.embed = false; }, "Save pictures without the workflow inside");
    run_app->add_flag("--overwrite", run_arguments.overwrite, "Replace existing files instead of adding a number to the new ones' names");
    run_app->add_option("--trace", run_arguments.trace, "Write what guidance did in every step, as JSON")->type_name("FILE");
    run_app->callback([&] { status = run_command(registry, run_arguments); });

    SweepArguments sweep_arguments;
    sweep_arguments.output = "sweep.png";
    auto* sweep_app = app.add_subcommand("sweep", "Run a workflow at many values of one or two inputs: a grid of pictures, a table of numbers");
    add_graph_options(*sweep_app, sweep_arguments);
    sweep_app->get_option("--output")->description("Name of the grid")->type_name("FILE")->capture_default_str();
    sweep_app->add_option("--axis", sweep_arguments.axes, "node.input=1,2,4 or node.input=1..9:5 (five values from 1 to 9) or a JSON list; a second one gives the rows; none: the workflow's own, as a grid has it")
        ->type_name("NODE.INPUT=VALUES")->take_all()->allow_extra_args(false);
    sweep_app->add_option("--table", sweep_arguments.table, "Write what the runs tell in numbers")->type_name("FILE.csv|FILE.json");
    auto* sweep_plot = sweep_app->add_option("--plot", sweep_arguments.plot, "Draw these numbers as curves over the first axis, a line for each value of the second")->type_name("FILE");
    sweep_app->add_option("--plot-x", sweep_arguments.plot_x, "Over this number of the table in place of the axis")->type_name("NAME")->needs(sweep_plot);
    sweep_app->add_option("--plot-y", sweep_arguments.plot_y, "Only this number of the table (repeatable)")->type_name("NAME")->needs(sweep_plot)->take_all()->allow_extra_args(false);
    sweep_app->add_flag_callback("--no-embed", [&] { sweep_arguments.embed = false; }, "Save pictures without the workflow inside");
    sweep_app->add_flag("--overwrite", sweep_arguments.overwrite, "Replace an existing grid, table and plot instead of adding a number to the name");
    sweep_app->add_flag("--plan", sweep_arguments.plan, "Only say what would run, what is reused, and how many steps and model calls that makes; models are loaded for it, and prompts read");
    sweep_app->callback([&] { status = sweep_arguments.plan ? sweep_plan_command(registry, sweep_arguments) : sweep_command(registry, sweep_arguments); });

    PlanArguments plan_arguments;
    auto* plan_app = app.add_subcommand("plan", "Say what a run would reuse, compute and cost");
    add_graph_options(*plan_app, plan_arguments);
    plan_app->add_flag("--steps", plan_arguments.steps, "Count the steps that samplers would walk; models are loaded for it, and prompts read");
    plan_app->callback([&] { status = plan_command(registry, plan_arguments); });

    GraphArguments validate_arguments;
    auto* validate_app = app.add_subcommand("validate", "Check a workflow without running it");
    add_graph_options(*validate_app, validate_arguments);
    validate_app->callback([&] { status = validate_command(registry, validate_arguments); });

    std::string format_workflow;
    bool in_place = false, check = false;
    auto* format_app = app.add_subcommand("fmt", "Write a workflow in its canonical form");
    format_app->add_option("workflow", format_workflow, "A .noiseloom file, a picture, or -")->required();
    format_app->add_flag("-i,--in-place", in_place, "Rewrite the file");
    format_app->add_flag("--check", check, "Only tell, by the exit status, whether it is canonical already");
    format_app->callback([&] { status = format_command(registry, format_workflow, in_place, check); });

    std::string filter;
    bool nodes_json = false, markdown = false;
    auto* nodes_app = app.add_subcommand("nodes", "List the nodes, or show the manual page of one");
    nodes_app->add_option("filter", filter, "Type or part of it");
    nodes_app->add_flag("--json", nodes_json, "The declarations as JSON");
    nodes_app->add_flag("--markdown", markdown, "The whole reference as markdown");
    nodes_app->callback([&] { status = nodes_command(registry, filter, nodes_json, markdown); });

    bool templates_json = false;
    auto* templates_app = app.add_subcommand("templates", "List the workflows that come with Noiseloom");
    templates_app->add_flag("--json", templates_json, "As JSON");
    templates_app->callback([&] { status = templates_command(registry, templates_json); });

    PublishArguments publish_arguments;
    auto* publish_app = app.add_subcommand("publish", "Give a workflow an entry in the menus of image editors; without one, list those that have theirs");
    publish_app->add_option("workflow", publish_arguments.workflow, "A .noiseloom file, a template or a picture");
    publish_app->add_option("--title", publish_arguments.title, "What the entry says, instead of the file's name");
    publish_app->add_option("--remove", publish_arguments.remove, "Take this one's entry away")->type_name("NAME");
    publish_app->add_flag("--usual", publish_arguments.usual, "List those that come with Noiseloom");
    publish_app->add_flag("--json", publish_arguments.json, "As JSON: the list as bridges read it");
    publish_app->callback([&] { status = publish_command(registry, publish_arguments); });

    std::vector<std::string> info_files;
    bool info_json = false;
    auto* info_app = app.add_subcommand("info", "Say what a model file, a picture or a workflow is");
    info_app->add_option("files", info_files, "Files or model folders")->required();
    info_app->add_flag("--json", info_json, "As JSON");
    info_app->callback([&] { status = info_command(registry, info_files, info_json); });

    TrainArguments train_arguments;
    auto* train_app = app.add_subcommand("train", "Train a model by a configuration, going on from its checkpoint");
    train_app->add_option("configuration", train_arguments.configuration, "A .json file; see resources/training")->required();
    train_app->add_option("-o,--output", train_arguments.output, "Folder for checkpoint, log and model, instead of the configuration's")->type_name("DIR");
    train_app->add_option("--steps", train_arguments.steps, "Steps in all, instead of the configuration's")->check(CLI::Range(1, 1'000'000'000));
    train_app->add_option("--time-limit", train_arguments.time_limit, "Stop after this many minutes; the next call goes on")->check(CLI::Range(1e-4, 1e6));
    train_app->add_flag("--restart", train_arguments.restart, "Begin anew, even if there is a checkpoint");
    train_app->add_option("--device", train_arguments.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    train_app->add_option("--threads", train_arguments.threads, "Processor threads; 0: all cores")->check(CLI::Range(0, 1024))->capture_default_str();
    train_app->add_flag("--json", train_arguments.json, "The log's lines on standard output");
    train_app->callback([&] { status = train_command(train_arguments); });

    PackReportArguments report_arguments;
    auto* pack_app = app.add_subcommand("pack", "The model that comes with Noiseloom")->require_subcommand(1);
    auto* report_app = pack_app->add_subcommand("report", "Measure how well a model of scenes draws what it is asked for");
    report_app->add_option("--pack", report_arguments.pack, "Another model folder than the embedded one, with clip/")->type_name("DIR");
    report_app->add_option("--judge", report_arguments.judge, "Another classifier of true pictures")->type_name("DIR");
    report_app->add_option("-o,--output", report_arguments.output, "Folder for README.md, figures.json and pictures")->type_name("DIR")->capture_default_str();
    report_app->add_option("--prompts", report_arguments.prompts, "Test prompts a guidance scale")->check(CLI::Range(12, 10000))->capture_default_str();
    report_app->add_option("--device", report_arguments.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    report_app->add_option("--dtype", report_arguments.dtype, "auto, fp32, bf16 or fp16")->capture_default_str();
    report_app->add_option("--threads", report_arguments.threads, "Processor threads; 0: all cores")->check(CLI::Range(0, 1024))->capture_default_str();
    report_app->callback([&] { status = pack_report_command(report_arguments); });

    bool doctor_json = false;
    auto* doctor_app = app.add_subcommand("doctor", "Say what was found on this machine: LibTorch, devices, models, caches");
    doctor_app->add_flag("--json", doctor_json, "As JSON");
    doctor_app->callback([&] { status = doctor_command(registry, doctor_json); });

    BenchArguments bench_arguments;
    auto* bench_app = app.add_subcommand("bench", "Measure this machine with a model");
    add_bench_options(*bench_app, bench_arguments);
    bench_app->callback([&] { status = bench_command(registry, bench_arguments); });

    if (const auto error = unknown_command(app, argc, argv)) return fail(*error);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_status(Code::usage);
    }
    return status;
}

}  // namespace
}  // namespace noiseloom

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);   // a closed pipe and a full disk are errors to report, not to die of
    std::signal(SIGXFSZ, SIG_IGN);
    noiseloom::wait_without_spinning(argc, argv);
    noiseloom::return_library_path();
    try {
        return noiseloom::run(argc, argv);
    } catch (const noiseloom::Failure& failure) {
        return noiseloom::fail(failure.error());
    } catch (const std::exception& error) {
        return noiseloom::fail({noiseloom::Code::internal, "something went wrong that should not have", "", "", "", error.what()});
    }
}
