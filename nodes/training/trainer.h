// The loop that every task shares: batches, accumulation, clipping, AdamW, the average, the log, pictures,
// checkpoints, cancel.
//
// In the output folder: checkpoint.safetensors, log.jsonl (a line every `log_every` steps), loss.png,
// pictures/NAME-STEP.png, and model/ with the average in the format that others read.
#pragma once

#include <functional>

#include "training/process_group.h"
#include "training/task.h"
#include "training/trainer_settings.h"

namespace noiseloom {

struct TrainerObserver {
    // May be empty, and are called on the thread that trains.
    std::function<void(const Json& line)> on_line;     // what goes into the log
    std::function<void(std::int64_t step)> on_step;    // after each
    std::function<void(const std::string& name, std::int64_t step, const Image& picture)> on_picture;   // of a report
    Cancel cancel;
    double time_limit = 0;                           // seconds of this session; 0: none
    bool restart = false;                            // leave an earlier run's checkpoint aside
};

enum class Ending { finished, time_limit, cancelled };

// Trains, going on from the output folder's checkpoint if there is one. A cancelled run has written its
// checkpoint. A run that has all its steps already writes its model again. Throws Failure: settings that differ from the
// checkpoint's, a checkpoint beyond the last step, another run in the same folder, a loss, a gradient or a report
// that is no number (then the checkpoint and the model stay those of an earlier step), the disk.
//
// The processes of a group share every batch, read the same output folder, and end at the same step: if one is cancelled, all
// are. Their tasks must not be cancelled within a step. Only the leader writes. The group's curve is that of one
// process but for rounding, where the loss is a mean over examples; terms that compare the examples of a batch (CLIP's,
// the tiny autoencoder's latent term) see one process's share. Also throws ProcessLost, having written a checkpoint.
Ending train(const Task& task, const TrainerSettings& settings, const TrainerObserver& observer, const ProcessGroup& group = {});

// What train() would refuse of the output folder's checkpoint, told before a task is prepared for hours. Throws Failure.
void check_checkpoint(const TrainerSettings& settings);

}  // namespace noiseloom
