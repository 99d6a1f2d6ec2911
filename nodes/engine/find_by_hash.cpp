#include "engine/find_by_hash.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "engine/file_roots.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{8} << 30;   // that are read

struct Candidate {
    std::uint64_t bytes = 0;   // to read
    fs::path path;             // canonical
    auto operator<=>(const Candidate&) const = default;
};

// With one spelling for each format.
std::string format_ending(const fs::path& file) {
    const std::string ending = ending_of(file);
    return ending == ".jpeg" ? ".jpg" : ending == ".tif" ? ".tiff" : ending;
}

bool is_model_folder(const fs::path& folder) {
    std::error_code failed;
    return fs::exists(folder / "model_index.json", failed) || fs::exists(folder / "config.json", failed);
}

// Bytes of a folder's files whose hash is not remembered.
std::uint64_t unread_bytes(const fs::path& folder, FileHashes& hashes) {
    std::uint64_t bytes = 0;
    const auto files = files_of_folder(folder, FileKind::model);
    if (!files) return most_bytes;
    for (const std::string& file : *files)
        if (const auto stamp = stamp_of(folder / file, FileKind::model); stamp && !hashes.known(folder / file)) bytes += stamp->size;
    return bytes;
}

std::set<Candidate> candidates_in(const std::vector<fs::path>& roots, const FileRef& file, FileKind kind, FileHashes& hashes) {
    constexpr int deepest = 4, most_entries = 50'000;   // of a root, as where models are looked for by name
    const std::string ending = format_ending(file.name);
    const bool wants_folders = kind == FileKind::model && ending != ".safetensors";
    std::set<Candidate> found;
    for (const fs::path& root : roots) {
        std::error_code failed;
        int seen = 0;
        auto entry = fs::recursive_directory_iterator(root, fs::directory_options::skip_permission_denied, failed);
        for (; !failed && entry != fs::recursive_directory_iterator() && ++seen < most_entries; entry.increment(failed)) {
            std::error_code gone;
            const bool is_folder = entry->is_directory(gone);
            if (is_folder && (kind != FileKind::model || entry.depth() >= deepest)) entry.disable_recursion_pending();
            const bool fits = is_folder ? wants_folders && is_model_folder(entry->path()) : format_ending(entry->path()) == ending && entry->is_regular_file(gone);
            if (!fits || gone) continue;
            const fs::path canonical = fs::canonical(entry->path(), gone);
            if (!gone && is_within_any(canonical, roots)) found.insert({is_folder ? unread_bytes(canonical, hashes) : entry->file_size(gone), canonical});
        }
    }
    return found;
}

}  // namespace

fs::path find_by_hash(const std::vector<fs::path>& roots, const FileRef& file, FileKind kind, FileHashes& hashes, const Cancel& cancel) {
    for (const fs::path& holder : hashes.holders(file.sha256)) {
        std::error_code gone;
        const fs::path canonical = fs::canonical(holder, gone);
        if (!gone && is_within_any(canonical, roots) && hashes.known(canonical) == file.sha256) return canonical;
    }
    std::uint64_t read = 0;
    for (const Candidate& candidate : candidates_in(roots, file, kind, hashes)) {
        if (hashes.known(candidate.path)) continue;   // another one: it is not among the holders
        read += candidate.bytes;
        if (read > most_bytes) break;
        const auto hash = hashes.hash(candidate.path, kind, cancel);
        if (hash && *hash == file.sha256) return candidate.path;
    }
    return {};
}

}  // namespace noiseloom
