#include "ui/app/dropped_files.h"

#include <QApplication>
#include <QPointer>

#include "ui/app/document_page.h"
#include "ui/app/field_hooks.h"
#include "ui/app/subgraph_commands.h"
#include "ui/model/edits.h"
#include "ui/model/workflow_ending.h"

namespace noiseloom {

void DroppedFiles::take(const QString& path, QPointF scene) {
    if (is_workflow(path)) {
        if (page_.document().graph().nodes.empty()) return emit page_.open_requested(path);
        return page_.subgraphs().add_saved(path, scene);
    }
    const QPointer<DroppedFiles> self(this);
    desk_.workshop.planning().start([self, path, scene, &backend = desk_.backend] {
        const bool carries = static_cast<bool>(backend.embedded_workflow(path.toStdString()));
        QMetaObject::invokeMethod(qApp, [self, path, scene, carries] {
            if (!self) return;
            if (carries) emit self->page_.open_requested(path);
            else self->add_picture(path, scene);
        });
    });
}

void DroppedFiles::add_picture(const QString& path, QPointF scene) {
    const auto file = hooks_.take_file(FileKind::image, path);
    for (const NodeDef* def : page_.document().registry().all())
        for (const InputDecl& input : def->inputs()) {
            if (!file || input.file != FileKind::image || def->outputs().empty() || def->outputs().front().type->name.substr(0, 5) != "image") continue;
            Added added = add_node(page_.place().graph(), *def, scene);
            added.patch.operations.push_back(SetInput{added.id, input.name, Input(*file)});
            if (page_.view().edit(added.patch, tr("Add picture"))) page_.scene().select({added.id});
            return;
        }
    page_.tell(tr("%1 cannot be used here.").arg(path));
}

}  // namespace noiseloom
