// `noiseloom bench`: how fast this machine computes a model's parts, in the same words and sizes as
// benchmarks of other programs, so that figures can stand side by side.
#pragma once

#include <string>
#include <vector>

#include "core/registry.h"

namespace CLI {
class App;
}

namespace noiseloom {

struct BenchArguments {
    std::string model = "noiseloom-pack";
    std::vector<std::string> parts = {"load", "text", "unet", "decode", "step"};
    int width = 0, height = 0;   // pixels; 0: what the model draws
    int repeats = 5;
    int batch = 64;              // of a training step
    std::string device = "auto", dtype = "auto";
    int threads = 0;
    bool json = false;
};

void add_bench_options(CLI::App& command, BenchArguments& to);
int bench_command(const Registry& registry, const BenchArguments& arguments);

}  // namespace noiseloom
