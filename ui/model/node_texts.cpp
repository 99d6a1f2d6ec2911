#include "ui/model/node_texts.h"

#include <QCoreApplication>

namespace noiseloom {
namespace {

QString spaced(const std::string& label, std::string_view name) {
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).replace('_', ' ');
    if (!label.empty()) text = QString::fromStdString(label);
    return library_text(text.toStdString());
}

}  // namespace

QString library_text(const std::string& text) { return text.empty() ? QString() : QCoreApplication::translate("nodes", text.c_str()); }
QString def_title(const NodeDef& def) { return library_text(def.title()); }
QString def_summary(const NodeDef& def) { return library_text(def.summary()); }
QString field_label(const InputDecl& input) { return spaced(input.label, input.name); }
QString label_of(const OutputDecl& output) { return spaced(output.label, output.name); }
QString type_title(std::string_view type) { return spaced("", type); }

}  // namespace noiseloom
