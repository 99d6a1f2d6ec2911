// Which pictures a workflow is there to make, for an image editor that takes them in place of files.
#pragma once

#include "ui/model/editor_document.h"

namespace noiseloom {

struct MadePicture {   // an output of a node, by its path in the flat graph
    std::string path, output;
};

// What nodes that save would save, each once; without any the pictures that nobody reads on. Error (bad_workflow): it makes none.
Result<std::vector<MadePicture>> made_pictures(const EditorDocument& document);

}  // namespace noiseloom
