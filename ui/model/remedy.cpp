#include "ui/model/remedy.h"

#include <QCoreApplication>

namespace noiseloom {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("Remedy", text); }

}  // namespace

Remedy remedy_for(const Error& error, const NodeDef* def) {
    const InputDecl* input = def ? def->input(error.socket) : nullptr;
    if (input && input->file != FileKind::none && input->file != FileKind::output) return {RemedyKind::locate_file, tr("Locate…"), input};
    if (input && !input->type->from_json) return {RemedyKind::connect, tr("Connect…"), input};
    return {RemedyKind::details, tr("Details"), input};
}

}  // namespace noiseloom
