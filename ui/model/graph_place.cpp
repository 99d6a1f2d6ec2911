#include "ui/model/graph_place.h"

#include <type_traits>

namespace noiseloom {

Result<void> GraphPlace::apply(Patch patch, const QString& label, const QString& merge) const {
    for (Operation& operation : patch.operations)
        std::visit([&](auto& one) {
            if constexpr (requires { one.scope; })
                if (one.scope.empty()) one.scope = scope_;
        }, operation);
    return document_->apply(patch, label, merge);
}

}  // namespace noiseloom
