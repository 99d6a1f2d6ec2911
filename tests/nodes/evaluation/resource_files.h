// The templates' files, for running them through the engine.
#pragma once

#include <filesystem>

#include "engine/files.h"

namespace noiseloom::testing {

const std::filesystem::path resources = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources";

class ResourceFiles : public FileResolver {
  public:
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind, const std::string&) override { return resources / file.name; }
};

}  // namespace noiseloom::testing
