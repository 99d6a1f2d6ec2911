#include "ui/model/remedy.h"

#include <QCoreApplication>

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Remedy)
};

}  // namespace

Remedy remedy_for(const Error& error, const NodeDef* def) {
    const InputDecl* input = def ? def->input(error.socket) : nullptr;
    if (input && input->file != FileKind::none && input->file != FileKind::output) return {RemedyKind::locate_file, Words::tr("Locate…"), input};
    if (input && !input->type->from_json) return {RemedyKind::connect, Words::tr("Connect…"), input};
    return {RemedyKind::details, Words::tr("Details"), input};
}

}  // namespace noiseloom
