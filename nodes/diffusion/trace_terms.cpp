#include "diffusion/trace_terms.h"

#include <algorithm>

namespace noiseloom {

std::vector<std::string> term_names(const Trace& trace) {
    std::vector<std::string> names;
    for (const TraceStep& step : trace.steps)
        for (const TraceTerm& term : step.terms)
            if (std::find(names.begin(), names.end(), term.name) == names.end()) names.push_back(term.name);
    return names;
}

std::optional<std::size_t> find_term(const TraceStep& step, const std::string& name) {
    const auto found = std::find_if(step.terms.begin(), step.terms.end(), [&](const TraceTerm& term) { return term.name == name; });
    return found == step.terms.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - step.terms.begin()));
}

}  // namespace noiseloom
