// A graph of a document that is shown and edited: the document's own, or that of one of its subgraphs. Canvas and inspector read and edit
// through this, and need not know which it is.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "ui/model/editor_document.h"

namespace noiseloom {

class GraphPlace {
  public:
    // `path`: the nodes that were opened to get here ("glow-7k2q/inner-2"), for what runs tell; empty for the document's own graph.
    explicit GraphPlace(EditorDocument& document, std::string scope = "", std::string path = "") : document_(&document), scope_(std::move(scope)), path_(std::move(path)) {}

    EditorDocument& document() const { return *document_; }
    const std::string& scope() const { return scope_; }   // the definition's name
    const std::string& path() const { return path_; }
    bool is_there() const { return document_->workflow().graph_in(scope_) != nullptr; }   // undo may take a definition away
    const Graph& graph() const { return *document_->workflow().graph_in(scope_); }
    const Json& view() const { return *document_->workflow().view_in(scope_); }
    const Declarations& declarations() const { return document_->declarations(); }
    const NodeDef* declaration(const std::string& id) const {   // of a node; null: unknown
        const auto found = graph().nodes.find(id);
        return found == graph().nodes.end() ? nullptr : document_->declaration(found->second.type);
    }
    // The name by which runs know a node.
    std::string run_path(const std::string& id) const { return path_.empty() ? id : path_ + "/" + id; }

    // Operations on nodes and looks become those of this graph.
    Patch scoped(Patch patch) const;
    Result<void> apply(Patch patch, const QString& label, const QString& merge = {}) const;
    void end_merge() const { document_->end_merge(); }

  private:
    EditorDocument* document_;
    std::string scope_, path_;
};

// The node that runs know by this path, and the graph it lies in. None: no such node.
struct PlacedNode {
    GraphPlace place;
    std::string id;
};
std::optional<PlacedNode> placed_node(EditorDocument& document, const std::string& path);

}  // namespace noiseloom
