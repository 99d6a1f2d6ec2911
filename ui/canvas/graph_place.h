// What the canvas shows of a document: its graph, or the inside of a subgraph. Everything on the canvas reads and edits through this.
#pragma once

#include <functional>
#include <string>

#include "ui/model/editor_document.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class GraphPlace {
  public:
    explicit GraphPlace(EditorDocument& document) : document_(document) {}

    EditorDocument& document() const { return document_; }
    const Graph& graph() const { return document_.graph(); }
    const Json& view() const { return document_.view(); }
    const Registry& registry() const { return document_.registry(); }
    const NodeDef* declaration(const std::string& id) const {   // of a node; null: unknown
        const auto found = graph().nodes.find(id);
        return found == graph().nodes.end() ? nullptr : document_.declaration(found->second.type);
    }
    Result<void> apply(const Patch& patch, const QString& label, const QString& merge = {}) const { return document_.apply(patch, label, merge); }

  private:
    EditorDocument& document_;
};

}  // namespace noiseloom
