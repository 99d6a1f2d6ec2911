// What a denoiser is told in training: a caption, a class, both or nothing, as its network reads them; with probability p_uncond
// nothing, so that it learns the unconditional distribution as well (Algorithm 1 of arXiv 2207.12598). The empty prompt and the null class
// stand for no condition, in training as in sampling.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/architectures/clip_text.h"
#include "models/network.h"
#include "models/text/tokenizer.h"
#include "training/data.h"
#include "training/task.h"

namespace noiseloom {

// What one row is asked for.
struct Asked {
    std::string caption;                 // empty: nothing
    std::optional<std::int64_t> label;   // none: nothing
};

class Conditions {
  public:
    // Reads "text" (the folder of a text tower and its tokenizer), "label" (what the classes tell, "kind") and "p_uncond". The classes
    // of `data` go into the network's configuration `model`: num_classes, classes, null_class. Throws Failure.
    Conditions(Settings& settings, const TaskContext& context, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model);
    // Throws Failure unless the network reads what there is.
    void check(const Settings& settings, const NetworkShape& shape) const;

    double p_uncond() const { return p_uncond_; }
    bool know_nothing() const { return text_ != nullptr || null_class_.has_value(); }   // there is a way to ask for nothing
    Asked right(const DataSet& data, std::int64_t item, std::uint64_t draw, bool whole) const;
    // Wrong about "class", or about a kind that captions tell; none if there is no such thing.
    std::optional<Asked> wrong(const DataSet& data, std::int64_t item, std::uint64_t draw, const std::string& kind) const;

    void put(Batch& batch, const std::vector<Asked>& rows) const;                 // "ids" [N, tokens], "label" [N]
    void tell(TrainableNetwork::Rows& rows, const Batch& batch) const;            // from these, on the device
    std::optional<double> dropped(const Batch& batch) const;                      // part of the rows that ask for nothing
    void write(const std::filesystem::path& folder, Json& index) const;           // text_encoder/ and tokenizer/

  private:
    void read_label(Settings& settings, const std::vector<std::shared_ptr<const DataSet>>& data, Json& model);

    TaskContext context_;
    double p_uncond_ = 0.1;
    std::filesystem::path text_folder_;
    std::optional<Tokenizer> tokenizer_;
    std::shared_ptr<const ClipText> text_;   // null: no captions
    std::string label_;                      // empty: no classes
    std::size_t label_place_ = 0;            // among the data's
    std::int64_t classes_ = 0;               // without the null class
    std::optional<std::int64_t> null_class_;
};

}  // namespace noiseloom
