#include "training/log.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/atomic_file.h"
#include "image/write.h"
#include "training/plot.h"

namespace noiseloom {
namespace {

constexpr std::size_t largest_log = std::size_t{1} << 30;

Result<void> write_png(const std::filesystem::path& path, const Image& picture) {
    WriteOptions options;
    options.existing = Existing::replace;
    auto written = write_image(path, picture, options);
    if (!written) return written.error();
    return {};
}

// Calls `visit` with every line that is whole and as this program writes them.
template <class Visit>
void read_lines(const std::filesystem::path& log, Visit visit) {
    const std::string text = read_file(log, largest_log).or_throw();
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto written = std::string_view(text).substr(begin, end - begin);
        const auto line = parse_json(written);
        const auto is_number = [&](const char* key) { return !line->contains(key) || (*line)[key].is_number(); };
        if (line && line->is_object() && is_number("step") && is_number("loss")) visit(*line, written);
        begin = end + 1;
    }
}

void add_loss(std::vector<std::pair<double, double>>& losses, const Json& line) {
    if (line.contains("loss") && !line.contains("event")) losses.emplace_back(line.value("step", 0.0), line.value("loss", 0.0));
}

}  // namespace

std::vector<std::pair<double, double>> read_losses(const std::filesystem::path& log) {
    std::vector<std::pair<double, double>> losses;
    read_lines(log, [&](const Json& line, std::string_view) { add_loss(losses, line); });
    return losses;
}

Log::Log(const std::filesystem::path& folder, std::int64_t step) : folder_(folder) {
    const auto path = folder / "log.jsonl";
    std::string kept;
    if (step > 0 && std::filesystem::exists(path))
        read_lines(path, [&](const Json& line, std::string_view written) {
            if (line.value("step", std::int64_t{0}) > step) return;
            kept += std::string(written) + "\n";
            add_loss(losses_, line);
        });
    write_file(path, kept).or_throw();
    file_.open(path, std::ios::app);
}

void Log::add(const Metrics& metrics) {
    for (const auto& [name, value] : metrics) sums_[name] += value;
    ++count_;
}

Json Log::flush(std::int64_t step, double seconds, std::int64_t views_a_step, double stepping) {
    Json line{{"step", step}, {"seconds", std::round(seconds * 10) / 10}};
    for (const auto& [name, sum] : sums_) line[name] = sum / static_cast<double>(count_);
    if (stepping > 0) line["views_per_s"] = std::round(static_cast<double>(count_ * views_a_step) / stepping * 10) / 10;
    losses_.emplace_back(static_cast<double>(step), line.value("loss", 0.0));
    sums_.clear();
    count_ = 0;
    return line;
}

void Log::write(const Json& line) {
    file_ << json_text(line) << std::endl;
    if (!file_) throw Failure({Code::disk, "The log in " + folder_.string() + " cannot be written.", "Free some space and go on from the checkpoint.", "", "", ""});
}

Result<void> Log::draw() const {
    return write_png(folder_ / "loss.png", loss_plot(losses_));
}

Result<void> Log::keep(const Image& picture, const std::string& name, std::int64_t step) const {
    char number[24];
    std::snprintf(number, sizeof number, "%07lld", static_cast<long long>(step));
    return write_png(folder_ / "pictures" / (name + "-" + number + ".png"), picture);
}

}  // namespace noiseloom
