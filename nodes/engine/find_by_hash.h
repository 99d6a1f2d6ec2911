// A file looked for by its content, where a workflow names one that has another name here.
#pragma once

#include "core/value.h"
#include "engine/file_hashes.h"

namespace noiseloom {

// A file (for models also a folder) with the hash file.sha256 in `roots`, canonical and inside them with all
// links resolved; empty if none is found. Models are looked for below the roots too, pictures directly in them.
//
// The work is bounded. Files whose hash is remembered cost nothing. Of the others only those with the ending
// of file.name are read (model folders, where that is no .safetensors), the small ones first, up to 8 GB;
// their hashes are remembered, so that the next search goes on from there. Throws Cancelled.
std::filesystem::path find_by_hash(const std::vector<std::filesystem::path>& roots, const FileRef& file, FileKind kind, FileHashes& hashes,
                                   const Cancel& cancel);

}  // namespace noiseloom
