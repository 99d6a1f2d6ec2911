// Errors as people read them.
#pragma once

#include <QString>

#include "core/result.h"

namespace noiseloom {

// What happened and what to do about it, in one text; `between` parts the two.
inline QString error_text(const Error& error, const char* between = " ") { return QString::fromStdString(error.message + (error.hint.empty() ? "" : between + error.hint)); }

}  // namespace noiseloom
