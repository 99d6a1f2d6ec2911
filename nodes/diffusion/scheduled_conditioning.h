// What a conditioning wire carries: what to draw, possibly changing over the steps ("[a:b:0.4]") and
// possibly made of several weighted parts ("a AND b :0.5"). Most prompts are one part for all steps.
#pragma once

#include <memory>
#include <vector>

#include "diffusion/conditioning.h"

namespace noiseloom {

struct ScheduledConditioning {
    struct Part {
        std::shared_ptr<const Conditioning> conditioning;
        double weight = 1;
    };
    struct Stretch {
        double end = 1;             // holds for steps k with (k + 1) / count <= end; rising, the last one is 1
        std::vector<Part> parts;    // not empty
    };
    std::vector<Stretch> stretches;   // not empty

    static ScheduledConditioning constant(Conditioning conditioning);

    // The same schedule with every conditioning replaced by change(conditioning), which is identified anew.
    template <class Change>
    ScheduledConditioning transformed(Change change) const {
        ScheduledConditioning made = *this;
        for (Stretch& stretch : made.stretches)
            for (Part& part : stretch.parts) {
                Conditioning changed = change(*part.conditioning);
                changed.identify();
                part.conditioning = std::make_shared<const Conditioning>(std::move(changed));
            }
        return made;
    }
};

template <>
struct ValueType<ScheduledConditioning> {
    static constexpr std::string_view name = "conditioning";
    static std::size_t bytes(const ScheduledConditioning& schedule);
    static std::string device(const ScheduledConditioning& schedule);
};

}  // namespace noiseloom
