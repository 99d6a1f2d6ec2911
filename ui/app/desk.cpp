#include "ui/app/desk.h"

#include <QStandardPaths>

#include "core/environment.h"

namespace noiseloom {

std::filesystem::path default_journal_folder() {
    return user_folder("XDG_STATE_HOME", ".local/state") / "noiseloom/journals";
}

std::filesystem::path default_subgraph_folder() {
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString()) / "noiseloom/subgraphs";
}

std::filesystem::path default_output_folder() {
    return std::filesystem::path(QStandardPaths::writableLocation(QStandardPaths::PicturesLocation).toStdString()) / "noiseloom";
}

}  // namespace noiseloom
