// Where an axis is marked, and with which numbers.
#pragma once

#include <string>
#include <vector>

namespace noiseloom {

struct Tick {
    double at = 0;
    std::string text;
};

// Round numbers (1, 2 or 5 times a power of ten apart) from low to high, both finite and low < high; no more than `most`, which is at least 2,
// unless that leaves fewer than two.
std::vector<Tick> linear_ticks(double low, double high, std::size_t most, bool is_whole = false);
// Of a logarithmic axis, 0 < low: 1, 2 and 5 of every power of ten, or the powers alone, or some of them; less than a power of ten apart: as linear_ticks.
std::vector<Tick> log_ticks(double low, double high, std::size_t most);

}  // namespace noiseloom
