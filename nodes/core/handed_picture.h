// A picture that was never a file: an image editor hands a layer over in memory, in place of the file that a node names.
//
// Which node it is for is told beside the graph, by the path of its input ("image-w2kd.file"), so the workflow stays what it is:
// the same file reads pictures from disk elsewhere. It counts by its content, as files do.
#pragma once

#include <map>
#include <memory>

#include "core/key.h"
#include "core/value.h"

namespace noiseloom {

struct HandedPicture {
    std::string name;   // for people: the layer's
    Key content;        // of all that it holds
    Value picture;      // with its alpha, if anything of it is transparent
    Value mask;         // 1 where it is selected; empty if nothing is
};

using HandedPictures = std::map<std::string, HandedPicture>;   // by input

}  // namespace noiseloom
