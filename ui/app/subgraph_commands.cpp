#include "ui/app/subgraph_commands.h"

#include <QDir>
#include <QFileDialog>
#include <QInputDialog>

#include "core/ids.h"
#include "core/subgraph_edits.h"
#include "core/workflow.h"
#include "ui/app/document_page.h"
#include "ui/app/notice_bar.h"
#include "ui/canvas/graph_edits.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/model/workflow_ending.h"

namespace noiseloom {

void SubgraphCommands::make() {
    const auto ids = page_.scene().selected_nodes();
    if (ids.empty()) return page_.tell(tr("Select the nodes that become a subgraph."));
    bool accepted = false;
    const QString title = QInputDialog::getText(&page_, tr("Make subgraph"), tr("Name"), QLineEdit::Normal, tr("Group"), &accepted).trimmed();
    if (accepted && !title.isEmpty()) make_of(ids, title);
}

void SubgraphCommands::make_of(const std::vector<std::string>& nodes, const QString& title) {
    const Workflow& workflow = page_.document().workflow();
    // The name is a key of the file; people see the title.
    std::string name;
    for (const QChar c : title.toLower()) name += c.isLetterOrNumber() && c.unicode() < 128 ? static_cast<char>(c.unicode()) : '-';
    name = name.substr(0, 40);
    while (!name.empty() && name.back() == '-') name.pop_back();
    if (name.empty() || !is_valid_id(name)) name = "group";
    while (workflow.subgraphs.contains(name)) name = name.substr(0, 40) + "-" + random_word(4);
    auto patch = make_subgraph(workflow, page_.place().scope(), nodes, name);
    if (!patch) return page_.tell(error_text(patch.error()));
    for (Operation& operation : patch->operations)
        if (auto* made = std::get_if<SetSubgraph>(&operation); made && made->name == name && made->to) made->to->title = title.toStdString();
    page_.view().edit(*patch, tr("Make subgraph"));
}

void SubgraphCommands::dissolve() {
    for (const std::string& id : page_.scene().selected_nodes()) {
        if (subgraph_name(page_.place().graph().nodes.at(id).type).empty()) continue;
        const auto patch = expand_subgraph(page_.document().workflow(), page_.place().scope(), id, page_.document().declarations());
        if (!patch) return page_.tell(error_text(patch.error()));
        page_.view().edit(*patch, tr("Dissolve subgraph"));
        return;
    }
    page_.tell(tr("Select a subgraph to dissolve."));
}

void SubgraphCommands::save() {
    const auto ids = page_.scene().selected_nodes();
    const std::string name = ids.size() == 1 ? subgraph_name(page_.place().graph().nodes.at(ids.front()).type) : "";
    const auto made = subgraph_file(page_.document().workflow(), name);
    if (name.empty() || !made) return page_.tell(tr("Select the subgraph to save."));
    const QDir folder(QString::fromStdString(desk_.subgraph_folder.string()));
    if (!desk_.subgraph_folder.empty()) folder.mkpath(".");
    QString title = node_title(page_.place(), ids.front());
    QString file = QFileDialog::getSaveFileName(&page_, tr("Save subgraph"), folder.filePath(title.replace('/', '-') + workflow_ending()), tr("Subgraphs (*%1)").arg(workflow_ending()));
    if (file.isEmpty()) return;
    if (!is_workflow(file)) file += workflow_ending();
    if (const auto saved = save_workflow(file.toStdString(), *made); !saved) return page_.tell(error_text(saved.error()));
    page_.notices().add(tr("The subgraph is saved: the search offers it by its name in every workflow."), Tone::ok);
}

void SubgraphCommands::add_saved(const QString& file, QPointF scene) {
    const auto workflow = load_workflow(file.toStdString());
    if (!workflow) return page_.tell(error_text(workflow.error()));
    page_.view().edits().paste(QString::fromStdString(write_workflow(*workflow)), false, scene);
}

}  // namespace noiseloom
