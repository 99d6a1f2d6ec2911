#include "ui/form/form_edit.h"

namespace noiseloom {

std::optional<FormInput> form_input(const Json& item) {
    if (!item.is_object() || !item.contains("input") || !item["input"].is_string()) return std::nullopt;
    const auto& path = item["input"].get_ref<const std::string&>();
    const auto dot = path.rfind('.');
    if (dot == std::string::npos) return std::nullopt;
    return FormInput{path.substr(0, dot), path.substr(dot + 1)};
}

std::optional<std::size_t> place_in_form(const Json& form, const std::string& node, const std::string& input) {
    for (std::size_t i = 0; i < form.size(); ++i)
        if (const auto shown = form_input(form[i]); shown && shown->node == node && shown->input == input) return i;
    return std::nullopt;
}

Json with_input(Json form, const std::string& node, const std::string& input, const std::string& label) {
    Json item{{"input", node + '.' + input}};
    if (!label.empty()) item["label"] = label;
    form.push_back(std::move(item));
    return form;
}

Json without_item(Json form, std::size_t place) {
    if (place < form.size()) form.erase(place);
    return form;
}

Json with_moved_item(Json form, std::size_t from, std::size_t to) {
    if (from >= form.size() || to >= form.size()) return form;
    Json item = form[from];
    form.erase(from);
    form.insert(form.begin() + static_cast<std::ptrdiff_t>(to), std::move(item));
    return form;
}

Json with_label(Json form, std::size_t place, const std::string& label) {
    if (place >= form.size() || !form[place].is_object()) return form;
    Json& item = form[place];
    const char* key = item.contains("heading") ? "heading" : item.contains("text") ? "text" : "label";
    if (label.empty()) item.erase(key);
    else item[key] = label;
    return form;
}

Json with_heading(Json form, std::size_t place, const std::string& heading) {
    form.insert(form.begin() + static_cast<std::ptrdiff_t>(std::min(place, form.size())), Json{{"heading", heading}});
    return form;
}

}  // namespace noiseloom
