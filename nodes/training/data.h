// What is trained on: pictures with captions and labels, by number. Everything is a pure function of the
// item's number (and of a draw, where a caption has several wordings), so batches can be made on any
// thread and made again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/key.h"
#include "training/settings.h"

namespace noiseloom {

// A classification of the pictures: "kind", with the names of its classes.
struct LabelKind {
    std::string name;
    std::vector<std::string> classes;
};

class DataSet {
  public:
    virtual ~DataSet() = default;
    virtual std::int64_t size() const = 0;             // to train on: items 0 to size() - 1
    virtual std::int64_t held_out() const = 0;         // to measure with: that many items from size() on
    // [side, side, 3] uint8, sRGB-encoded. Throws Failure.
    virtual at::Tensor picture(std::int64_t item, int side) const = 0;
    // One of its wordings; `whole`: one that leaves nothing out.
    virtual std::string caption(std::int64_t item, std::uint64_t draw, bool whole = false) const = 0;
    virtual std::vector<LabelKind> label_kinds() const = 0;              // empty: none
    virtual std::vector<std::int64_t> labels(std::int64_t item) const = 0;   // one class for each kind
    virtual std::string why_no_labels() const { return ""; }             // a sentence for people, where label_kinds() is empty
    // The same wording, but with something else about `kind` than is true (the same text if it leaves that out);
    // empty if the data know no other.
    virtual std::string wrong_caption(std::int64_t item, std::uint64_t draw, const std::string& kind, bool whole = false) const = 0;
    virtual std::vector<std::string> texts() const = 0;   // in which every word of the captions occurs
    // Names the pictures, as a cache of what is computed from them needs it.
    virtual Key pictures_identity() const = 0;
};

enum class Captions { optional, needed };

// { "scenes": {...}, "first_seed": 0, "size": 24000, "keep": 0.8 } or { "folder": "pictures" }. Throws Failure; where captions are needed,
// for every picture of a folder that has none.
std::shared_ptr<const DataSet> make_data(Settings settings, Captions captions = Captions::optional);

// Throws Failure if pictures that a run shows in its `output` folder would join the configuration's "data".
void check_apart(Settings& settings, const std::filesystem::path& output);

// `count` held-out items, from the first on; again and again if there are fewer.
std::vector<std::int64_t> held_out_items(const DataSet& data, std::int64_t first, std::int64_t count);

// Bytes [N, H, W, 3] as networks see them: [N, 3, H, W] in [-1, 1] float32, channels-last.
at::Tensor from_bytes(const at::Tensor& bytes);

// The items' pictures, as from_bytes().
at::Tensor pictures(const DataSet& data, const std::vector<std::int64_t>& items, int side);

}  // namespace noiseloom
