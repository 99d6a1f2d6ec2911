// The templates that come with Noiseloom: graphs to start from, with a line about each and a picture of what it makes.
#pragma once

#include <filesystem>
#include <vector>

#include <QString>

namespace noiseloom {

struct TemplateInfo {
    QString name;                     // of the file, without its ending
    QString title, about;
    std::filesystem::path file;
    std::filesystem::path picture;    // empty: there is none
};

// Of `folder`, those first that people start with, then by name. What cannot be read is left out.
std::vector<TemplateInfo> template_infos(const std::filesystem::path& folder);
// The four that an empty window offers.
std::vector<TemplateInfo> first_templates(const std::vector<TemplateInfo>& all);

}  // namespace noiseloom
