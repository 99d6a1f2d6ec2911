// What a crash may not take: every edit since the last save.
//
// Each open document has one journal, a file of one record a line:
//
//     <bytes of the JSON, 8 hex digits> <XXH3-64 of the JSON, 16 hex digits> <JSON>
//
// The first record holds the workflow as last saved, each further one a patch. Records reach the
// system at once, so that a killed program loses nothing, and the disk at most every 2 s or 50
// records, so that a power cut loses no more. Reading stops at the first record that is cut short,
// garbled or does not apply. While its program lives, a journal is locked.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "core/patch.h"
#include "core/workflow.h"

namespace noiseloom {

class Journal {
  public:
    // A new journal in `folder` (made if it is missing). `document`: the file edited, or empty.
    static Result<Journal> start(const std::filesystem::path& folder, const std::string& document, const Workflow& workflow);
    Journal(Journal&& other) noexcept;
    Journal& operator=(Journal&&) = delete;
    ~Journal();   // leaves the file: only remove() says that nothing needs recovery

    // After an error (a full disk) the journal still ends in a whole record, and edits go on without it
    // until compact() succeeds.
    Result<void> append(const Patch& patch);
    // To the disk now. Called by append() when due, and by the editor's timer for the last few edits.
    Result<void> sync();
    // After a save: the journal starts again from the saved workflow.
    Result<void> compact(const std::string& document, const Workflow& workflow);
    void remove();

    const std::filesystem::path& file() const { return file_; }

  private:
    explicit Journal(std::filesystem::path file) : file_(std::move(file)) {}
    Error failed(int number) const;

    static constexpr std::size_t records_between_syncs = 50;
    static constexpr std::chrono::seconds time_between_syncs{2};

    std::filesystem::path file_;
    int fd_ = -1;
    bool broken_ = false;        // a record is missing: later ones would not apply
    std::size_t size_ = 0;       // bytes of whole records
    std::size_t unsynced_ = 0;   // records
    std::chrono::steady_clock::time_point synced_at_{};
};

struct Recovery {
    std::string document;   // as given to start() or compact()
    Workflow workflow;      // the saved workflow with all edits that could be read
    std::size_t edits = 0;
    bool is_cut = false;    // something unreadable followed
};

Result<Recovery> recover(const std::filesystem::path& journal);

// Journals in `folder` whose program no longer runs.
std::vector<std::filesystem::path> abandoned_journals(const std::filesystem::path& folder);

}  // namespace noiseloom
