// The procedures as GIMP 2.10 is told of them. A call comes with all arguments, in order; the layers made are returned as their number
// and their ids.
#include <cstdio>

#include "gimp/procedures.h"

namespace noiseloom {
namespace {

constexpr int fixed_arguments = 3;   // run mode, image, drawable

GimpPDBArgType type_of(ArgumentKind kind) {
    return kind == ArgumentKind::text ? GIMP_PDB_STRING : kind == ArgumentKind::number ? GIMP_PDB_FLOAT : GIMP_PDB_INT32;
}

// What stands there without a script's choice is told beside it: this version knows no values to begin with.
std::string description(const Argument& argument) {
    std::string text = argument.label;
    if (!argument.about.empty() && argument.about != text) text += (text.empty() ? "" : ": ") + argument.about;
    if (!argument.value.is_null() && argument.value != "") text += " (" + json_text(argument.value) + ")";
    return text;
}

void install(const Procedure& procedure) {
    std::vector<std::string> texts;
    for (const Argument& argument : procedure.arguments) texts.insert(texts.end(), {argument.name, description(argument)});
    std::vector<GimpParamDef> arguments = {{GIMP_PDB_INT32, const_cast<char*>("run-mode"), const_cast<char*>("The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), RUN-WITH-LAST-VALS (2) }")},
                                           {GIMP_PDB_IMAGE, const_cast<char*>("image"), const_cast<char*>("The image")},
                                           {GIMP_PDB_DRAWABLE, const_cast<char*>("drawable"), const_cast<char*>("The layer to work on")}};
    for (std::size_t i = 0; i < procedure.arguments.size(); ++i) arguments.push_back({type_of(procedure.arguments[i].kind), texts[2 * i].data(), texts[2 * i + 1].data()});
    const GimpParamDef results[] = {{GIMP_PDB_INT32, const_cast<char*>("num-layers"), const_cast<char*>("How many layers were made or changed")},
                                    {GIMP_PDB_INT32ARRAY, const_cast<char*>("layers"), const_cast<char*>("The layers")}};
    gimp_install_procedure(procedure.name.c_str(), procedure.about.c_str(), procedure.help.c_str(), "The Noiseloom contributors", "Apache-2.0", "2026",
                           procedure.menu_label.empty() ? nullptr : procedure.menu_label.c_str(), image_types, GIMP_PLUGIN, static_cast<gint>(arguments.size()), G_N_ELEMENTS(results),
                           arguments.data(), results);
    if (!procedure.menu_label.empty()) gimp_plugin_menu_register(procedure.name.c_str(), menu_path);
}

void query() {
    install(editor());
    install(any_workflow());
}

// At every start of GIMP.
void init() {
    for (const Published& workflow : published_workflows()) install(procedure_of(workflow));
}

Json value_of(const GimpParam& given) {
    if (given.type == GIMP_PDB_STRING) return std::string(given.data.d_string ? given.data.d_string : "");
    if (given.type == GIMP_PDB_FLOAT) return given.data.d_float;
    return given.data.d_int32;
}

Call call_of(const char* name, int count, const GimpParam* given) {
    Call call{name, RunMode::by_script, given[1].data.d_image, {given[2].data.d_drawable}, {}};
    if (given[0].data.d_int32 == GIMP_RUN_INTERACTIVE) call.mode = RunMode::interactive;
    if (given[0].data.d_int32 == GIMP_RUN_WITH_LAST_VALS) call.mode = RunMode::last_values;
    for (int i = fixed_arguments; i < count; ++i) call.values.push_back(value_of(given[i]));
    return call;
}

void run(const char* name, int count, const GimpParam* given, int* result_count, GimpParam** results) {
    static GimpParam returned[3];   // GIMP reads them after this has returned
    static std::vector<gint32> layers;
    static std::string error;
    const SessionEnd end = count < fixed_arguments ? SessionEnd{SessionEnd::How::failed, "called without an image", {}} : run_procedure_call(call_of(name, count, given));
    layers.assign(end.layers.begin(), end.layers.end());
    error = end.error;
    *results = returned;
    returned[0].type = GIMP_PDB_STATUS;
    if (end.how == SessionEnd::How::done) {
        returned[0].data.d_status = GIMP_PDB_SUCCESS;
        returned[1].type = GIMP_PDB_INT32;
        returned[1].data.d_int32 = static_cast<gint32>(layers.size());
        returned[2].type = GIMP_PDB_INT32ARRAY;
        returned[2].data.d_int32array = layers.data();
        *result_count = 3;
    } else if (end.how == SessionEnd::How::cancelled) {
        returned[0].data.d_status = GIMP_PDB_CANCEL;
        *result_count = 1;
    } else {
        returned[0].data.d_status = GIMP_PDB_EXECUTION_ERROR;
        returned[1].type = GIMP_PDB_STRING;
        returned[1].data.d_string = error.data();
        // GIMP fills up what is missing with an array, whose length it looks for in the text before it: it crashed.
        returned[2].type = GIMP_PDB_INT32;
        returned[2].data.d_int32 = 0;
        *result_count = 3;
    }
}

}  // namespace
}  // namespace noiseloom

const GimpPlugInInfo PLUG_IN_INFO = {noiseloom::init, nullptr, noiseloom::query, noiseloom::run};
MAIN()
