// One graph run from beginning to end, on a thread that waits for it.
#pragma once

#include <memory>
#include <mutex>

#include "engine/file_roots.h"
#include "ui/runs/job.h"
#include "ui/runs/run_news.h"
#include "ui/runs/survey.h"

namespace noiseloom {

class Workshop;

// The way to stop it, from any thread.
class RunStop {
  public:
    void request();
    bool requested() const { return cancel_.requested(); }
    const Cancel& cancel() const { return cancel_; }
    void watch(std::shared_ptr<RunHandle> handle);   // whom to stop; null: nobody any more

  private:
    Cancel cancel_;
    std::mutex mutex_;
    std::shared_ptr<RunHandle> handle_;
};

struct CellRequest {
    Workflow workflow;
    std::vector<std::string> targets;
    Compute compute;
    FileRoots files;              // its cancel is replaced by that of `stop`
    bool with_facts = true;       // false: what is saved carries no workflow
    std::function<void(std::shared_ptr<const Survey>)> on_survey;   // before it starts; may be empty
    std::shared_ptr<RunNews> news;                                  // null: nobody listens
};

CellResult run_cell(Workshop& workshop, const CellRequest& request, RunStop& stop);

}  // namespace noiseloom
