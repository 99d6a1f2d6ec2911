// What the command line and the editor share: where files lie, and how a workflow is
// opened, whichever of the three forms it comes in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/registry.h"
#include "core/templates.h"
#include "core/workflow.h"
#include "engine/file_roots.h"

namespace noiseloom {

// The folder with the model pack and the templates: $NOISELOOM_RESOURCES, or found from where the
// program lies (installed, or in a build folder).
std::filesystem::path resources_folder();

// $NOISELOOM_CACHE_DIR, or `noiseloom/values` in the user's cache folder.
std::filesystem::path default_cache_folder();

struct Source {
    Workflow workflow;
    std::filesystem::path file;   // where it was read; empty for standard input
    std::string name;             // for people: the template's or the file's name
};

// `source` is a .noiseloom file, the name of a template, a picture with an embedded workflow, or "-".
// Nodes of older versions are brought up to date.
Result<Source> open_source(const std::string& source, const Registry& registry);

// The text of the workflow that a picture carries. Of the picture, however large, only the texts are read.
Result<std::string> embedded_workflow(const std::filesystem::path& picture);

// Those that come with Noiseloom.
std::vector<Template> templates();

}  // namespace noiseloom
