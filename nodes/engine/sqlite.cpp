#include "engine/sqlite.h"

namespace noiseloom {
namespace {

bool is_damage(int status) {
    const int primary = status & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_FORMAT || primary == SQLITE_ERROR;   // the last: other tables
}

}  // namespace

sqlite3* open_database(const std::filesystem::path& file, const char* set_up, std::string& why) {
    for (int attempt = 1;; ++attempt) {
        sqlite3* database = nullptr;
        int status = sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nullptr);
        if (status == SQLITE_OK) {
            sqlite3_busy_timeout(database, 5000);
            status = sqlite3_exec(database, set_up, nullptr, nullptr, nullptr);
            if (status == SQLITE_OK) return database;
        }
        why = database ? sqlite3_errmsg(database) : "out of memory";
        sqlite3_close(database);
        if (!is_damage(status) || attempt == 2) return nullptr;
        std::error_code ignored;
        for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + suffix, ignored);
    }
}

}  // namespace noiseloom
