// What all windows and documents of one editor share.
#pragma once

#include <filesystem>

#include <QStringList>

#include "ui/backend/backend.h"
#include "ui/runs/workshop.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class Settings;

struct Desk {
    Backend& backend;
    Workshop& workshop;
    const Theme* theme = &Theme::named("dark");
    Compute compute;
    std::filesystem::path output_folder;    // where nodes save
    std::filesystem::path journal_folder;   // empty: no journals
    std::filesystem::path subgraph_folder = {};   // of those that were saved to be used again; empty: none are offered
    bool fades_wires = true;
    bool shows_minimap = true;
    QStringList recent_nodes;               // types, the last used first
    Settings* settings = nullptr;           // null: nothing is kept
};

// $XDG_STATE_HOME/noiseloom/journals, or below ~/.local/state.
std::filesystem::path default_journal_folder();
// $XDG_DATA_HOME/noiseloom/subgraphs, or below ~/.local/share.
std::filesystem::path default_subgraph_folder();
// The user's folder for pictures, noiseloom in it.
std::filesystem::path default_output_folder();

}  // namespace noiseloom
