#include "engine/file_roots.h"

#include <algorithm>

#include "core/environment.h"
#include "core/paths.h"
#include "engine/find_by_hash.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

std::string shown(const std::string& name) { return name.size() > 120 ? name.substr(0, 117) + "..." : name; }

Error refusal(const std::string& name, std::string why) {
    return {Code::refused, "the workflow may not use '" + shown(name) + "': " + std::move(why),
            "Copy the file into a model folder or beside the workflow, name it yourself with --input or --set, or open its folder with --allow-path.",
            "", "", ""};
}

bool has_bad_characters(const std::string& name) {
    return std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

// A name that can only mean something inside a root: no absolute path, no way up, no URL, no other system's path.
bool is_plain_relative(const std::string& name) {
    const fs::path path(name);
    if (path.is_absolute() || name.starts_with("~") || name.find('\\') != std::string::npos || name.find("://") != std::string::npos) return false;
    if (name.size() > 1 && name[1] == ':') return false;
    return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

// `name` below `folder`: as a relative path, or any file or model folder of that name deeper down.
fs::path find_below(const fs::path& folder, const std::string& name) {
    std::error_code failed;
    if (fs::exists(folder / name, failed)) return folder / name;
    if (name.find('/') != std::string::npos) return {};
    constexpr int deepest = 4, most = 50'000;
    int seen = 0;
    auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && entry != fs::recursive_directory_iterator() && ++seen < most; entry.increment(failed)) {
        if (entry->path().filename() == name) return entry->path();
        if (entry.depth() >= deepest) entry.disable_recursion_pending();
    }
    return {};
}

// Hugging Face repositories are named "org/name" and lie in models--org--name/snapshots/<commit>.
fs::path find_snapshot(const fs::path& folder, const std::string& name) {
    const auto slash = name.find('/');
    if (slash == std::string::npos || name.find('/', slash + 1) != std::string::npos) return {};
    const fs::path snapshots = folder / ("models--" + name.substr(0, slash) + "--" + name.substr(slash + 1)) / "snapshots";
    std::error_code failed;
    fs::path newest;
    fs::file_time_type newest_time;
    for (const auto& entry : fs::directory_iterator(snapshots, failed)) {
        const auto time = entry.last_write_time(failed);
        if (!failed && entry.is_directory(failed) && (newest.empty() || time > newest_time)) {
            newest = entry.path();
            newest_time = time;
        }
    }
    return newest;
}

Result<fs::path> checked(const std::string& name, const fs::path& canonical, FileKind kind) {
    std::error_code failed;
    const auto status = fs::status(canonical, failed);
    if (fs::is_regular_file(status) || (kind == FileKind::model && fs::is_directory(status))) return canonical;
    return Error{Code::refused, "'" + shown(name) + "' is not a regular file", "Choose a file that holds a model or a picture.", "", "", ""};
}

Error of_kind(FileKind kind, std::string message, std::string hint) {
    return {kind == FileKind::image ? Code::bad_image : Code::bad_model, std::move(message), std::move(hint), "", "", ""};
}

std::string called(FileKind kind, const std::string& name) {
    return std::string(kind == FileKind::image ? "the picture '" : "the model '") + shown(name) + "'";
}

}  // namespace

bool is_within_any(const fs::path& path, const std::vector<fs::path>& folders) {
    return std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
        std::error_code failed;
        const fs::path canonical = fs::canonical(folder, failed);
        return !failed && is_within(path, canonical);
    });
}

void FileRoots::grant(const fs::path& file) {
    std::error_code failed;
    const fs::path canonical = fs::weakly_canonical(file, failed);   // an output need not exist yet
    if (!failed) granted_.insert(canonical);
}

const HandedPicture* FileRoots::handed(const std::string& input) const {
    if (!handed_pictures) return nullptr;
    const auto found = handed_pictures->find(input);
    return found == handed_pictures->end() ? nullptr : &found->second;
}

Result<fs::path> FileRoots::resolve(const FileRef& file, FileKind kind, const std::string& input) {
    if (file.name.empty()) return Error{Code::bad_workflow, "no file is chosen", "Choose a file.", "", "", ""};
    if (file.name.size() > 4096 || has_bad_characters(file.name)) return refusal(file.name, "this is no file name");
    if (kind == FileKind::output) return resolve_output(file.name);
    return file.sha256.empty() ? find_named(file.name, kind, input) : find_hashed(file, kind, input);
}

std::vector<fs::path> FileRoots::roots_of(FileKind kind) const {
    std::vector<fs::path> roots;
    if (kind == FileKind::model) roots = models;
    if (!workflow.empty()) roots.push_back(workflow);
    if (kind == FileKind::image && !samples.empty()) roots.push_back(samples);
    return roots;
}

Result<fs::path> FileRoots::find_named(const std::string& name, FileKind kind, const std::string& input) const {
    std::error_code failed;
    // What the user named is found as given; only then do the rules for workflows apply.
    if (const fs::path as_given = fs::canonical(name, failed); !failed)
        if (granted_.contains(as_given) || is_within_any(as_given, allowed)) return checked(name, as_given, kind);

    const std::vector<fs::path> roots = roots_of(kind);
    if (!is_plain_relative(name)) {
        const fs::path canonical = fs::canonical(name, failed);
        if (!failed && kind == FileKind::model && is_within_any(canonical, models)) return checked(name, canonical, kind);
        std::error_code odd;
        if (failed == std::errc::no_such_file_or_directory && granted_.contains(fs::weakly_canonical(name, odd))) return of_kind(kind, called(kind, name) + " was not found", "Check the path.");
        return refusal(name, "it leads out of the folders that workflows may read");
    }
    for (const fs::path& root : roots) {
        fs::path found = kind == FileKind::model ? find_below(root, name) : (fs::exists(root / name, failed) ? root / name : fs::path());
        if (found.empty() && kind == FileKind::model) found = find_snapshot(root, name);
        if (found.empty()) continue;
        const fs::path canonical = fs::canonical(found, failed);
        if (failed) continue;
        if (!is_within_any(canonical, roots)) return refusal(name, "it is a link that leads out of the folders that workflows may read");
        return checked(name, canonical, kind);
    }
    std::string searched;
    for (const fs::path& root : roots) searched += (searched.empty() ? "" : ", ") + root.string();
    return of_kind(kind, called(kind, name) + " was not found",
                   "Searched in: " + (searched.empty() ? "no folder" : searched) + ". Put the file there, or name one yourself with --input " + input + "=FILE.");
}

Result<fs::path> FileRoots::find_hashed(const FileRef& file, FileKind kind, const std::string& input) const {
    FileHashes fresh;
    FileHashes& known = hashes ? *hashes : fresh;
    auto named = find_named(file.name, kind, input);
    if (!named && named.error().code == Code::refused) return named;
    std::string other;
    if (named) {
        NL_TRY(other, known.hash(*named, kind, cancel));
        if (other == file.sha256) return named;
    }
    if (fs::path found = find_by_hash(roots_of(kind), file, kind, known, cancel); !found.empty()) return found;

    const auto brief = [](const std::string& hash) { return hash.substr(0, 10) + "..."; };   // as Civitai and A1111 show it
    if (!named) {
        named.error().message += ", nor another file with its SHA-256 (" + brief(file.sha256) + ")";
        return named;
    }
    return of_kind(kind, called(kind, file.name) + " is not the file that the workflow was made with: its SHA-256 is " + brief(other) + ", not " + brief(file.sha256),
                   "Give the right one with --input " + input + "=FILE, or take this one with --set " + input + "=" + shown(file.name) + ".");
}

Result<fs::path> FileRoots::resolve_output(const std::string& name) const {
    std::error_code failed;
    const fs::path path(name);
    if (granted_.contains(fs::weakly_canonical(path, failed))) return path;
    static const std::set<std::string> reserved = {"CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3"};
    std::string stem = path.stem().string();
    std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!is_plain_relative(name) || path.has_parent_path() || name.starts_with(".") || reserved.contains(stem) ||
        name.find_first_of("<>:\"|?*%") != std::string::npos)
        return Error{Code::refused, "the workflow may not write to '" + shown(name) + "'",
                     "Use a plain file name; the folder is chosen with --output.", "", "", ""};
    fs::create_directories(output, failed);
    if (failed) return Error{Code::disk, "the folder " + output.string() + " cannot be made: " + failed.message(), "Choose another with --output.", "", "", ""};
    return output / path;
}

std::vector<fs::path> default_model_folders(const fs::path& resources) {
    std::vector<fs::path> folders;
    const auto add = [&](const fs::path& folder) {
        std::error_code failed;
        if (fs::is_directory(folder, failed)) folders.push_back(folder);
    };
    std::string listed = environment("NOISELOOM_MODELS");
    while (!listed.empty()) {
        const auto colon = listed.find(':');
        add(listed.substr(0, colon));
        listed = colon == std::string::npos ? "" : listed.substr(colon + 1);
    }
    add(user_folder("XDG_DATA_HOME", ".local/share") / "noiseloom/models");
    const std::string hub = environment("HF_HUB_CACHE");
    add(hub.empty() ? user_folder("HF_HOME", ".cache/huggingface") / "hub" : fs::path(hub));
    add(resources);
    return folders;
}

}  // namespace noiseloom
