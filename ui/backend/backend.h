// What the editor needs of the world beyond core and engine: values as pictures and figures, prompts as tokens, pictures that carry
// workflows. ui/ knows neither LibTorch nor OpenImageIO; the editor's program (plugin/standalone) implements this on the node library,
// tests on a library of toys.
//
// One object lives as long as the editor. Functions marked "any thread" are called from workers, several at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QImage>

#include "core/registry.h"
#include "core/run.h"
#include "core/workflow.h"
#include "engine/caches.h"
#include "engine/file_roots.h"

namespace noiseloom {

struct ComputeDevice {
    Compute compute;
    std::string name;               // for people: "NVIDIA H100", "CPU, 16 threads"
    std::size_t bytes = 0;          // of its memory
};

// A prompt as an encoder reads it.
struct PromptReading {
    struct Chunk {
        int tokens = 0;             // used, without begin and end
        int limit = 0;              // that fit: 75 of CLIP
        std::size_t end = 0;        // byte of the text where the chunk ends: the spill point; 0: not told, since a schedule changes the text
    };
    struct Weight {                 // (words:1.2): as written, with brackets and all
        std::size_t begin = 0, end = 0;
        double weight = 1;
    };
    struct Problem {
        std::size_t begin = 0, end = 0;
        std::string message;
    };
    std::vector<Chunk> chunks;      // at least one
    std::vector<Weight> weights;
    std::vector<Problem> problems;
};

class Backend {
  public:
    virtual ~Backend() = default;

    virtual const Registry& registry() const = 0;
    virtual Caches& caches() = 0;
    virtual std::filesystem::path resources() const = 0;               // templates and the model pack
    virtual std::vector<ComputeDevice> devices() const = 0;            // the best first; at least the CPU

    // --- any thread ---

    // Whether values of this type are something to look at.
    virtual bool has_pictures(const TypeInfo& type) const = 0;
    // A value as people look at it: pictures, masks in grey, latents by a rough linear map to colours; with longest side `longest`
    // at most (0: as large as they are), the first `most` of them (0: all). Empty for what is nothing to look at.
    virtual std::vector<QImage> pictures(const Value& value, int longest = 0, int most = 0) const = 0;
    // A value in figures: a trace as `noiseloom run --trace` writes it, numbers, texts. null for others.
    virtual Json figures(const Value& value) const = 0;
    // A value in a few numbers, for tables and plots: a trace's by name ("spread"), a number itself without one. Empty for others.
    virtual std::vector<std::pair<std::string, double>> summary(const Value& value) const = 0;
    // `encoder` is a value of type "encoder"; `syntax` as the node's choice says it. Error (bad_model): it is no encoder.
    virtual Result<PromptReading> read_prompt(const Value& encoder, const std::string& text, const std::string& syntax) const = 0;
    // The text of the workflow that a picture carries. Errors (bad_image, bad_workflow).
    virtual Result<std::string> embedded_workflow(const std::filesystem::path& picture) const = 0;
    // A picture file, made small. Errors (bad_image, disk).
    virtual Result<QImage> thumbnail(const std::filesystem::path& picture, int longest) const = 0;
    // Writes a picture of an output of a run, as image.save does, carrying `workflow` (empty: none). The format is that of the ending.
    virtual Result<void> save_picture(const std::filesystem::path& file, const Value& value, std::size_t index, const std::string& workflow) const = 0;
    // What nodes that save pictures ask of a run (RunOptions::facts). Reads the files that the targets need; throws Cancelled if `files` are
    // cancelled meanwhile. The last copy is to be destroyed by a worker: it may wait for a hash.
    virtual std::map<std::string, std::function<std::string(const Cancel&)>> facts(const Workflow& workflow, const std::vector<std::string>& targets,
                                                                                   std::shared_ptr<FileRoots> files) = 0;
};

}  // namespace noiseloom
