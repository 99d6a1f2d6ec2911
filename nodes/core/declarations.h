// All that may be a node of one workflow: the node library and the workflow's own subgraphs.
//
// A subgraph's declaration is made of its definition. Made anew whenever a definition changes, which takes
// as long as reading the types of its nodes. A definition that contains itself, or is nested too deep, has none.
#pragma once

#include <optional>
#include <vector>

#include "core/registry.h"
#include "core/subgraph.h"

namespace noiseloom {

inline constexpr int deepest_subgraphs = 32;

class Declarations {
  public:
    // Both must outlive it, and the definitions stay as they are.
    Declarations(const Registry& registry) : registry_(registry) {}   // of workflows without subgraphs
    Declarations(const Registry& registry, const Subgraphs& subgraphs);

    const Registry& registry() const { return registry_; }
    const NodeDef* find(const std::string& type) const;
    std::vector<const NodeDef*> all() const;
    std::vector<const NodeDef*> subgraphs() const;                // those of definitions alone
    const Subgraph* definition(const std::string& type) const;    // null: the type is none that can be opened
    // What is wrong with a definition as a whole: it contains itself, or its sockets lead nowhere. No node is named.
    std::vector<Error> problems(const std::string& type) const;
    // Nodes in it once all subgraphs are opened. More than an std::size_t holds: its largest value.
    std::size_t size(const std::string& type) const;

  private:
    struct Made {
        const Subgraph* subgraph = nullptr;
        std::optional<NodeDef> def;
        std::vector<Error> problems;
        std::size_t size = 0;
        int height = 0;   // 1: it contains no other
    };
    const Made* made(const std::string& type) const;
    void declare(const std::string& name, Made& made) const;

    const Registry& registry_;
    std::map<std::string, Made> made_;
};

}  // namespace noiseloom
