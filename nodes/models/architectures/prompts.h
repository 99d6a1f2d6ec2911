// What the attentions of a network read of its prompts. The prompts of a run stay the same from step to step, so their keys and
// values are computed in the first one and kept.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "diffusion/conditioning.h"
#include "models/architectures/blocks.h"

namespace noiseloom {

// The text states of one conditioning, and what each attention that has seen them makes of them. Any thread.
class Prompt {
  public:
    explicit Prompt(at::Tensor states) : states_(std::move(states)) {}
    std::int64_t tokens() const { return states_.size(1); }
    // [1, tokens, width] each. `place` names the attention in the network. No inference tensors, so that gradients may pass by them.
    KeysValues of(const std::string& place, const Attention& attention);

  private:
    at::Tensor states_;   // [1, tokens, width], where and how the network computes
    std::mutex mutex_;
    std::map<std::string, KeysValues> made_;
};

// The prompts of a forward pass, each for so many pictures: a row for every pair, all pictures of the first prompt first.
struct PromptRows {
    std::vector<std::shared_ptr<Prompt>> prompts;
    std::int64_t pictures = 1;
    std::int64_t tokens = 0;   // a common multiple of theirs
    KeysValues of(const std::string& place, const Attention& attention) const;   // [rows, tokens, width] each
};

// A network's prompts of late, by their conditionings' identity.
class PromptMemory {
  public:
    std::shared_ptr<Prompt> of(const Conditioning& conditioning, const Placement& placement);

  private:
    std::mutex mutex_;
    std::list<std::pair<Key, std::shared_ptr<Prompt>>> latest_;   // the last one asked for comes first
};

}  // namespace noiseloom
