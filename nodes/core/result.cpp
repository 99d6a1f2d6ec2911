#include "core/result.h"

namespace noiseloom {

int exit_status(Code code) {
    switch (code) {
        case Code::usage: return 2;
        case Code::bad_workflow: return 3;
        case Code::bad_model: return 4;
        case Code::bad_image: return 5;
        case Code::out_of_memory: return 6;
        case Code::disk: return 7;
        case Code::cancelled: return 8;
        case Code::refused: return 9;
        case Code::internal: return 70;
    }
    return 70;
}

std::string_view name_of(Code code) {
    switch (code) {
        case Code::usage: return "usage";
        case Code::bad_workflow: return "bad_workflow";
        case Code::bad_model: return "bad_model";
        case Code::bad_image: return "bad_image";
        case Code::out_of_memory: return "out_of_memory";
        case Code::disk: return "disk";
        case Code::cancelled: return "cancelled";
        case Code::refused: return "refused";
        case Code::internal: return "internal";
    }
    return "internal";
}

std::string to_string(const Error& error) {
    std::string text = error.message;
    if (!error.node.empty()) {
        text += " (node '" + error.node + "'";
        if (!error.socket.empty()) text += ", '" + error.socket + "'";
        text += ")";
    }
    if (!error.hint.empty()) text += "\n  hint: " + error.hint;
    return text;
}

}  // namespace noiseloom
