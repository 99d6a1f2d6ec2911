// The workflow as pictures carry it, with the identity of the files that it reads.
//
// Like the workflow file, but files by name only, so that no folder of this machine is given away, and each
// with its SHA-256, so that the picture runs again with the same files or says that it cannot. Hashing a
// large model takes seconds: a thread of low priority does it while the model works, and whoever
// saves a picture waits for what is left of it.
#pragma once

#include <future>

#include "core/workflow.h"
#include "engine/caches.h"
#include "engine/file_roots.h"

namespace noiseloom {

// Only a name that can be found again from the picture's own folder keeps its folders.
std::string shared_name(const std::string& name);

class Recording {
  public:
    // Looks at the files that the targets (empty: all nodes) depend on and begins to hash them. `files` and
    // `caches` must outlive it.
    Recording(const Workflow& workflow, const Registry& registry, const std::vector<std::string>& targets, FileRoots& files, Caches& caches);
    ~Recording();   // stops hashing

    // The canonical text. A file that was changed or taken away since the run began is named without a hash.
    std::string text(const Cancel& cancel) const;   // throws Cancelled

  private:
    Cancel stopped_;
    std::shared_future<std::string> text_;
};

}  // namespace noiseloom
