// Whether this process is one of several that train together, as told by who started them: torchrun and
// everything that sets its variables (RANK, WORLD_SIZE, LOCAL_RANK, MASTER_ADDR, MASTER_PORT), or Slurm's srun.
// Nothing here starts processes: launchers do that, and end the others when one fails.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/result.h"

namespace noiseloom {

struct Launch {
    int rank = 0, size = 1;               // of all processes
    int local_rank = 0, local_size = 1;   // of those on this machine: which GPU, what part of the cores
    std::string address = "127.0.0.1";    // where rank 0 waits for the others
    std::uint16_t port = 29500;
    bool has_agent = false;               // torchrun's own process waits there, not rank 0
    int attempt = 0;                      // torchrun's count of restarts
};

// The value of a variable of the environment; null if it is not set.
using Environment = std::function<const char*(const char* name)>;

// None for a process alone. MASTER_ADDR and MASTER_PORT also overrule what Slurm's variables say. Within a Slurm job a
// program that was not started by srun is alone. Errors (usage): a variable that is missing or no number in its range.
Result<std::optional<Launch>> find_launch(const Environment& environment);

// The first machine of Slurm's list: "node07" of "node[07-09,12],other".
std::string first_node(const std::string& list);

}  // namespace noiseloom
