// Pictures of a folder with captions beside them: NAME.txt, or a line of metadata.jsonl
// ({"file_name": "a.png", "text": "a red cat"}, the layout of Hugging Face's ImageFolder); and with classes, the label "class",
// where every picture has one: metadata.jsonl's "class", or the name of the folder below this one that it lies in.
#pragma once

#include "training/data.h"

namespace noiseloom {

// Reads the list of files and all captions; pictures are decoded when they are asked for.
// Throws Failure: a folder without pictures, captions that are unreadable or, where they are needed, missing.
std::shared_ptr<const DataSet> make_folder_data(Settings& settings, Captions captions);

}  // namespace noiseloom
