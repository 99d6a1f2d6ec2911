#include "training/folder_data.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "core/text.h"
#include "diffusion/random.h"
#include "image/read.h"
#include "image/transform.h"
#include "image/utf.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t largest_caption = 1 << 16, largest_metadata = std::size_t{256} << 20;

struct Entry {
    fs::path file;
    std::string name;         // in the folder: "cats/a.png"
    std::string caption;
    std::string class_name;   // empty: none
};

struct Metadata {
    std::optional<std::string> text, class_name;
};

// As systems hide them, and leave beside pictures what is none: "._a.png", ".thumbs/a.png". A path in the data's folder.
bool is_hidden(const fs::path& inside) {
    return std::any_of(inside.begin(), inside.end(), [](const fs::path& part) { return part.native().starts_with('.'); });
}

bool is_picture(const fs::path& inside) {
    if (is_hidden(inside)) return false;
    static const std::set<std::string> known{".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".exr"};
    return known.contains(ending_of(inside));
}

// Without the byte order mark that some editors write.
std::string read_text(const fs::path& file, std::size_t limit) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    std::string text = read_file(file, limit).or_throw();
    if (text.starts_with(mark)) text.erase(0, mark.size());
    if (!is_utf8(text)) throw Failure({Code::bad_workflow, file.string() + " is no UTF-8 text.", "Save it as UTF-8.", "", "", ""});
    return text;
}

// None where it is absent or null; numbers are refused, since nobody could tell whether classes 2 and 10 are then in that order.
std::optional<std::string> text_of(const Json& json, const char* key, const std::string& line_name) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return {};
    if (!found->is_string())
        throw Failure({Code::bad_workflow, line_name + "'" + key + "' is " + found->dump().substr(0, 40) + ", which is no text.", "Put it into quotes.", "", "", ""});
    return found->get<std::string>();
}

// By the pictures' names in the folder; empty if there is no such file.
std::map<std::string, Metadata> read_metadata(const fs::path& folder) {
    std::map<std::string, Metadata> all;
    const fs::path file = folder / "metadata.jsonl";
    if (!fs::exists(file)) return all;
    const std::string text = read_text(file, largest_metadata);
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto json = parse_json(line);
        const std::string line_name = file.string() + ", line " + std::to_string(number) + ": ";
        const auto name = json && json->is_object() ? text_of(*json, "file_name", line_name) : std::nullopt;
        const Metadata one = name ? Metadata{text_of(*json, "text", line_name), text_of(*json, "class", line_name)} : Metadata{};
        if (!one.text && !one.class_name)
            throw Failure({Code::bad_workflow, line_name + "no object with the texts 'file_name' and 'text' or 'class'.", "", "", "", ""});
        const std::string inside = fs::path(*name).lexically_normal().generic_string();   // "./a.png" is a.png
        if (std::error_code none; !is_picture(inside) || !fs::is_regular_file(folder / inside, none))
            throw Failure({Code::bad_workflow, line_name + "there is no picture '" + *name + "' in the folder.", "Names are relative to it: \"cats/a.png\".", "", "", ""});
        if (!all.emplace(inside, one).second) throw Failure({Code::bad_workflow, line_name + "'" + inside + "' has a line already.", "", "", "", ""});
    }
    return all;
}

// The pictures' names in `folder` and in all below it, also where links lead, but not round in circles.
std::vector<std::string> pictures_in(const fs::path& folder, std::error_code& problem) {
    std::vector<std::string> names;
    std::vector<fs::path> above{fs::canonical(folder, problem)};   // the folders around an entry
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::follow_directory_symlink, problem), end; !problem && it != end; it.increment(problem)) {
        const fs::path inside = it->path().lexically_relative(folder);
        above.resize(static_cast<std::size_t>(it.depth()) + 1);
        if (std::error_code none; it->is_directory(none)) {
            const fs::path real = fs::canonical(it->path(), none);
            if (none || is_hidden(inside) || std::find(above.begin(), above.end(), real) != above.end()) it.disable_recursion_pending();
            above.push_back(real);
        } else if (it->is_regular_file(none) && is_picture(inside)) {
            names.push_back(inside.generic_string());
        }
    }
    return names;
}

// The folder below `folder` that a picture lies in: "cats" of "cats/grey/a.png".
std::string folder_of(const std::string& name) {
    const auto slash = name.find('/');
    return slash == std::string::npos ? "" : name.substr(0, slash);
}

class FolderData : public DataSet {
  public:
    explicit FolderData(std::vector<Entry> entries) : entries_(std::move(entries)) {
        for (const Entry& entry : entries_) classes_.push_back(entry.class_name);
        std::sort(classes_.begin(), classes_.end());
        classes_.erase(std::unique(classes_.begin(), classes_.end()), classes_.end());
        if (classes_.front().empty()) {
            const auto& loose = std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.class_name.empty(); })->name;
            why_no_labels_ = loose + " has no class: put it into the folder of one, or give it a \"class\" in metadata.jsonl.";
        } else if (classes_.size() < 2) {
            why_no_labels_ = "All pictures are of the class " + classes_.front() + ".";
        }
        if (!why_no_labels_.empty()) classes_.clear();
    }

    // The last pictures are held out.
    std::int64_t size() const override { return static_cast<std::int64_t>(entries_.size()) - held_out(); }
    std::int64_t held_out() const override { return std::max<std::int64_t>(1, static_cast<std::int64_t>(entries_.size()) / 20); }

    // The largest square in the middle.
    at::Tensor picture(std::int64_t item, int side) const override {
        auto read = read_image(entry(item).file, {.with_metadata = false});
        if (!read) {
            read.error().message = entry(item).file.string() + ": " + read.error().message;
            throw Failure(read.error());
        }
        const Image whole = to_rgb(without_alpha(*std::move(read)));
        const int square = std::min(whole.width, whole.height);
        const Image fitted = resize(crop(whole, (whole.width - square) / 2, (whole.height - square) / 2, square, square), side, side, Filter::lanczos);
        return at::from_blob(const_cast<float*>(fitted.pixels.get()), {side, side, 3}, at::kFloat).mul(255).round().clamp(0, 255).to(at::kByte);
    }

    std::string caption(std::int64_t item, std::uint64_t, bool) const override { return entry(item).caption; }
    // The kind "caption": another picture's.
    std::string wrong_caption(std::int64_t item, std::uint64_t draw, const std::string& kind, bool) const override {
        if (kind != "caption") return "";
        const auto first = mixed({draw, 6}) % entries_.size();
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (const auto& other = entries_[(first + i) % entries_.size()].caption; other != entry(item).caption) return other;
        return "";
    }
    std::vector<LabelKind> label_kinds() const override { return classes_.empty() ? std::vector<LabelKind>{} : std::vector<LabelKind>{{"class", classes_}}; }
    std::vector<std::int64_t> labels(std::int64_t item) const override {
        if (classes_.empty()) return {};
        return {std::lower_bound(classes_.begin(), classes_.end(), entry(item).class_name) - classes_.begin()};
    }
    std::string why_no_labels() const override { return why_no_labels_; }
    std::vector<std::string> texts() const override {
        std::vector<std::string> all;
        for (const Entry& one : entries_) all.push_back(one.caption);
        return all;
    }
    // As files, whose content is not read for it.
    Key pictures_identity() const override {
        KeyBuilder key("folder");
        std::error_code none;   // a file that is gone has neither; reading it will tell
        for (const auto& entry : entries_)
            key.add(entry.name).add(static_cast<std::uint64_t>(fs::file_size(entry.file, none))).add(static_cast<std::int64_t>(fs::last_write_time(entry.file, none).time_since_epoch().count()));
        return key.key();
    }

  private:
    const Entry& entry(std::int64_t item) const { return entries_[static_cast<std::size_t>(item)]; }

    std::vector<Entry> entries_;
    std::vector<std::string> classes_;   // sorted
    std::string why_no_labels_;
};

// What counts for a run: it may go on where a copy of the folder lies, and after a damaged picture was mended.
Key content_of_entries(const std::vector<Entry>& entries) {
    KeyBuilder key("folder");
    for (const auto& entry : entries) key.add(entry.name).add(entry.caption).add(entry.class_name);
    return key.key();
}

// Shuffled by their names, so that those held out, the last, are of all folders.
void shuffle(std::vector<Entry>& entries) {
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return std::pair(mixed(0, a.name), a.name) < std::pair(mixed(0, b.name), b.name);
    });
}

}  // namespace

std::shared_ptr<const DataSet> make_folder_data(Settings& settings, Captions captions) {
    const fs::path folder = settings.existing_path("folder");
    const auto metadata = read_metadata(folder);
    std::vector<Entry> entries;
    std::error_code problem;
    for (const std::string& name : pictures_in(folder, problem)) {
        const fs::path file = folder / name;
        fs::path beside = file;
        beside.replace_extension(".txt");
        const auto found = metadata.find(name);
        const Metadata known = found == metadata.end() ? Metadata{} : found->second;
        Entry entry{file, name, known.text.value_or(""), known.class_name.value_or(folder_of(name))};
        if (!known.text && fs::exists(beside)) entry.caption = std::string(trimmed(read_text(beside, largest_caption)));
        if (captions == Captions::needed && trimmed(entry.caption).empty())
            settings.refuse("folder", "holds " + name + (known.text || fs::exists(beside) ? " with an empty caption" : " without a caption"),
                            "Put the caption into " + fs::path(name).replace_extension(".txt").generic_string() + " or into metadata.jsonl.");
        entries.push_back(std::move(entry));
    }
    if (problem) settings.refuse("folder", "cannot be read: " + problem.message());
    if (entries.size() < 2) settings.refuse("folder", "holds fewer than two pictures", "PNG, JPEG, WebP, TIFF and EXR files are read, also in folders below it.");
    shuffle(entries);
    settings.count("folder", content_of_entries(entries));
    return std::make_shared<FolderData>(std::move(entries));
}

}  // namespace noiseloom
