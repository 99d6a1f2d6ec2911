// What a script hands to the procedure of a published workflow: its fields in order, a layer for every picture input but the first, and the
// number of variations. The first picture input is the layer that the procedure is called on.
//
// Nothing here knows GIMP: its versions differ in how arguments are declared, not in which there are.
#pragma once

#include "host/messages.h"
#include "host/published.h"

namespace noiseloom {

enum class ArgumentKind { text, number, integer, flag };

struct Argument {
    enum class Meaning { field, layer, count };
    Meaning meaning = Meaning::field;
    std::string key;                  // of the field or the picture input, in the workflow
    std::string name, label, about;   // no two arguments of a procedure share a name
    ArgumentKind kind = ArgumentKind::text;
    Json value;                       // what stands there from the start
    std::optional<Range> range;
    bool empty_is_absent = false;     // an empty text leaves the field as it is in the workflow
};

std::vector<Argument> arguments_of(const Published& workflow);

// Values in the order of `arguments`, as the application is told them.
void set_arguments(Open& open, const std::vector<Argument>& arguments, const std::vector<Json>& values);

}  // namespace noiseloom
