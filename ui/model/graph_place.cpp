#include "ui/model/graph_place.h"

#include <type_traits>

#include "core/flatten.h"

namespace noiseloom {

Patch GraphPlace::scoped(Patch patch) const {
    for (Operation& operation : patch.operations)
        std::visit([&](auto& one) {
            if constexpr (requires { one.scope; })
                if (one.scope.empty()) one.scope = scope_;
        }, operation);
    return patch;
}

Result<void> GraphPlace::apply(Patch patch, const QString& label, const QString& merge) const { return document_->apply(scoped(std::move(patch)), label, merge); }

std::optional<PlacedNode> placed_node(EditorDocument& document, const std::string& path) {
    const auto found = node_place(document.workflow(), path);
    if (!found) return {};
    const std::size_t above = path.rfind('/');
    return PlacedNode{GraphPlace(document, found->scope, above == std::string::npos ? "" : path.substr(0, above)), found->id};
}

}  // namespace noiseloom
