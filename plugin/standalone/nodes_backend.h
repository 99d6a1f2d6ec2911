// The editor's boundary on the node library (ui/backend/backend.h).
//
// Cheap to construct: no file but the cache's index is opened, and no device is asked. OpenImageIO is only
// ever loaded in the image helper's process.
#pragma once

#include "ui/backend/backend.h"

namespace noiseloom {

class NodesBackend : public Backend {
  public:
    explicit NodesBackend(const CacheSettings& cache);
    explicit NodesBackend(const std::filesystem::path& cache);   // the folder of the results that runs keep; empty: in memory only

    const Registry& registry() const override { return registry_; }
    Caches& caches() override { return caches_; }
    std::filesystem::path resources() const override;
    std::vector<ComputeDevice> devices() const override;

    bool has_pictures(const TypeInfo& type) const override;
    std::vector<QImage> pictures(const Value& value, int longest = 0, int most = 0) const override;
    Json figures(const Value& value) const override;
    std::vector<std::pair<std::string, double>> summary(const Value& value) const override;
    Result<PromptReading> read_prompt(const Value& encoder, const std::string& text, const std::string& syntax) const override;
    Result<std::string> embedded_workflow(const std::filesystem::path& picture) const override;
    Result<QImage> thumbnail(const std::filesystem::path& picture, int longest) const override;
    Result<void> save_picture(const std::filesystem::path& file, const Value& value, std::size_t index, const std::string& workflow) const override;
    std::map<std::string, std::function<std::string(const Cancel&)>> facts(const Workflow& workflow, const std::vector<std::string>& targets,
                                                                           std::shared_ptr<FileRoots> files) override;

  private:
    Registry registry_;
    Caches caches_;
};

}  // namespace noiseloom
