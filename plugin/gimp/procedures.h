// Which procedures the bridge offers to GIMP, and what each call of one means; how GIMP is told of them is its version's matter
// (registration_2.cpp, registration_3.cpp).
//
// Two are there for good. One for each published workflow is told to GIMP anew at every start of it, so that what the user publishes
// is in the menu the next time.
#pragma once

#include "gimp/arguments.h"
#include "gimp/session.h"

namespace noiseloom {

inline constexpr const char* editor_procedure = "plug-in-noiseloom";
inline constexpr const char* run_procedure = "plug-in-noiseloom-run";
inline constexpr const char* menu_path = "<Image>/Filters/Noiseloom";
inline constexpr const char* image_types = "RGB*, GRAY*";

struct Procedure {
    std::string name, menu_label, about, help;   // menu_label: empty: not in the menu
    std::vector<Argument> arguments;             // after run mode, image and drawable
};

Procedure editor();
Procedure any_workflow();
Procedure procedure_of(const Published& workflow);
std::string procedure_name(const Published& workflow);

// Those of this moment. A damaged list is told on standard error and offers none: the editor can be reached all the same.
std::vector<Published> published_workflows();

enum class RunMode { interactive, by_script, last_values };

struct Call {
    std::string procedure;
    RunMode mode = RunMode::interactive;
    int image = 0;
    std::vector<int> drawables;
    std::vector<Json> values;   // of the arguments, as far as they were given
};
SessionEnd run_procedure_call(const Call& call);

}  // namespace noiseloom
