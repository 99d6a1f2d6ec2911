#include "core/journal.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <xxhash.h>

#include "core/atomic_file.h"
#include "core/ids.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view suffix = ".jsonl";
constexpr std::size_t header_bytes = 8 + 1 + 16 + 1;
constexpr std::size_t largest_journal = std::size_t{1} << 30;

std::string record(const Json& json) {
    const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    char header[header_bytes + 1];
    const auto hash = static_cast<unsigned long long>(XXH3_64bits(body.data(), body.size()));
    std::snprintf(header, sizeof header, "%08zx %016llx ", body.size(), hash);
    return header + body + '\n';
}

std::string snapshot(const std::string& document, const Workflow& workflow) {
    return record({{"document", document}, {"workflow", write_workflow(workflow)}});
}

template <class Number>
bool read_hex(std::string_view text, Number& number) {
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
    return problem == std::errc() && end == text.data() + text.size();
}

// Takes the next whole record off `text`; null at the end or where it is damaged.
std::optional<Json> next_record(std::string_view& text) {
    std::size_t size = 0;
    std::uint64_t hash = 0;
    if (text.size() < header_bytes || text[8] != ' ' || text[25] != ' ') return {};
    if (!read_hex(text.substr(0, 8), size) || !read_hex(text.substr(9, 16), hash)) return {};
    if (text.size() - header_bytes <= size || text[header_bytes + size] != '\n') return {};
    const std::string_view body = text.substr(header_bytes, size);
    if (XXH3_64bits(body.data(), body.size()) != hash) return {};
    JsonLimits limits;
    limits.bytes = limits.string_bytes = largest_journal;
    auto json = parse_json(body, limits);
    if (!json) return {};
    text.remove_prefix(header_bytes + size + 1);
    return *std::move(json);
}

}  // namespace

Error Journal::failed(int number) const {
    return {Code::disk, "the crash journal '" + file_.string() + "' cannot be written: " + std::strerror(number),
            "Save your work; edits are not protected until you do."};
}

Result<Journal> Journal::start(const fs::path& folder, const std::string& document, const Workflow& workflow) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    Journal journal(folder / (random_word(20) + std::string(suffix)));
    NL_CHECK(journal.compact(document, workflow));
    return journal;
}

Journal::Journal(Journal&& other) noexcept
    : file_(std::move(other.file_)), fd_(std::exchange(other.fd_, -1)), broken_(other.broken_), size_(other.size_),
      unsynced_(other.unsynced_), synced_at_(other.synced_at_) {}

Journal::~Journal() {
    if (fd_ >= 0) ::close(fd_);
}

Result<void> Journal::append(const Patch& patch) {
    if (broken_) return failed(EIO);
    const std::string line = record(patch_to_json(patch));
    const ssize_t written = ::write(fd_, line.data(), line.size());
    if (written != static_cast<ssize_t>(line.size())) {
        const int number = written < 0 ? errno : ENOSPC;
        broken_ = true;
        (void)!::ftruncate(fd_, static_cast<off_t>(size_));   // if this fails too, reading stops there
        return failed(number);
    }
    size_ += line.size();
    ++unsynced_;
    if (unsynced_ >= records_between_syncs || std::chrono::steady_clock::now() - synced_at_ >= time_between_syncs) return sync();
    return {};
}

Result<void> Journal::sync() {
    if (unsynced_ == 0) return {};
    if (::fdatasync(fd_) != 0) return failed(errno);
    unsynced_ = 0;
    synced_at_ = std::chrono::steady_clock::now();
    return {};
}

Result<void> Journal::compact(const std::string& document, const Workflow& workflow) {
    const std::string line = snapshot(document, workflow);
    NL_TRY(AtomicFile fresh, AtomicFile::open(file_));
    NL_CHECK(fresh.write(line));
    // Opened and locked before it takes its name, so that nobody ever finds it unlocked.
    const int fd = ::open(fresh.temporary().c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (fd < 0) return failed(errno);
    auto committed = ::flock(fd, LOCK_EX | LOCK_NB) == 0 ? fresh.commit() : Result<void>(failed(errno));
    if (!committed) {
        ::close(fd);
        return committed;
    }
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
    broken_ = false;
    size_ = line.size();
    unsynced_ = 0;
    synced_at_ = std::chrono::steady_clock::now();
    return {};
}

void Journal::remove() {
    ::unlink(file_.c_str());
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    broken_ = true;
}

Result<Recovery> recover(const fs::path& journal) {
    NL_TRY(const std::string text, read_file(journal, largest_journal));
    std::string_view rest = text;
    const Error unreadable{Code::disk, "nothing can be recovered from '" + journal.string() + "'", "Its first record is damaged."};
    const auto first = next_record(rest);
    if (!first || !first->is_object() || !first->contains("workflow") || !(*first)["workflow"].is_string()) return unreadable;
    auto workflow = read_workflow((*first)["workflow"].get_ref<const std::string&>());
    if (!workflow) return unreadable;
    Recovery recovery{first->value("document", ""), *std::move(workflow)};
    while (auto json = next_record(rest)) {
        const auto patch = patch_from_json(*std::move(json));
        if (!patch || !apply(*patch, recovery.workflow)) {
            recovery.is_cut = true;
            return recovery;
        }
        ++recovery.edits;
    }
    recovery.is_cut = !rest.empty();
    return recovery;
}

std::vector<fs::path> abandoned_journals(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code problem;
    for (auto entry = fs::directory_iterator(folder, problem); !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
        if (entry->path().extension() != suffix) continue;
        const int fd = ::open(entry->path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
        if (fd < 0) continue;
        if (::flock(fd, LOCK_SH | LOCK_NB) == 0) found.push_back(entry->path());
        ::close(fd);
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace noiseloom
