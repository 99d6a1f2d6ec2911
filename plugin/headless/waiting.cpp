#include "headless/waiting.h"

#include <cstdlib>
#include <string_view>

#include <unistd.h>

namespace noiseloom {
namespace {

bool is_busy() {
    double load = 0;   // tasks that run or would, mean of a minute
    return getloadavg(&load, 1) == 1 && load > 0.5;
}

bool is_worth_it(std::string_view command) { return command == "train" || command == "pack" || (command == "run" && is_busy()); }

}  // namespace

void wait_without_spinning(int argc, char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT") || argc < 2 || !is_worth_it(argv[1])) return;
    setenv("OMP_WAIT_POLICY", "passive", 1);
    execv("/proc/self/exe", argv);   // returns only if it failed: then threads spin
}

}  // namespace noiseloom
