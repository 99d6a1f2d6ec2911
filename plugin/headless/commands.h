// The commands of `noiseloom`, one function each; main.cpp maps the command line to them. Each
// returns the exit status (core/result.h: 0 ok, 2 usage, 3 workflow, ... 70 our bug), having said
// on standard error what went wrong.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/registry.h"

namespace noiseloom {

struct GraphArguments {   // of run, plan and validate
    std::string workflow;
    std::vector<std::string> set;       // node.input=value
    std::vector<std::string> inputs;    // name=FILE
    std::vector<std::string> targets;
    std::vector<std::string> allow_paths;
    std::string output;
    std::optional<std::uint64_t> seed;
    std::string device = "auto", dtype = "auto";
    int threads = 0;
    bool use_cache = true;
    std::string cache_folder;
    bool json = false;
};

struct PlanArguments : GraphArguments {
    bool steps = false;   // count those of samplers
};

struct RunArguments : GraphArguments {
    int count = 1;
    bool embed = true;
    std::string trace;        // a file for what guidance did; empty: none
    bool overwrite = false;   // existing files are replaced instead of numbering the new ones
};

struct SweepArguments : GraphArguments {
    std::vector<std::string> axes;     // node.input=values: one or two; none: the workflow's own
    std::string table;                 // a .csv or .json file for the numbers; empty: none
    std::string plot;                  // a picture of the numbers; empty: none
    std::string plot_x;                // of a number, in place of the axis
    std::vector<std::string> plot_y;   // of numbers; none: all
    bool plan = false;                 // say what it would cost, and run nothing
    bool embed = true;
    bool overwrite = false;
};

struct TrainArguments {
    std::string configuration;
    std::string output;            // instead of the configuration's
    std::int64_t steps = 0;        // instead of the configuration's; 0: those
    double time_limit = 0;         // minutes of this session; 0: none
    bool restart = false;
    std::string device = "auto";
    int threads = 0;
    bool json = false;
};

struct PackReportArguments {
    std::string pack, judge;       // folders; empty: those that come with Noiseloom
    std::string output = "report";
    std::int64_t prompts = 96;
    std::string device = "auto", dtype = "auto";
    int threads = 0;
};

struct PublishArguments {
    std::string workflow;   // without one: the list
    std::optional<std::string> title;
    std::string remove;            // a published workflow's name
    bool usual = false;            // the list that comes with Noiseloom, made of its templates
    bool json = false;
};

int run_command(const Registry& registry, const RunArguments& arguments);
int sweep_plan_command(const Registry& registry, const SweepArguments& arguments);
int sweep_command(const Registry& registry, const SweepArguments& arguments);
int plan_command(const Registry& registry, const PlanArguments& arguments);
int validate_command(const Registry& registry, const GraphArguments& arguments);
int format_command(const Registry& registry, const std::string& workflow, bool in_place, bool check);
int nodes_command(const Registry& registry, const std::string& filter, bool json, bool markdown);
int templates_command(const Registry& registry, bool json);
int publish_command(const Registry& registry, const PublishArguments& arguments);
int info_command(const Registry& registry, const std::vector<std::string>& files, bool json);
int train_command(const TrainArguments& arguments);
int pack_report_command(const PackReportArguments& arguments);
int doctor_command(const Registry& registry, bool json);

// Writes the error to standard error (as JSON on standard output where asked) and gives its status.
int fail(const Error& error, bool json = false);
// The same for what ends nothing.
void warn(const Error& problem, bool json = false);

}  // namespace noiseloom
