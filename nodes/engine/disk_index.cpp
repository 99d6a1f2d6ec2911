#include "engine/disk_index.h"

#include <cstring>

#include <sys/stat.h>

#include "engine/sqlite.h"

namespace noiseloom {
namespace {

constexpr const char* set_up = R"(
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = OFF;
    CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, bytes INTEGER NOT NULL, seconds REAL NOT NULL, rank REAL NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS by_rank ON entries (rank, bytes);
    CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), rank REAL NOT NULL);
    INSERT OR IGNORE INTO clock VALUES (1, 0);
)";

std::uint64_t inode_of(const std::filesystem::path& file) {
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 ? info.st_ino : 0;
}

}  // namespace

// A prepared statement with its parameters, finished when it leaves its scope.
struct DiskIndex::Statement {
    sqlite3_stmt* held = nullptr;

    Statement(sqlite3* database, const char* sql) { sqlite3_prepare_v2(database, sql, -1, &held, nullptr); }
    ~Statement() { sqlite3_finalize(held); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& bind(int at, const Key& key) {
        const std::uint64_t words[2] = {key.high, key.low};
        sqlite3_bind_blob(held, at, words, sizeof words, SQLITE_TRANSIENT);
        return *this;
    }
    Statement& bind(int at, std::uint64_t number) {
        sqlite3_bind_int64(held, at, static_cast<sqlite3_int64>(number));
        return *this;
    }
    Statement& bind(int at, double number) {
        sqlite3_bind_double(held, at, number);
        return *this;
    }
    int step() { return held ? sqlite3_step(held) : SQLITE_ERROR; }
    void reset() { sqlite3_reset(held); }
    Key key(int column) const {
        Key key;
        if (sqlite3_column_bytes(held, column) != 16) return key;
        const auto* words = static_cast<const std::uint64_t*>(sqlite3_column_blob(held, column));
        std::memcpy(&key.high, words, 8);
        std::memcpy(&key.low, words + 1, 8);
        return key;
    }
};

Result<std::unique_ptr<DiskIndex>> DiskIndex::open(const std::filesystem::path& file) {
    std::unique_ptr<DiskIndex> index(new DiskIndex);
    index->file_ = file;
    std::string why;
    index->database_ = open_database(file, set_up, why);
    if (!index->database_)
        return Error{Code::disk, "the index of the cache folder '" + file.parent_path().string() + "' cannot be opened", "", "", "", file.string() + ": " + why};
    index->inode_ = inode_of(file);
    return index;
}

DiskIndex::~DiskIndex() { sqlite3_close(database_); }

bool DiskIndex::execute(const char* sql) { return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

bool DiskIndex::is_current() const { return inode_ != 0 && inode_of(file_) == inode_; }

bool DiskIndex::is_empty() { return Statement(database_, "SELECT 1 FROM entries LIMIT 1").step() == SQLITE_DONE; }

bool DiskIndex::add(const std::vector<Row>& rows) {
    if (!execute("BEGIN IMMEDIATE")) return false;
    bool good = true;
    {
        Statement insert(database_, "INSERT OR REPLACE INTO entries VALUES (?1, ?2, ?3, (SELECT rank FROM clock) + ?3 / (?2 + 512.0))");
        for (const Row& row : rows) {
            good = good && insert.bind(1, row.key).bind(2, row.bytes).bind(3, row.seconds).step() == SQLITE_DONE;
            insert.reset();
        }
    }
    return execute(good ? "COMMIT" : "ROLLBACK") && good;
}

bool DiskIndex::remove(const Key& key) { return Statement(database_, "DELETE FROM entries WHERE key = ?1").bind(1, key).step() == SQLITE_DONE; }

bool DiskIndex::contains(const Key& key) { return Statement(database_, "SELECT 1 FROM entries WHERE key = ?1").bind(1, key).step() == SQLITE_ROW; }

std::uint64_t DiskIndex::total() {
    Statement sum(database_, "SELECT CAST(TOTAL(bytes) AS INTEGER) FROM entries");
    return sum.step() == SQLITE_ROW ? static_cast<std::uint64_t>(sqlite3_column_int64(sum.held, 0)) : 0;
}

std::vector<Key> DiskIndex::victims(std::uint64_t bytes) {
    std::vector<Key> keys;
    double rank = 0;
    {
        Statement cheapest(database_, "SELECT key, bytes, rank FROM entries ORDER BY rank");
        for (std::uint64_t freed = 0; freed < bytes && cheapest.step() == SQLITE_ROW;) {
            keys.push_back(cheapest.key(0));
            freed += static_cast<std::uint64_t>(sqlite3_column_int64(cheapest.held, 1));
            rank = sqlite3_column_double(cheapest.held, 2);
        }
    }
    Statement(database_, "UPDATE clock SET rank = MAX(rank, ?1)").bind(1, rank).step();
    return keys;
}

}  // namespace noiseloom
