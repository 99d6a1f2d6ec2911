// Workflows to start from: the files of a folder, each with what it says about itself; and where what comes with Noiseloom lies.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace noiseloom {

struct Template {
    std::string name;     // of the file, without its ending: "text-to-image"
    std::string about;    // a line of plain text, may be empty
    std::filesystem::path file;
};

// By name. What cannot be read as a workflow is left out; without the folder there are none.
std::vector<Template> find_templates(const std::filesystem::path& folder);
// What comes with a program, installed or in its build folder: templates/, models, what is published. Empty if it is not there.
std::filesystem::path resources_beside(const std::filesystem::path& program);

// The file of the template of that name; empty if there is none.
std::filesystem::path template_file(const std::filesystem::path& folder, const std::string& name);

}  // namespace noiseloom
