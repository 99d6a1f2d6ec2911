#include "standalone/library_texts.h"

#include <algorithm>
#include <set>

#include <QString>

#include "core/workflow.h"
#include "ui/panels/templates.h"

namespace noiseloom {
namespace {

class Texts {
  public:
    void add(const std::string& text) {
        if (!text.empty() && known_.insert(text).second) order_.push_back(text);
    }
    void add_name(const std::string& label, std::string_view name) {
        std::string text = label.empty() ? std::string(name) : label;
        if (label.empty()) std::replace(text.begin(), text.end(), '_', ' ');
        add(text);
    }
    std::vector<std::string> take() { return std::move(order_); }

  private:
    std::set<std::string> known_;
    std::vector<std::string> order_;
};

void add_node(Texts& texts, const NodeDef& def) {
    texts.add(def.title());
    texts.add(def.category());
    texts.add(def.summary());
    for (const InputDecl& input : def.inputs()) {
        texts.add_name(input.label, input.name);
        texts.add_name("", input.name);
        texts.add_name("", input.type->name);
        texts.add(input.doc);
    }
    for (const OutputDecl& output : def.outputs()) {
        texts.add_name(output.label, output.name);
        texts.add_name("", output.name);
        texts.add_name("", output.type->name);
        texts.add(output.doc);
    }
}

void add_template(Texts& texts, const std::filesystem::path& file) {
    const auto workflow = load_workflow(file);
    if (!workflow) return;
    for (const char* key : {"about", "publish"})
        if (const Json text = workflow->unknown.value(key, Json()); text.is_string()) texts.add(text.get<std::string>());
    for (const Json& item : workflow->form)
        for (const char* key : {"label", "heading", "text"})
            if (item.is_object() && item.contains(key) && item[key].is_string()) texts.add(item[key].get<std::string>());
    const auto titles = [&](const Json& view) {
        const Json all = view.value("title", Json::object());
        for (const auto& [id, title] : all.items())
            if (title.is_string()) texts.add(title.get<std::string>());
    };
    titles(workflow->view);
    for (const auto& [name, subgraph] : workflow->subgraphs) {
        titles(subgraph.view);
        texts.add(subgraph.title);
        texts.add(subgraph.about);
    }
}

}  // namespace

std::vector<std::string> library_texts(const Registry& registry, const std::filesystem::path& templates) {
    Texts texts;
    for (const NodeDef* def : registry.all()) add_node(texts, *def);
    for (const TemplateInfo& info : template_infos(templates)) {
        texts.add(info.title.toStdString());
        add_template(texts, info.file);
    }
    return texts.take();
}

}  // namespace noiseloom
