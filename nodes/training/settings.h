// Reading a training configuration: typed, within limits, every key accounted for. What is wrong is
// thrown as Failure (bad_workflow) that names the file and the key ("optimizer.learning_rate"); keys that
// nobody asked for are errors, since a misspelt setting would otherwise cost hours.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

class Settings {
  public:
    // `file` stands in front of errors; paths are relative to its folder.
    static Result<Settings> read(const std::filesystem::path& file);
    Settings(Json json, std::filesystem::path file);

    // Absent keys give the fallback. Limits are inclusive.
    double real(const std::string& key, double fallback, double low, double high);
    std::int64_t whole(const std::string& key, std::int64_t fallback, std::int64_t low, std::int64_t high);
    bool flag(const std::string& key, bool fallback);
    std::string text(const std::string& key, const std::string& fallback);
    // One of `words`, as its place among them; the first if absent.
    std::size_t choice(const std::string& key, const std::vector<std::string>& words);
    std::filesystem::path path(const std::string& key);           // empty if absent
    std::filesystem::path needed_path(const std::string& key);    // of something that exists
    Settings section(const std::string& key);                     // an object; empty if absent
    std::vector<Settings> sections(const std::string& key);       // a list of objects, or one object for a list of one
    bool has(const std::string& key) const;
    Json any(const std::string& key);                             // null if absent

    void finish() const;   // throws if a key of this section is not known
    const Json& json() const { return *json_; }
    const std::filesystem::path& file() const { return file_; }
    [[noreturn]] void refuse(const std::string& key, const std::string& what, const std::string& hint = "") const;

  private:
    Settings inner(const std::string& key, const Json& json) const;
    const Json* find(const std::string& key);

    std::shared_ptr<const Json> json_;
    std::filesystem::path file_;
    std::string prefix_;            // "optimizer."
    std::set<std::string> known_;
};

}  // namespace noiseloom
