// What the runs of all open documents share: one executor, the threads that wait and look things up, small pictures, and the models there are.
//
// The order of its parts is the order of its end: runs are cancelled and have ended before the backend's caches go.
#pragma once

#include <QThreadPool>

#include "engine/executor.h"
#include "ui/backend/backend.h"
#include "ui/runs/model_list.h"
#include "ui/runs/picture_cache.h"

namespace noiseloom {

inline constexpr int thumbnail_side = 512;   // pixels: of a node twice as wide as usual, on a screen of double density

class Workshop {
  public:
    explicit Workshop(Backend& backend);   // which outlives it
    ~Workshop();                           // waits for what was cancelled

    Backend& backend() { return backend_; }
    Executor& executor() { return executor_; }
    PictureCache& thumbnails() { return thumbnails_; }
    ModelList& models() { return models_; }

    QThreadPool& planning() { return planning_; }   // of plans and look-ups: files may be hashed
    QThreadPool& waiting() { return waiting_; }     // each of its threads waits for one run
    QThreadPool& painting() { return painting_; }   // values to pictures

    // The value of an output as one small picture, null if there is nothing to see; kept under `key` if that is not zero. Several
    // pictures are a sheet of the first nine.
    QImage thumbnail(const Value& value, const Key& key);

  private:
    Backend& backend_;
    PictureCache thumbnails_{std::size_t{64} << 20};
    Executor executor_;
    QThreadPool planning_, waiting_, painting_;
    ModelList models_;
};

}  // namespace noiseloom
