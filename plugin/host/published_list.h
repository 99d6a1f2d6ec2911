// The list of published workflows: the user's own, and the one that comes with Noiseloom. The application writes it; bridges, which know no nodes,
// read it.
#pragma once

#include <filesystem>

#include "host/published.h"

namespace noiseloom {

// $XDG_DATA_HOME/noiseloom/published.json, or below ~/.local/share.
std::filesystem::path published_file();

std::string published_text(const std::vector<Published>& all);

// The user's list, with those that came with a later Noiseloom than it was made with; else what comes with Noiseloom. Errors (bad_workflow,
// disk): a list is damaged or cannot be read.
Result<std::vector<Published>> list_published(const std::filesystem::path& resources);

// The same for who cannot mend the user's list: where it is damaged, what comes with Noiseloom, and the error to be told.
struct UsablePublished {
    std::vector<Published> workflows;
    std::optional<Error> problem;
};
UsablePublished usable_published(const std::filesystem::path& resources);

// Adds a workflow to the user's list, or replaces the one of its title; its copy lies beside the list from now on. Error (usage): no title.
Result<Published> publish(const std::string& title, const Workflow& workflow, const Registry& registry, const std::filesystem::path& resources);
Result<void> unpublish(const std::string& name, const std::filesystem::path& resources);

}  // namespace noiseloom
