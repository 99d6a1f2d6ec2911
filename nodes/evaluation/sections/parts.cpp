#include <algorithm>

#include <ATen/ATen.h>

#include "evaluation/sections/sections.h"
#include "models/state_dict.h"

namespace noiseloom {

ReportSection report_parts(const ReportSubject& subject) {
    namespace fs = std::filesystem;
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator(subject.folder))
        if (entry.is_directory()) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());

    ReportSection section;
    section.text = "## What is in it\n\n" + table_head({"Part", "Parameters, millions", "MB"});
    double all = 0;
    for (const auto& folder : folders) {
        const auto state = load_state_dict(folder);
        if (!state) continue;   // tokenizer, scheduler: no weights
        double count = 0;
        for (const auto& name : state->names()) count += static_cast<double>(state->find(name).numel());
        const double bytes = static_cast<double>(state->bytes());
        all += bytes;
        const std::string name = fs::relative(folder, subject.folder).generic_string();
        section.figures[name] = {{"parameters", count}, {"bytes", bytes}};
        section.text += table_row({name, fixed(count / 1e6, 2), fixed(bytes / 1e6, 2)});
    }
    section.text += table_row({"all", "", fixed(all / 1e6, 2)});
    return section;
}

}  // namespace noiseloom
