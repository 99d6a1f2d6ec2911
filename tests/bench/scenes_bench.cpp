// What a picture of the procedural data set costs on one core: processor time, the least of several runs,
// so that other work on the machine does not count.
#include <algorithm>
#include <cstdio>
#include <ctime>

#include "training/scenes/caption.h"
#include "training/scenes/render.h"

namespace noiseloom::scenes {
namespace {

constexpr std::uint64_t pictures = 500;

template <class Work>
double milliseconds_each(Work work) {
    double least = 1e9;
    for (int run = 0; run < 7; ++run) {
        const std::clock_t start = std::clock();
        for (std::uint64_t seed = 0; seed < pictures; ++seed) work(seed);
        least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC * 1e3 / static_cast<double>(pictures));
    }
    return least;
}

void run() {
    std::size_t characters = 0;   // keeps the captions from being optimised away
    for (const int size : {32, 64, 128, 256}) {
        std::vector<std::uint8_t> rgb(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3);
        std::printf("picture %3d x %-3d  %.3f ms\n", size, size, milliseconds_each([&](std::uint64_t seed) { render(sample_scene(seed, {}), size, rgb); }));
    }
    std::printf("scene and caption  %.4f ms\n", milliseconds_each([&](std::uint64_t seed) { characters += caption(sample_scene(seed, {}), seed).size(); }));
    std::printf("(%zu characters)\n", characters);
}

}  // namespace
}  // namespace noiseloom::scenes

int main() { noiseloom::scenes::run(); }
