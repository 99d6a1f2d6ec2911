#include "diffusion/random.h"

#include <bit>

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

namespace noiseloom {
namespace {

std::uint64_t finalise(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

}  // namespace

std::uint64_t mixed(std::initializer_list<std::uint64_t> words) {
    std::uint64_t state = 0;
    for (const auto word : words) state = finalise((state ^ word) + 0x9E3779B97F4A7C15);
    return state;
}

std::uint64_t mixed(std::uint64_t seed, std::string_view text) {
    std::uint64_t state = mixed({seed, text.size()});
    for (const char c : text) state = mixed({state, static_cast<unsigned char>(c)});
    return state;
}

Draws::Draws(std::uint64_t seed) : generator_(at::make_generator<at::CPUGeneratorImpl>(seed)) {}

double Draws::uniform() { return at::rand({}, generator_, at::kDouble).item<double>(); }

double Draws::normal() { return at::randn({}, generator_, at::kDouble).item<double>(); }

std::int64_t Draws::below(std::int64_t count) { return at::randint(count, {}, generator_, at::kLong).item<std::int64_t>(); }

at::Tensor Draws::uniform(at::IntArrayRef shape) { return at::rand(shape, generator_, at::kFloat); }

at::Tensor Draws::normal(at::IntArrayRef shape) { return at::randn(shape, generator_, at::kFloat); }

std::int64_t shuffled(std::int64_t position, std::int64_t size, std::uint64_t seed) {
    const auto count = static_cast<std::uint64_t>(size), key = mixed({seed, static_cast<std::uint64_t>(position / size)});
    const int half = (std::bit_width(count - 1) + 1) / 2;
    const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
    auto item = static_cast<std::uint64_t>(position % size);
    do {
        std::uint64_t left = item >> half, right = item & mask;
        for (std::uint64_t round = 0; round < 4; ++round) {
            const std::uint64_t next = left ^ (mixed({key, round, right}) & mask);
            left = right;
            right = next;
        }
        item = (left << half) | right;
    } while (item >= count);
    return static_cast<std::int64_t>(item);
}

}  // namespace noiseloom
