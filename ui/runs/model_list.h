// The models that a user has, as all who offer them see them. They are looked up by a worker, once somebody wants them and when somebody asks
// again; until then, and while that goes on, those found before stand.
#pragma once

#include <functional>

#include "ui/runs/home.h"
#include "ui/runs/model_files.h"

class QThreadPool;

namespace noiseloom {

class ModelList : public QObject {
    Q_OBJECT
  public:
    // `workers` outlives it. `folders` is called by one of them: folders may lie on slow disks.
    ModelList(std::function<std::vector<std::filesystem::path>()> folders, std::filesystem::path resources, QThreadPool& workers);
    ~ModelList() override;

    void want();   // looks them up, unless that was done or goes on
    void scan();   // again
    bool is_known() const { return is_known_; }   // whether they were looked up
    const std::vector<ModelFile>& files() const { return files_; }
    const std::vector<std::filesystem::path>& folders() const { return seen_folders_; }   // that were looked through

  signals:
    void scanned();

  private:
    const std::function<std::vector<std::filesystem::path>()> folders_;
    const std::filesystem::path resources_;
    QThreadPool& workers_;
    std::vector<ModelFile> files_;
    std::vector<std::filesystem::path> seen_folders_;
    bool is_known_ = false;
    std::shared_ptr<std::atomic<bool>> is_over_;   // of the scan that goes on; null: none was begun
    const std::shared_ptr<Home<ModelList>> home_;
};

}  // namespace noiseloom
