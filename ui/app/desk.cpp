#include "ui/app/desk.h"

#include <cstdlib>

#include <QStandardPaths>

namespace noiseloom {

std::filesystem::path default_journal_folder() {
    const char* state = std::getenv("XDG_STATE_HOME");
    const std::filesystem::path base = state && *state ? std::filesystem::path(state) : std::filesystem::path(std::getenv("HOME") ? std::getenv("HOME") : "/tmp") / ".local/state";
    return base / "noiseloom/journals";
}

std::filesystem::path default_subgraph_folder() {
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString()) / "noiseloom/subgraphs";
}

std::filesystem::path default_output_folder() {
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation).toStdString()) / "noiseloom";
}

}  // namespace noiseloom
