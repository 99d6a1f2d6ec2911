// The random stream of the data set: splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014; constants of Vigna's splitmix64.c). One 64-bit state and three
// multiplications a number, so that every scene can have a stream of its own.
//
// What is drawn from a seed is part of the data set's meaning: changing the order of draws changes
// the pictures that a seed stands for.
#pragma once

#include <cstddef>
#include <cstdint>

namespace noiseloom::scenes {

class Random {
  public:
    // `stream` separates what is drawn from the same seed: the scene, its scenery, its caption.
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0) : state_(mix(seed) ^ mix(stream + 0x5CE9E)) {}

    std::uint64_t next() { return mix(state_ += golden); }
    // [0, 1) in steps of 2^-24, which every float holds exactly.
    float unit() { return static_cast<float>(next() >> 40) * 0x1p-24F; }
    float between(float low, float high) { return low + (high - low) * unit(); }
    bool chance(double probability) { return static_cast<double>(next() >> 11) * 0x1p-53 < probability; }
    // 0 to count - 1. The bias, count / 2^64, is far below what any data set shows.
    std::size_t index(std::size_t count) { return static_cast<std::size_t>(next() % count); }
    template <class Range>
    const auto& pick(const Range& items) {
        return items[index(items.size())];
    }

  private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
    static std::uint64_t mix(std::uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    std::uint64_t state_;
};

}  // namespace noiseloom::scenes
