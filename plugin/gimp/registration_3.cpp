// The procedures as GIMP 3 is told of them: its plug-in is an object that is asked for its procedures' names, then for each. Arguments have names
// and may be left out.
#include <algorithm>
#include <climits>

#include "gimp/procedures.h"

using namespace noiseloom;

namespace {

std::vector<int> ids_of_drawables(GimpDrawable** drawables) {
    std::vector<int> ids;
    for (; drawables && *drawables; ++drawables) ids.push_back(id_of(*drawables));
    return ids;
}

Json value_of(GObject* config, const Argument& argument) {
    const char* const name = argument.name.c_str();
    if (argument.kind == ArgumentKind::number) {
        gdouble value = 0;
        g_object_get(config, name, &value, nullptr);
        return value;
    }
    if (argument.kind == ArgumentKind::text) {
        gchar* value = nullptr;
        g_object_get(config, name, &value, nullptr);
        return taken(value);
    }
    gint value = 0;   // a gboolean is one
    g_object_get(config, name, &value, nullptr);
    return value;
}

GimpValueArray* returned(GimpProcedure* procedure, const SessionEnd& end) {
    using How = SessionEnd::How;
    if (end.how == How::cancelled) return gimp_procedure_new_return_values(procedure, GIMP_PDB_CANCEL, nullptr);
    if (end.how == How::failed) return gimp_procedure_new_return_values(procedure, GIMP_PDB_EXECUTION_ERROR, g_error_new_literal(GIMP_PLUG_IN_ERROR, 0, end.error.c_str()));
    GimpValueArray* const values = gimp_procedure_new_return_values(procedure, GIMP_PDB_SUCCESS, nullptr);
    GimpLayer** const layers = g_new0(GimpLayer*, end.layers.size() + 1);
    for (std::size_t i = 0; i < end.layers.size(); ++i) layers[i] = as_layer(end.layers[i]);
    g_value_take_boxed(gimp_value_array_index(values, 1), layers);
    return values;
}

// `data`: the arguments as they were declared, a std::vector<Argument> of the procedure's.
GimpValueArray* run(GimpProcedure* procedure, GimpRunMode mode, GimpImage* image, GimpDrawable** drawables, GimpProcedureConfig* config, gpointer data) {
    Call call{gimp_procedure_get_name(procedure), mode == GIMP_RUN_INTERACTIVE ? RunMode::interactive : mode == GIMP_RUN_WITH_LAST_VALS ? RunMode::last_values : RunMode::by_script,
              id_of_image(image), ids_of_drawables(drawables), {}};
    for (const Argument& argument : *static_cast<const std::vector<Argument>*>(data)) call.values.push_back(value_of(G_OBJECT(config), argument));
    return returned(procedure, run_procedure_call(call));
}

double number_in(const Argument& argument, double low, double high) { return std::clamp(argument.value.is_number() ? argument.value.get<double>() : 0.0, low, high); }

void declare(GimpProcedure* procedure, const Argument& argument) {
    const char* const name = argument.name.c_str();
    const char* const label = argument.label.empty() ? name : argument.label.c_str();
    const char* const about = argument.about.empty() ? label : argument.about.c_str();
    if (argument.kind == ArgumentKind::flag) {
        gimp_procedure_add_boolean_argument(procedure, name, label, about, argument.value == true, G_PARAM_READWRITE);
    } else if (argument.kind == ArgumentKind::number) {
        const double low = argument.range ? argument.range->low : -G_MAXDOUBLE, high = argument.range ? argument.range->high : G_MAXDOUBLE;
        gimp_procedure_add_double_argument(procedure, name, label, about, low, high, number_in(argument, low, high), G_PARAM_READWRITE);
    } else if (argument.kind == ArgumentKind::integer) {
        const int low = argument.range ? static_cast<int>(std::max<double>(argument.range->low, INT_MIN)) : INT_MIN, high = argument.range ? static_cast<int>(std::min<double>(argument.range->high, INT_MAX)) : INT_MAX;
        gimp_procedure_add_int_argument(procedure, name, label, about, low, high, static_cast<int>(number_in(argument, low, high)), G_PARAM_READWRITE);
    } else {
        const std::string value = argument.value.is_string() ? argument.value.get<std::string>() : argument.value.is_null() ? "" : json_text(argument.value);
        gimp_procedure_add_string_argument(procedure, name, label, about, value.c_str(), G_PARAM_READWRITE);
    }
}

void forget(gpointer data) { delete static_cast<std::vector<Argument>*>(data); }

GimpProcedure* declare(GimpPlugIn* plug_in, const Procedure& told) {
    GimpProcedure* const procedure = gimp_image_procedure_new(plug_in, told.name.c_str(), GIMP_PDB_PROC_TYPE_PLUGIN, run, new std::vector<Argument>(told.arguments), forget);
    gimp_procedure_set_image_types(procedure, image_types);
    gimp_procedure_set_sensitivity_mask(procedure, GIMP_PROCEDURE_SENSITIVE_DRAWABLE | GIMP_PROCEDURE_SENSITIVE_DRAWABLES | GIMP_PROCEDURE_SENSITIVE_NO_DRAWABLES);
    gimp_procedure_set_documentation(procedure, told.about.c_str(), told.help.c_str(), told.name.c_str());
    gimp_procedure_set_attribution(procedure, "The Noiseloom contributors", "Apache-2.0", "2026");
    if (!told.menu_label.empty()) {
        gimp_procedure_set_menu_label(procedure, told.menu_label.c_str());
        gimp_procedure_add_menu_path(procedure, menu_path);
    }
    for (const Argument& argument : told.arguments) declare(procedure, argument);
    gimp_procedure_add_core_object_array_return_value(procedure, "layers", "Layers", "The layers that were made or changed", GIMP_TYPE_LAYER, G_PARAM_READWRITE);
    return procedure;
}

GList* query_procedures(GimpPlugIn*) { return g_list_append(g_list_append(nullptr, g_strdup(editor_procedure)), g_strdup(run_procedure)); }

// At every start of GIMP.
GList* init_procedures(GimpPlugIn*) {
    GList* names = nullptr;
    for (const Published& workflow : published_workflows()) names = g_list_append(names, g_strdup(procedure_name(workflow).c_str()));
    return names;
}

GimpProcedure* create_procedure(GimpPlugIn* plug_in, const gchar* name) {
    if (editor().name == name) return declare(plug_in, editor());
    if (any_workflow().name == name) return declare(plug_in, any_workflow());
    for (const Published& workflow : published_workflows())
        if (procedure_name(workflow) == name) return declare(plug_in, procedure_of(workflow));
    return declare(plug_in, {name, "", "A workflow that was published.", "", {}});   // GIMP remembers it: calling it tells that it is no more
}

gboolean set_i18n(GimpPlugIn*, const gchar*, gchar**, gchar**) { return FALSE; }

}  // namespace

struct NoiseloomBridge {
    GimpPlugIn parent;
};
struct NoiseloomBridgeClass {
    GimpPlugInClass parent;
};
GType noiseloom_bridge_get_type();
G_DEFINE_TYPE(NoiseloomBridge, noiseloom_bridge, GIMP_TYPE_PLUG_IN)

static void noiseloom_bridge_class_init(NoiseloomBridgeClass* type) {
    GimpPlugInClass* const plug_in = GIMP_PLUG_IN_CLASS(type);
    plug_in->query_procedures = query_procedures;
    plug_in->init_procedures = init_procedures;
    plug_in->create_procedure = create_procedure;
    plug_in->set_i18n = set_i18n;
}

static void noiseloom_bridge_init(NoiseloomBridge*) {}

GIMP_MAIN(noiseloom_bridge_get_type())
