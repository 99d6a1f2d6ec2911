// Reading a training configuration: typed, within limits, every key accounted for. What is wrong is
// thrown as Failure (bad_workflow) that names the file and the key ("optimizer.learning_rate"); keys that
// nobody asked for are errors, since a misspelt setting would otherwise cost hours.
//
// What a configuration asks for is also what lies in the files that it names: identity() has both, so that a run never goes on as
// another one.
#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/key.h"

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
    std::filesystem::path existing_path(const std::string& key);  // missing: refused
    std::filesystem::path needed_path(const std::string& key);    // the same, of a file or folder to be read whole: its content counts
    void count(const std::string& key, const Key& content);       // what a key stands for, in its place
    Settings section(const std::string& key);                     // an object; empty if absent
    std::vector<Settings> sections(const std::string& key);       // a list of objects, or one object for a list of one
    bool has(const std::string& key);                             // whoever asks takes a key that is there for something else than one that is not
    Json any(const std::string& key);                             // null if absent

    void finish() const;   // throws if a key of this section is not known
    const Json& json() const { return *json_; }
    const std::filesystem::path& file() const { return file_; }
    [[noreturn]] void refuse(const std::string& key, const std::string& what, const std::string& hint = "") const;
    // What `make` makes of a key's value; what it throws for complaints of that becomes a refusal.
    template <class Make>
    auto checked(const std::string& key, Make&& make) const {
        try {
            return make();
        } catch (const Failure& failure) {
            refuse_for(key, failure.error());
        }
    }
    // The whole configuration, but for the keys that count by their content: equal ones ask for the same.
    const Json& identity() const { return *identity_; }
    // What absent keys stood for: with_defaults() makes equal what asks for the same.
    const Json& defaults() const { return *defaults_; }

  private:
    Settings inner(const std::string& key, const Json& json, const Json::json_pointer& place) const;
    const Json* find(const std::string& key);
    const Json* find(const std::string& key, const Json& fallback);
    [[noreturn]] void refuse_for(const std::string& key, const Error& error) const;

    std::shared_ptr<const Json> json_;
    std::shared_ptr<Json> identity_, defaults_;   // shared by all sections
    std::filesystem::path file_;
    std::string prefix_;               // "optimizer."
    Json::json_pointer place_;         // of this section in the whole
    std::set<std::string> known_, asked_;
    std::string defaults_hold_ = "always";   // in sections whose presence was asked for: "inside"
};

// A configuration, or a part of it, with the defaults of what it leaves out: of sections too, but for those whose presence means something.
Json with_defaults(Json json, const Json& defaults);

// Of a file, or of all files below a folder with their names there. Throws Failure (disk).
Key content_of(const std::filesystem::path& path);

}  // namespace noiseloom
