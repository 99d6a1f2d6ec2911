#include "engine/hash_store.h"

#include "core/key.h"
#include "engine/sqlite.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

constexpr const char* tables = R"(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS hashes (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, hash TEXT NOT NULL, checksum TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS by_hash ON hashes (hash);
)";

std::string text_of(const FileStamp& stamp) {
    return std::to_string(stamp.device) + " " + std::to_string(stamp.inode) + " " + std::to_string(stamp.size) + " " + std::to_string(stamp.modified) + " " +
           std::to_string(stamp.changed);
}

// SQLite notices many damages, but not a flipped bit in a text.
std::string checksum_of(const std::string& path, const std::string& stamp, const std::string& hash) {
    return KeyBuilder("file hash").add(path).add(stamp).add(hash).key().hex();
}

class Statement {
  public:
    Statement(sqlite3* database, const char* sql) { sqlite3_prepare_v2(database, sql, -1, &held_, nullptr); }
    ~Statement() { sqlite3_finalize(held_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int at, const std::string& text) {
        sqlite3_bind_text(held_, at, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
        return *this;
    }
    bool has_row() { return held_ && sqlite3_step(held_) == SQLITE_ROW; }
    std::string text(int column) const {
        const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(held_, column));
        return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(held_, column))) : "";
    }

  private:
    sqlite3_stmt* held_ = nullptr;
};

}  // namespace

std::unique_ptr<HashStore> HashStore::open(const fs::path& file) {
    std::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    std::unique_ptr<HashStore> store(new HashStore);
    std::string why;
    store->database_ = open_database(file, tables, why);
    return store->database_ ? std::move(store) : nullptr;
}

HashStore::~HashStore() { sqlite3_close(database_); }

std::optional<std::string> HashStore::find(const fs::path& path, const FileStamp& stamp) {
    const std::string stamped = text_of(stamp);
    Statement row(database_, "SELECT hash, checksum FROM hashes WHERE path = ?1 AND stamp = ?2");
    if (!row.bind(1, path.string()).bind(2, stamped).has_row()) return {};
    std::string hash = row.text(0);
    if (row.text(1) != checksum_of(path.string(), stamped, hash)) return {};
    return hash;
}

std::vector<fs::path> HashStore::holders(const std::string& hash) {
    std::vector<fs::path> paths;
    Statement rows(database_, "SELECT path FROM hashes WHERE hash = ?1 ORDER BY path");
    rows.bind(1, hash);
    while (rows.has_row()) paths.emplace_back(rows.text(0));
    return paths;
}

void HashStore::keep(const fs::path& path, const FileStamp& stamp, const std::string& hash) {
    const std::string stamped = text_of(stamp);
    Statement row(database_, "INSERT OR REPLACE INTO hashes VALUES (?1, ?2, ?3, ?4)");
    row.bind(1, path.string()).bind(2, stamped).bind(3, hash).bind(4, checksum_of(path.string(), stamped, hash)).has_row();
}

}  // namespace noiseloom
