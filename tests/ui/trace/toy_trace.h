// A trace as a run tells it, of eight steps: two terms that fight in the end, a classifier that commits at the fourth.
#pragma once

#include <cmath>

#include "core/json.h"

namespace noiseloom {

inline Json toy_trace(double strength = 1) {
    Json steps = Json::array();
    for (int k = 0; k < 8; ++k) {
        const double p = 1 / (1 + std::exp(4.0 - k * 1.4));
        Json classes = Json::array({{{"class", "house"}, {"probability", p}}, {{"class", "barn"}, {"probability", 1 - p}}});
        if (p < 0.5) std::swap(classes[0], classes[1]);
        steps.push_back({{"step", k + 1}, {"of", 8}, {"at", {{"sigma", 14.6 / (1 << k)}}}, {"base", 20}, {"change", 4}, {"spread", 1 + 0.05 * k}, {"seconds", 0.3},
                         {"terms", {{{"name", "prompt"}, {"weight", 7.5 * strength}, {"length", 2 + 0.3 * k}, {"share", 0.2 * strength + 0.05 * k}, {"seconds", 0}},
                                    {{"name", "classifier"}, {"weight", 2.0}, {"length", 1 + 0.1 * k}, {"share", 0.1}, {"seconds", 0.04}, {"value", std::log(p)},
                                     {"opinions", {{{"question", "what"}, {"likeliest", classes}}}}}}},
                         {"cosines", {{{"terms", {"prompt", "classifier"}}, {"cosine", 0.5 - 0.15 * k}}}}, {"models", {{{"conditionings", 2}, {"seconds", 0.22}}}}});
    }
    return {{"steps", steps}, {"warnings", {{{"kind", "burns"}, {"message", "guidance burns the picture: on average the guided estimate varies 1.2 times as much as that for the prompt alone"},
                                             {"hint", "Lower the scale, limit it to an interval, or pass the guidance through Rescale or Adaptive Projected Guidance."}}}}};
}

}  // namespace noiseloom
