// What was asked for cannot be done as it was typed.
#pragma once

#include "core/result.h"

namespace noiseloom {

inline Error usage(std::string message, std::string hint = "") { return {Code::usage, std::move(message), std::move(hint), "", "", ""}; }

}  // namespace noiseloom
