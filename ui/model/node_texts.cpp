#include "ui/model/node_texts.h"

#include <algorithm>

#include <QCoreApplication>

namespace noiseloom {

QString library_text(const std::string& text) { return text.empty() ? QString() : QCoreApplication::translate("nodes", text.c_str()); }
QString def_title(const NodeDef& def) { return library_text(def.title()); }
QString def_summary(const NodeDef& def) { return library_text(def.summary()); }
QString field_label(const InputDecl& input) { return input.label.empty() ? spaced_text(input.name) : library_text(input.label); }
QString label_of(const OutputDecl& output) { return output.label.empty() ? spaced_text(output.name) : library_text(output.label); }

QString spaced_text(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return library_text(text);
}

}  // namespace noiseloom
