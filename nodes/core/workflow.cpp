#include "core/workflow.h"

#include "core/atomic_file.h"
#include "core/declarations.h"
#include "core/ids.h"

namespace noiseloom {
namespace {

Error bad(std::string message, std::string hint = "") {
    return {Code::bad_workflow, std::move(message), std::move(hint)};
}

// Counts nodes and links while the text is scanned, so that a bomb is refused before it is built.
// Everything else is left to parse_json().
class Counter : public nlohmann::json_sax<Json> {
  public:
    explicit Counter(const WorkflowLimits& limits) : limits_(limits) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool string(string_t& text) override {
        if (nodes_depth_ == 0 || depth_ != nodes_depth_ + 1 || !text.starts_with('@') || text.starts_with("@@") || ++links_ <= limits_.links) return true;
        return fail("the workflow has more than " + std::to_string(limits_.links) + " links, at nodes." + node_.substr(0, 80));
    }
    bool key(string_t& name) override {
        if (depth_ == 1) in_subgraphs_ = name == "subgraphs";
        if (depth_ == 1 || (in_subgraphs_ && depth_ == 3)) nodes_depth_ = name == "nodes" ? depth_ + 1 : 0;
        if (nodes_depth_ == 0 || depth_ != nodes_depth_) return true;
        node_ = name;
        return ++nodes_ <= limits_.nodes || fail("the workflow has more than " + std::to_string(limits_.nodes) + " nodes, at nodes");
    }
    bool start_object(std::size_t) override { return ++depth_ <= JsonLimits{}.depth; }
    bool start_array(std::size_t) override { return ++depth_ <= JsonLimits{}.depth; }
    bool end_object() override { return --depth_, true; }
    bool end_array() override { return --depth_, true; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

    const std::string& problem() const { return problem_; }

  private:
    bool fail(std::string what) {
        problem_ = std::move(what);
        return false;
    }

    WorkflowLimits limits_;
    std::size_t depth_ = 0, nodes_ = 0, links_ = 0;
    std::size_t nodes_depth_ = 0;   // of the ids in the "nodes" that is being read; 0: in none
    bool in_subgraphs_ = false;
    std::string node_, problem_;
};

Result<void> check_version(const Json& file) {
    const auto version = file.find("noiseloom");
    if (version == file.end() || !version->is_number_unsigned())
        return bad("this is not a Noiseloom workflow", "A workflow begins with { \"noiseloom\": 1.");
    if (*version != 1)
        return bad("this workflow was written by a newer Noiseloom (format " + version->dump() + ")", "Update Noiseloom to open it.");
    return {};
}

Result<void> read_subgraphs(Json& json, Subgraphs& subgraphs) {
    if (!json.is_object()) return bad("subgraphs must be an object, at subgraphs");
    for (auto& [name, one] : json.get_ref<Json::object_t&>()) {
        if (!is_valid_id(name))
            return bad("not a name of a subgraph: '" + name.substr(0, 80) + "', at subgraphs", "A name has at most 64 letters, digits, '-' and '_'.");
        NL_TRY(Subgraph subgraph, subgraph_from_json(std::move(one), "subgraphs." + name));
        subgraphs.emplace_hint(subgraphs.end(), name, std::move(subgraph));
    }
    return {};
}

// --- writing -----------------------------------------------------------------------------------

void write_value(std::string& out, const Json& json) {
    if (json.is_object() && !json.empty()) {
        const char* separator = "{ ";
        for (const auto& [key, value] : json.get_ref<const Json::object_t&>()) {
            out += separator;
            write_value(out, Json(key));
            out += ": ";
            write_value(out, value);
            separator = ", ";
        }
        out += " }";
    } else if (json.is_array() && !json.empty()) {
        const char* separator = "[";
        for (const Json& item : json) {
            out += separator;
            write_value(out, item);
            separator = ", ";
        }
        out += ']';
    } else {
        out += json_text(json);
    }
}

// One member of an object or list that has a line of its own.
void write_line(std::string& out, bool& is_first, std::size_t indent, const std::string* key = nullptr) {
    out += is_first ? "\n" : ",\n";
    is_first = false;
    out.append(indent, ' ');
    if (!key) return;
    write_value(out, Json(*key));
    out += ": ";
}

bool is_default(const Input& input, const InputDecl* decl) {
    if (!decl || decl->value.is_null() || link_of(input)) return false;
    const Json& literal = std::get<Json>(input);
    if (literal == decl->value && literal.type() == decl->value.type()) return true;
    if (!decl->type->from_json) return false;
    const auto value = decl->type->from_json(literal);   // 7 for 7.0, a curve of one knot for its number
    return value && decl->type->to_json(value->object()) == decl->value;
}

void write_node(std::string& out, const Node& node, const NodeDef* def, std::size_t indent) {
    if (def && def->version() != node.version) def = nullptr;   // defaults are those of the version
    out += "{ \"type\": ";
    write_value(out, Json(node.type + '@' + std::to_string(node.version)));
    bool is_first = false;
    for (const auto& [word, is_set] : {std::pair("bypass", node.bypass), std::pair("mute", node.mute)}) {
        if (!is_set) continue;
        const std::string key = word;
        write_line(out, is_first, indent, &key);
        out += "true";
    }
    auto unknown = node.unknown.begin();
    const auto write_unknown_before = [&](const std::string* name) {
        for (; unknown != node.unknown.end() && (!name || unknown.key() < *name); ++unknown) {
            write_line(out, is_first, indent, &unknown.key());
            write_value(out, unknown.value());
        }
    };
    for (const auto& [name, input] : node.inputs) {
        if (is_default(input, def ? def->input(name) : nullptr)) continue;
        write_unknown_before(&name);
        write_line(out, is_first, indent, &name);
        write_value(out, input_to_json(input));
    }
    write_unknown_before(nullptr);
    out += " }";
}

void write_nodes(std::string& out, const Graph& graph, const Declarations* declarations, std::size_t indent) {
    out += '{';
    bool is_first = true;
    for (const auto& [id, node] : graph.nodes) {
        write_line(out, is_first, indent, &id);
        write_node(out, node, declarations ? declarations->find(node.type) : nullptr, indent + 2);
    }
    out += is_first ? "}" : " }";
}

// An object with a line for each key; objects in it likewise, `levels` deep.
void write_lines(std::string& out, const Json& json, std::size_t indent, int levels) {
    if (levels == 0 || !json.is_object() || json.empty()) return write_value(out, json);
    out += '{';
    bool is_first = true;
    for (const auto& [key, value] : json.get_ref<const Json::object_t&>()) {
        write_line(out, is_first, indent, &key);
        write_lines(out, value, indent + 2, levels - 1);
    }
    out += " }";
}

// A list with a line for each item.
void write_list(std::string& out, const Json& list, std::size_t indent) {
    out += '[';
    bool is_first = true;
    for (const Json& item : list) {
        write_line(out, is_first, indent);
        write_value(out, item);
    }
    out += " ]";
}

void write_subgraph(std::string& out, const Subgraph& subgraph, const Declarations* declarations) {
    constexpr std::size_t indent = 6;
    out += '{';
    bool is_first = true;
    const auto section = [&](const std::string& key) { write_line(out, is_first, indent, &key); };
    const Json interface = to_json(static_cast<const SubgraphInterface&>(subgraph));
    for (const char* key : {"title", "about", "inputs", "outputs"}) {
        if (!interface.contains(key)) continue;
        section(key);
        if (interface[key].is_array())
            write_list(out, interface[key], indent + 2);
        else
            write_value(out, interface[key]);
    }
    section("nodes");
    write_nodes(out, subgraph.graph, declarations, indent + 2);
    for (const auto& [key, value] : subgraph.unknown.get_ref<const Json::object_t&>()) {
        section(key);
        write_value(out, value);
    }
    if (!subgraph.view.empty()) {
        section("view");
        write_lines(out, subgraph.view, indent + 2, 2);
    }
    out += " }";
}

}  // namespace

const Graph* Workflow::graph_in(const std::string& scope) const {
    if (scope.empty()) return &graph;
    const auto found = subgraphs.find(scope);
    return found == subgraphs.end() ? nullptr : &found->second.graph;
}

const Json* Workflow::view_in(const std::string& scope) const {
    if (scope.empty()) return &view;
    const auto found = subgraphs.find(scope);
    return found == subgraphs.end() ? nullptr : &found->second.view;
}

Result<Workflow> read_workflow(std::string_view text, const WorkflowLimits& limits) {
    JsonLimits json_limits;
    json_limits.bytes = limits.bytes;
    if (text.size() <= limits.bytes) {
        Counter counter(limits);
        Json::sax_parse(text.begin(), text.end(), &counter);
        if (!counter.problem().empty()) return bad(counter.problem());
    }
    NL_TRY(Json file, parse_json(text, json_limits));
    if (!file.is_object()) return bad("this is not a Noiseloom workflow", "A workflow begins with { \"noiseloom\": 1.");
    NL_CHECK(check_version(file));
    Workflow workflow;
    for (auto& [key, value] : file.get_ref<Json::object_t&>()) {
        if (key == "noiseloom") continue;
        if (key == "nodes") {
            NL_TRY(workflow.graph, nodes_from_json(std::move(value), "nodes"));
        } else if (key == "subgraphs") {
            NL_CHECK(read_subgraphs(value, workflow.subgraphs));
        } else if (key == "form") {
            if (!value.is_array()) return bad("form must be a list, at form");
            workflow.form = std::move(value);
        } else if (key == "view") {
            if (!value.is_object()) return bad("view must be an object, at view");
            workflow.view = std::move(value);
        } else {
            workflow.unknown[key] = std::move(value);
        }
    }
    return workflow;
}

std::string write_workflow(const Workflow& workflow, const Registry* registry) {
    std::optional<Declarations> declarations;
    if (registry) declarations.emplace(*registry, workflow.subgraphs);
    const Declarations* known = declarations ? &*declarations : nullptr;
    std::string out = "{ \"noiseloom\": 1,\n  \"nodes\": ";
    write_nodes(out, workflow.graph, known, 4);
    bool is_top_first = false;
    const auto section = [&](const std::string& key) { write_line(out, is_top_first, 2, &key); };
    if (!workflow.subgraphs.empty()) {
        section("subgraphs");
        out += '{';
        bool is_first = true;
        for (const auto& [name, subgraph] : workflow.subgraphs) {
            write_line(out, is_first, 4, &name);
            write_subgraph(out, subgraph, known);
        }
        out += " }";
    }
    if (!workflow.form.empty()) {
        section("form");
        write_list(out, workflow.form, 4);
    }
    for (const auto& [key, value] : workflow.unknown.get_ref<const Json::object_t&>()) {
        section(key);
        write_value(out, value);
    }
    if (!workflow.view.empty()) {
        section("view");
        write_lines(out, workflow.view, 4, 2);
    }
    return out += " }\n";
}

Result<Workflow> load_workflow(const std::filesystem::path& file) {
    NL_TRY(const std::string text, read_file(file, WorkflowLimits{}.bytes, Code::bad_workflow));
    return read_workflow(text);
}

Result<void> save_workflow(const std::filesystem::path& file, const Workflow& workflow, const Registry* registry) {
    const std::string text = write_workflow(workflow, registry);
    if (text.size() > WorkflowLimits{}.bytes)
        return bad("the workflow is larger than " + std::to_string(WorkflowLimits{}.bytes >> 20) + " MiB and could not be opened again",
                   "Move pictures and long texts into files of their own.");
    sweep_stale_files(file.parent_path().empty() ? "." : file.parent_path());
    return write_file(file, text);
}

}  // namespace noiseloom
