#include "engine/disk_cache.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/disk_index.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr char magic[8] = {'N', 'L', 'C', 'A', 'C', 'H', 'E', '1'};

// What every entry begins with; then the type's name and the payload, both under the checksum.
struct Header {
    char magic[8];
    std::uint64_t key[2];
    std::uint64_t checksum[2];
    double seconds;
    std::uint64_t type_bytes;
    std::uint64_t payload_bytes;
};
static_assert(sizeof(Header) == 64);

Key checksum_of(const Key& key, double seconds, std::string_view type, std::string_view payload) {
    return KeyBuilder("cache entry").add(key).add(seconds).add(type).add(payload).key();
}

Error disk_error(const std::string& what, const fs::path& path) {
    return {Code::disk, what + ": " + std::strerror(errno), "", "", "", path.string()};
}

class File {
  public:
    File(const fs::path& path, int flags) : descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() { close(); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    explicit operator bool() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }
    bool close() {
        const int closed = descriptor_ < 0 ? 0 : ::close(descriptor_);
        descriptor_ = -1;
        return closed == 0;
    }
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
        return true;
    }
    bool read(char* to, std::size_t size) {
        while (size > 0) {
            const ssize_t count = ::read(descriptor_, to, size);
            if (count < 0 && errno == EINTR) continue;
            if (count <= 0) return false;
            to += count;
            size -= static_cast<std::size_t>(count);
        }
        return true;
    }

  private:
    int descriptor_;
};

struct Entry {
    Header header;
    std::string bytes;   // all after the header
    std::string_view type() const { return std::string_view(bytes).substr(0, header.type_bytes); }
    std::string_view payload() const { return std::string_view(bytes).substr(header.type_bytes); }
};

// The entry if it is whole.
std::optional<Entry> read_entry(File& file, const Key& key) {
    struct stat info {};
    Entry entry;
    if (::fstat(file.descriptor(), &info) != 0 || !file.read(reinterpret_cast<char*>(&entry.header), sizeof(Header))) return {};
    const Header& header = entry.header;
    const auto rest = static_cast<std::uint64_t>(info.st_size) - sizeof(Header);
    if (std::memcmp(header.magic, magic, sizeof magic) != 0 || header.key[0] != key.high || header.key[1] != key.low ||
        header.type_bytes > rest || header.payload_bytes != rest - header.type_bytes)
        return {};
    entry.bytes.resize(rest);
    if (!file.read(entry.bytes.data(), entry.bytes.size())) return {};
    const Key checksum = checksum_of(key, header.seconds, entry.type(), entry.payload());
    if (checksum.high != header.checksum[0] || checksum.low != header.checksum[1]) return {};
    return entry;
}

// Empty if it cannot be loaded, for whatever reason.
Value load(const TypeInfo& type, std::string_view payload) {
    try {
        auto value = type.load(payload);
        return value ? *std::move(value) : Value();
    } catch (const std::exception&) {
        return {};
    }
}

std::optional<Key> key_of_name(const std::string& name) {
    if (name.size() != 32 || name.find_first_not_of("0123456789abcdef") != std::string::npos) return {};
    return Key{std::stoull(name.substr(0, 16), nullptr, 16), std::stoull(name.substr(16), nullptr, 16)};
}

// Every entry in the folder, by its header alone.
std::vector<DiskIndex::Row> scan(const fs::path& folder) {
    std::vector<DiskIndex::Row> rows;
    std::error_code problem;
    for (fs::recursive_directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        const auto key = key_of_name(entry->path().filename().string());
        if (!key) continue;
        File file(entry->path(), O_RDONLY);
        Header header{};
        struct stat info {};
        if (!file || ::fstat(file.descriptor(), &info) != 0 || !file.read(reinterpret_cast<char*>(&header), sizeof header)) continue;
        const bool sane = header.seconds >= 0 && header.seconds < 1e9;
        rows.push_back({*key, static_cast<std::uint64_t>(info.st_size), sane ? header.seconds : 0});
    }
    return rows;
}

// Temporary files are named "<process>-<count>": those of dead processes were left by a crash.
void sweep(const fs::path& folder) {
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end; entry.increment(problem)) {
        const int process = std::atoi(entry->path().filename().c_str());
        if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) {
            std::error_code ignored;
            fs::remove(entry->path(), ignored);
        }
    }
}

}  // namespace

DiskCache::DiskCache(fs::path folder, std::uint64_t budget_bytes) : folder_(std::move(folder)), budget_(budget_bytes) {}

DiskCache::~DiskCache() = default;

Result<std::unique_ptr<DiskCache>> DiskCache::open(const fs::path& folder, std::uint64_t budget_bytes) {
    std::unique_ptr<DiskCache> cache(new DiskCache(folder, budget_bytes));
    NL_CHECK(cache->prepare());
    return cache;
}

fs::path DiskCache::place(const Key& key) const {
    const std::string name = key.hex();
    return folder_ / "values" / name.substr(0, 2) / name;
}

Result<void> DiskCache::prepare() {
    std::error_code problem;
    fs::create_directories(folder_ / "values", problem);
    if (!problem) fs::create_directories(folder_ / "temporary", problem);
    if (problem) return Error{Code::disk, "the cache folder '" + folder_.string() + "' cannot be made: " + problem.message()};
    fs::permissions(folder_, fs::perms::owner_all, problem);
    sweep(folder_ / "temporary");

    // One process at a time makes the index anew; the others then find it whole.
    index_.reset();
    const fs::path file = folder_ / "index.sqlite";
    File lock(folder_ / "lock", O_RDWR | O_CREAT);
    if (!lock || ::flock(lock.descriptor(), LOCK_EX) != 0) return disk_error("the cache folder '" + folder_.string() + "' cannot be written", folder_);
    NL_TRY(index_, DiskIndex::open(file));
    if (index_->is_empty()) index_->add(scan(folder_ / "values"));
    return {};
}

std::optional<std::size_t> DiskCache::peek(const Key& key) const {
    struct stat info {};
    if (::stat(place(key).c_str(), &info) != 0) return {};
    return static_cast<std::size_t>(info.st_size);
}

std::optional<Cached> DiskCache::find(const Key& key, const TypeInfo& type) {
    File file(place(key), O_RDONLY);
    std::optional<Entry> entry;
    if (file) entry = read_entry(file, key);
    const Value value = entry && entry->type() == type.name ? load(type, entry->payload()) : Value();
    if (!value) {
        remove(key);
        return {};
    }
    const std::lock_guard lock(mutex_);
    if (index_) index_->add({{key, entry->bytes.size() + sizeof(Header), entry->header.seconds}});
    return Cached{value, entry->header.seconds};
}

void DiskCache::remove(const Key& key) {
    ::unlink(place(key).c_str());
    const std::lock_guard lock(mutex_);
    if (index_ && index_->contains(key)) index_->remove(key);
}

Result<void> DiskCache::keep(const Key& key, const Value& value, double seconds) {
    const std::string payload = value.type().save(value.object());
    const std::string_view type = value.type().name;
    Header header{};
    std::memcpy(header.magic, magic, sizeof magic);
    const Key checksum = checksum_of(key, seconds, type, payload);
    header.key[0] = key.high;
    header.key[1] = key.low;
    header.checksum[0] = checksum.high;
    header.checksum[1] = checksum.low;
    header.seconds = seconds;
    header.type_bytes = type.size();
    header.payload_bytes = payload.size();
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    bytes.append(type).append(payload);
    if (bytes.size() > budget_) return {};

    const std::lock_guard lock(mutex_);
    if (!index_ || !index_->is_current()) NL_CHECK(prepare());   // the folder was deleted meanwhile
    auto written = write(key, bytes, seconds);
    if (!written) {
        NL_CHECK(prepare());
        written = write(key, bytes, seconds);
    }
    if (written) evict();
    return written;
}

Result<void> DiskCache::write(const Key& key, const std::string& bytes, double seconds) {
    static std::atomic<std::uint64_t> count{0};
    const fs::path temporary = folder_ / "temporary" / (std::to_string(::getpid()) + "-" + std::to_string(++count));
    const fs::path final = place(key);
    File file(temporary, O_WRONLY | O_CREAT | O_EXCL);
    if (!file) return disk_error("the cache folder '" + folder_.string() + "' cannot be written", temporary);
    const bool whole = file.write(bytes) && file.close();
    // The index first: a row without a file does no harm, a file without a row would never be evicted.
    if (whole && index_->add({{key, bytes.size(), seconds}})) {
        std::error_code ignored;
        fs::create_directory(final.parent_path(), ignored);
        if (::rename(temporary.c_str(), final.c_str()) == 0) return {};
    }
    auto error = disk_error("the cache folder '" + folder_.string() + "' cannot be written", final);
    ::unlink(temporary.c_str());
    return error;
}

// Down to nine tenths of the budget, so that not every entry evicts one.
void DiskCache::evict() {
    const std::uint64_t total = index_->total();
    if (total <= budget_) return;
    for (const Key& key : index_->victims(total - budget_ / 10 * 9)) {
        ::unlink(place(key).c_str());
        index_->remove(key);
    }
}

std::uint64_t DiskCache::used() const {
    const std::lock_guard lock(mutex_);
    return index_ ? index_->total() : 0;
}

}  // namespace noiseloom
