// What can be done about a node's error, in a word on its strip.
#pragma once

#include <QString>

#include "core/node_def.h"
#include "core/result.h"

namespace noiseloom {

enum class RemedyKind {
    details,       // show all that is known
    locate_file,   // the input names a file that is not there, or is another one
    connect,       // the input wants a wire
};

struct Remedy {
    RemedyKind kind = RemedyKind::details;
    QString label;
    const InputDecl* input = nullptr;   // of the node, where one is to blame
};

// `def`: of the error's node; null if it is unknown.
Remedy remedy_for(const Error& error, const NodeDef* def);

}  // namespace noiseloom
