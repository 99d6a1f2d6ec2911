#include "training/launch.h"

#include <charconv>

namespace noiseloom {
namespace {

constexpr int most_processes = 65536;

class Variables {
  public:
    explicit Variables(const Environment& environment) : environment_(environment) {}

    std::string text(const char* name) const {
        const char* value = environment_(name);
        return value ? value : "";
    }
    bool has(const char* name) const { return !text(name).empty(); }

    int number(const char* name, int low, int high) const {
        const std::string value = text(name);
        int read = 0;
        const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), read);
        if (problem != std::errc() || end != value.data() + value.size() || read < low || read > high)
            throw Failure({Code::usage, "The environment variable " + std::string(name) + (value.empty() ? " is missing." : " is '" + value.substr(0, 40) + "'."),
                           "It must be a whole number from " + std::to_string(low) + " to " + std::to_string(high) +
                               ": start the processes with a launcher such as torchrun or srun, or unset RANK and WORLD_SIZE to train in one.",
                           "", "", ""});
        return read;
    }
    int number(const char* name, int low, int high, int fallback) const { return has(name) ? number(name, low, high) : fallback; }

  private:
    const Environment& environment_;
};

// "4(x2),3": four processes on the first two machines. This machine's count is taken for that of the first.
int first_number(const std::string& list) {
    int read = 1;
    std::from_chars(list.data(), list.data() + list.size(), read);
    return std::max(read, 1);
}

void take_meeting_point(const Variables& variables, Launch& launch) {
    if (variables.has("MASTER_ADDR")) launch.address = variables.text("MASTER_ADDR");
    launch.port = static_cast<std::uint16_t>(variables.number("MASTER_PORT", 1, 65535, launch.port));
}

Launch from_torchrun(const Variables& variables) {
    Launch launch;
    launch.size = variables.number("WORLD_SIZE", 1, most_processes);
    launch.rank = variables.number("RANK", 0, launch.size - 1);
    launch.local_rank = variables.number("LOCAL_RANK", 0, launch.size - 1, launch.rank);
    launch.has_agent = variables.text("TORCHELASTIC_USE_AGENT_STORE") == "True";
    launch.attempt = variables.number("TORCHELASTIC_RESTART_COUNT", 0, most_processes, 0);
    take_meeting_point(variables, launch);
    const bool is_here = launch.address == "127.0.0.1" || launch.address == "localhost";   // then all processes are
    launch.local_size = variables.number("LOCAL_WORLD_SIZE", 1, launch.size, is_here ? launch.size : 1);
    return launch;
}

// SLURM_NTASKS is that of the job, and set in its batch script too, which is one process; srun sets the step's.
Launch from_slurm(const Variables& variables) {
    Launch launch;
    launch.size = variables.number("SLURM_STEP_NUM_TASKS", 1, most_processes);
    launch.rank = variables.number("SLURM_PROCID", 0, launch.size - 1);
    launch.local_rank = variables.number("SLURM_LOCALID", 0, launch.size - 1, 0);
    launch.local_size = first_number(variables.text("SLURM_STEP_TASKS_PER_NODE"));
    for (const char* list : {"SLURM_NODELIST", "SLURM_JOB_NODELIST", "SLURM_STEP_NODELIST"})   // the step's wins
        if (variables.has(list)) launch.address = first_node(variables.text(list));
    // Steps of one job and jobs on one machine must not meet at the same port.
    constexpr int first_port = 20000, ports = 10000;
    const int job = first_number(variables.text("SLURM_JOB_ID")), step = first_number(variables.text("SLURM_STEP_ID"));
    launch.port = static_cast<std::uint16_t>(first_port + (job % ports + step) % ports);
    take_meeting_point(variables, launch);
    return launch;
}

}  // namespace

std::string first_node(const std::string& list) {
    const std::string name = list.substr(0, list.find_first_of(",["));
    if (name.size() == list.size() || list[name.size()] == ',') return name;
    const std::size_t begin = name.size() + 1, end = list.find_first_of(",-]", begin);
    return name + list.substr(begin, end - begin);
}

Result<std::optional<Launch>> find_launch(const Environment& environment) {
    try {
        const Variables variables(environment);
        std::optional<Launch> launch;
        if (variables.has("RANK") || variables.has("WORLD_SIZE")) launch = from_torchrun(variables);
        else if (variables.has("SLURM_PROCID") && variables.has("SLURM_STEP_NUM_TASKS")) launch = from_slurm(variables);
        return launch && launch->size > 1 ? launch : std::nullopt;
    } catch (const Failure& failure) {
        return failure.error();
    }
}

}  // namespace noiseloom
