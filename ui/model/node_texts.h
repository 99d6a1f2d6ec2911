// What the node library says of itself, in the language of the interface: titles, labels, documentation. The texts stand in the nodes, in
// English; noiseloom-library-texts collects them for translators.
#pragma once

#include <QString>

#include "core/node_def.h"

namespace noiseloom {

QString library_text(const std::string& text);        // any of them; one without a translation as it is
QString def_title(const NodeDef& def);
QString def_summary(const NodeDef& def);
// The declared label, or the name with spaces.
QString field_label(const InputDecl& input);
QString label_of(const OutputDecl& output);
QString spaced_text(std::string_view name);           // of a socket without a declaration, or a type of values: "clip encoder"

}  // namespace noiseloom
