// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): random
// numbers as a function of a counter and a key, so that any number of a stream can be had alone.
//
// Normal numbers are made by Box-Muller in double from own logarithm, sine and cosine: only IEEE
// additions, multiplications, divisions and square roots in a fixed order, so that every compiler
// and C library gives the same bits.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace noiseloom {

using PhiloxBlock = std::array<std::uint32_t, 4>;

PhiloxBlock philox(PhiloxBlock counter, std::array<std::uint32_t, 2> key);

// Fills `out` with unit normals. Layout: key = seed (low word, high word); the counter of elements
// 4b … 4b + 3 is {b, stream[0], stream[1], stream[2]}; words 0, 1 give elements 0, 1 (cosine, sine)
// and words 2, 3 give elements 2, 3.
void philox_normal(std::uint64_t seed, std::array<std::uint32_t, 3> stream, std::span<float> out);

// The numbers of PyTorch's randn on NVIDIA's GPUs for up to about a million of them, as A1111's source "NV" makes them on any machine: draw number `draw` of the
// generator seeded with `seed`. By the C library's logarithm and sine, so the last bit may differ between machines.
void nvidia_normal(std::uint64_t seed, std::uint32_t draw, std::span<float> out);

}  // namespace noiseloom
