#include "core/templates.h"

#include <algorithm>

#include "core/workflow.h"

namespace noiseloom {
namespace fs = std::filesystem;

std::vector<Template> find_templates(const fs::path& folder) {
    std::vector<Template> found;
    std::error_code failed;
    for (auto entry = fs::directory_iterator(folder, failed); !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
        if (entry->path().extension() != workflow_suffix) continue;
        const auto workflow = load_workflow(entry->path());
        if (!workflow) continue;
        const Json about = workflow->unknown.value("about", Json());
        found.push_back({entry->path().stem().string(), about.is_string() ? about.get<std::string>() : std::string(), entry->path()});
    }
    std::sort(found.begin(), found.end(), [](const Template& a, const Template& b) { return a.name < b.name; });
    return found;
}

fs::path resources_beside(const fs::path& program) {
    std::error_code failed;
    for (const char* from : {"../share/noiseloom", "../../share/noiseloom", "../../resources", "../../../resources"})
        if (const fs::path folder = program.parent_path() / from; fs::is_directory(folder / "templates", failed)) return fs::canonical(folder, failed);
    return {};
}

fs::path template_file(const fs::path& folder, const std::string& name) {
    if (name.find('/') != std::string::npos) return {};
    const fs::path file = folder / (name + std::string(workflow_suffix));
    std::error_code failed;
    return fs::exists(file, failed) ? file : fs::path();
}

}  // namespace noiseloom
