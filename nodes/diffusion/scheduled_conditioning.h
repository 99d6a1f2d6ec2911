// What a conditioning wire carries: what to draw, possibly changing over the steps ("[a:b:0.4]") and
// possibly made of several weighted parts ("a AND b :0.5"). Most prompts are one part for all steps.
//
// How many steps there are is known to the sampler alone, so what changes is kept as all that it may
// become, with a timetable that is read at each step of the actual run.
#pragma once

#include <memory>
#include <vector>

#include "diffusion/conditioning.h"

namespace noiseloom {

// Which of several variants holds at a step. As A1111 counts: "[a:b:0.4]" of N steps is a up to step
// ⌊0.4·N⌋ and "[a:b:10]" up to step 10, the first step that is run being step 1; "[a|b]" takes turns.
struct Timetable {
    std::vector<double> fractions;   // of the steps, rising: a switch after each
    std::vector<double> steps;       // numbers of steps, rising: a switch after each
    std::size_t period = 1;          // turns repeat after this many steps
    // By fractions passed, steps passed and turn, in rows: (fractions + 1)·(steps + 1)·period of them.
    std::vector<std::size_t> variants = {0};

    // At step k, from 0, of `count`.
    std::size_t at(int k, int count) const;
};

struct ScheduledConditioning {
    struct Part {
        double weight = 1;
        std::vector<std::shared_ptr<const Conditioning>> variants;   // not empty
        Timetable when;

        const std::shared_ptr<const Conditioning>& at(int k, int count) const { return variants[when.at(k, count)]; }
    };
    std::vector<Part> parts;   // not empty

    static ScheduledConditioning constant(Conditioning conditioning);
    bool is_constant() const;   // over the steps

    // The same schedule with every conditioning replaced by change(conditioning), which is identified anew.
    template <class Change>
    ScheduledConditioning transformed(Change change) const {
        ScheduledConditioning made = *this;
        for (Part& part : made.parts)
            for (auto& variant : part.variants) {
                Conditioning changed = change(*variant);
                changed.identify();
                variant = std::make_shared<const Conditioning>(std::move(changed));
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
