// Opening the SQLite files of the cache: shared by processes (WAL, busy timeout 5 s), and disposable.
//
// A file that is damaged or of another shape is deleted and made anew. One that is merely busy, or on a
// disk that is full, is left alone: another process may be in the middle of it.
#pragma once

#include <filesystem>
#include <string>

#include <sqlite3.h>

namespace noiseloom {

// The database after `set_up`, statements that may be run again and again; null if it cannot be used, with
// SQLite's reason in `why`. To be closed with sqlite3_close().
sqlite3* open_database(const std::filesystem::path& file, const char* set_up, std::string& why);

}  // namespace noiseloom
