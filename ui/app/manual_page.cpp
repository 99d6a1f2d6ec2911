#include "ui/app/manual_page.h"

#include <QCoreApplication>
#include <QPlainTextEdit>

#include "ui/model/node_texts.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ManualPage)
};

}  // namespace

void show_manual(const NodeDef& def, QWidget* parent) {
    QStringList lines{def_title(def), QString::fromStdString(def.type()), QString(), def_summary(def)};
    const auto part = [&](const QString& heading, const std::string& name, std::string_view kind, const std::string& doc, bool is_first) {
        if (is_first) lines << QString() << heading;
        lines << QStringLiteral("  %1 (%2): %3").arg(spaced_text(name), spaced_text(kind), library_text(doc));
    };
    for (const InputDecl& input : def.inputs()) part(Words::tr("Inputs"), input.name, input.type->name, input.doc, &input == &def.inputs().front());
    for (const OutputDecl& output : def.outputs()) part(Words::tr("Outputs"), output.name, output.type->name, output.doc, &output == &def.outputs().front());
    auto* page = new QPlainTextEdit(lines.join('\n'), parent);
    page->setWindowFlag(Qt::Tool);
    page->setAttribute(Qt::WA_DeleteOnClose);
    page->setWindowTitle(def_title(def));
    page->setReadOnly(true);
    page->resize(scaled(520), scaled(480));
    page->show();
}

}  // namespace noiseloom
