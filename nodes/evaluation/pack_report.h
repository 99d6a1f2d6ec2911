// The report on a model pack: what is in it, and how well it draws what it is asked for. Everything is measured anew
// with fixed seeds, so two reports on the same pack on one machine agree.
#pragma once

#include <filesystem>
#include <functional>

#include "core/cancel.h"
#include "core/run.h"

namespace noiseloom {

struct PackReportRequest {
    std::filesystem::path pack;     // folder in the diffusers layout, with clip/
    std::filesystem::path judge;    // evaluation/judge.h
    std::filesystem::path output;   // folder; made if it is not there
    std::int64_t prompts = 96;
    Compute compute;
    Cancel cancel;
    std::function<void(const std::string&)> say;
};

// Writes README.md, figures.json and its pictures into `output`. Throws Failure (bad_model, disk) or Cancelled.
void write_pack_report(const PackReportRequest& request);

}  // namespace noiseloom
