// A switch between two inputs of one type: only the branch that is taken is computed.
#pragma once

#include "core/run.h"

namespace noiseloom {

template <class T>
NodeDef switch_node(std::string type, std::string category, std::string what) {
    NodeDef n(std::move(type), 1);
    n.text("Switch " + what, std::move(category), "Passes on one of two inputs; the other is not computed.");
    In<bool> second = n.in<bool>("second").value(false).doc("Off: the first input. On: the second.");
    In<T> a = n.in<T>("a").lazy().optional().label("first").doc("Passed on while the switch is off.");
    In<T> b = n.in<T>("b").lazy().optional().label("second").doc("Passed on while the switch is on.");
    Out<T> out = n.out<T>("value").doc("The input that was chosen.");
    n.needs([=](const Run& r) { return std::vector<std::string>{r[second] ? "b" : "a"}; });
    n.run([=](Run& r) -> Result<void> {
        const In<T> taken = r[second] ? b : a;
        if (!r.maybe(taken))
            return Error{Code::bad_workflow, r[second] ? "the switch is on and 'b' is not connected" : "the switch is off and 'a' is not connected",
                         "Connect it, or set the switch the other way.", "", r[second] ? "b" : "a", ""};
        return r.set_value(out.index, r.value(taken.index));
    });
    return n;
}

}  // namespace noiseloom
