#include "training/folder_data.h"

#include <algorithm>
#include <map>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "image/read.h"
#include "image/transform.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_caption = 1 << 16, largest_metadata = std::size_t{256} << 20;

struct Entry {
    fs::path file;
    std::string caption;
};

bool is_picture(const fs::path& file) {
    std::string extension = file.extension().string();
    for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    static const std::set<std::string> known{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".exr"};
    return known.contains(extension);
}

// File name to caption; empty if there is no such file.
std::map<std::string, std::string> read_metadata(const fs::path& file) {
    std::map<std::string, std::string> captions;
    if (!fs::exists(file)) return captions;
    const std::string text = read_file(file, largest_metadata).or_throw();
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto json = parse_json(line);
        if (!json || !json->is_object() || !json->contains("file_name") || !json->contains("text") || !(*json)["file_name"].is_string() ||
            !(*json)["text"].is_string())
            throw Failure({Code::bad_workflow, file.string() + ", line " + std::to_string(number) + ": no object with the texts 'file_name' and 'text'.", "", "", "", ""});
        captions[(*json)["file_name"].get<std::string>()] = (*json)["text"].get<std::string>();
    }
    return captions;
}

std::string trimmed(std::string text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.pop_back();
    return text;
}

class FolderData : public DataSet {
  public:
    FolderData(std::vector<Entry> entries, Key identity) : entries_(std::move(entries)), identity_(identity) {}

    // The last pictures are held out.
    std::int64_t size() const override { return static_cast<std::int64_t>(entries_.size()) - held_out(); }
    std::int64_t held_out() const override { return std::max<std::int64_t>(1, static_cast<std::int64_t>(entries_.size()) / 20); }

    // The largest square in the middle.
    at::Tensor picture(std::int64_t item, int side) const override {
        const Image whole = to_rgb(without_alpha(read_image(entry(item).file, {.with_metadata = false}).or_throw()));
        const int square = std::min(whole.width, whole.height);
        const Image fitted = resize(crop(whole, (whole.width - square) / 2, (whole.height - square) / 2, square, square), side, side, Filter::lanczos);
        return at::from_blob(const_cast<float*>(fitted.pixels.get()), {side, side, 3}, at::kFloat).mul(255).round().clamp(0, 255).to(at::kByte);
    }

    std::string caption(std::int64_t item, std::uint64_t, bool) const override { return entry(item).caption; }
    std::string wrong_caption(std::int64_t, std::uint64_t, const std::string&, bool) const override { return ""; }
    std::vector<LabelKind> label_kinds() const override { return {}; }
    std::vector<std::int64_t> labels(std::int64_t) const override { return {}; }
    std::vector<std::string> texts() const override {
        std::vector<std::string> all;
        for (const Entry& one : entries_) all.push_back(one.caption);
        return all;
    }
    Key identity() const override { return identity_; }

  private:
    const Entry& entry(std::int64_t item) const { return entries_[static_cast<std::size_t>(item)]; }

    std::vector<Entry> entries_;
    Key identity_;
};

}  // namespace

std::shared_ptr<const DataSet> make_folder_data(Settings& settings) {
    const fs::path folder = settings.needed_path("folder");
    const auto captions = read_metadata(folder / "metadata.jsonl");
    const bool needs_captions = settings.flag("captions", true);
    std::vector<Entry> entries;
    std::error_code problem;
    for (fs::recursive_directory_iterator it(folder, problem), end; !problem && it != end; it.increment(problem)) {
        if (!it->is_regular_file() || !is_picture(it->path())) continue;
        const std::string name = fs::relative(it->path(), folder).generic_string();
        fs::path beside = it->path();
        beside.replace_extension(".txt");
        Entry entry{it->path(), ""};
        if (const auto found = captions.find(name); found != captions.end()) entry.caption = found->second;
        else if (fs::exists(beside)) entry.caption = trimmed(read_file(beside, largest_caption).or_throw());
        else if (needs_captions)
            settings.refuse("folder", "holds " + name + " without a caption", "Put the caption into " + beside.filename().string() +
                                                                                  " or into metadata.jsonl, or set 'captions' to false.");
        entries.push_back(std::move(entry));
    }
    if (problem) settings.refuse("folder", "cannot be read: " + problem.message());
    if (entries.size() < 2) settings.refuse("folder", "holds fewer than two pictures", "PNG, JPEG, WebP, TIFF and EXR files are read, also in folders below it.");
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.file < b.file; });
    KeyBuilder identity("folder");
    for (const auto& entry : entries)
        identity.add(entry.file.string()).add(static_cast<std::int64_t>(fs::last_write_time(entry.file).time_since_epoch().count()));
    return std::make_shared<FolderData>(std::move(entries), identity.key());
}

}  // namespace noiseloom
