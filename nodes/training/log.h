// The log of a run: means over the steps between two lines, as JSON lines; the loss as a curve.
#pragma once

#include <filesystem>
#include <fstream>

#include "core/json.h"
#include "training/task.h"

namespace noiseloom {

class Log {
  public:
    // Goes on with the log in `folder`, less the lines after `step`, which will be made again.
    Log(const std::filesystem::path& folder, std::int64_t step);

    void add(const Metrics& metrics);   // of one step
    // { "step", "seconds", "views_per_s", and the means }, and begins anew. `seconds` are those of the run, `stepping` what the steps since the
    // last flush took.
    Json flush(std::int64_t step, double seconds, std::int64_t views_a_step, double stepping);
    void write(const Json& line);       // throws Failure (disk)
    // Pictures that cannot be written are no reason to end a run: these return what went wrong.
    Result<void> draw() const;          // loss.png
    Result<void> keep(const Image& picture, const std::string& name, std::int64_t step) const;   // pictures/NAME-STEP.png

  private:
    std::filesystem::path folder_;
    std::ofstream file_;
    Metrics sums_;
    std::int64_t count_ = 0;
    std::vector<std::pair<double, double>> losses_;   // step, loss
};

// The loss by step that a log holds, as loss_plot() draws it. Throws Failure (disk).
std::vector<std::pair<double, double>> read_losses(const std::filesystem::path& log);

}  // namespace noiseloom
