// What the fields of a document's nodes can ask for: how encoders read prompts, files of the model folders, pictures that the user picks.
#pragma once

#include <QObject>
#include <QStringList>

#include "ui/app/desk.h"
#include "ui/fields/field_context.h"
#include "ui/model/graph_place.h"
#include "ui/runs/home.h"
#include "ui/runs/runs.h"

class QWidget;

namespace noiseloom {

class FieldHooks : public QObject {
  public:
    FieldHooks(Desk& desk, EditorDocument& document, Runs& runs, QWidget* window);
    ~FieldHooks() override;

    FieldContext context(const GraphPlace& place, const QString& node);
    // The name that a workflow gives a file that the user named: of models relative to their folder, of others the whole path. The
    // workflow may read it from now on.
    std::optional<Json> take_file(FileKind kind, const QString& path);

  private:
    void read_prompt(const GraphPlace& place, const std::string& node, const QString& text, const std::string& syntax, std::function<void(std::vector<EncoderReading>)> told);
    QStringList known_files(FileKind kind) const;
    QImage picture_of(const GraphPlace& place, const std::string& node) const;
    void read_word_list();

    Desk& desk_;
    Runs& runs_;
    QWidget* window_;
    QStringList word_list_;         // the user's own
    const std::shared_ptr<Home<FieldHooks>> home_;
};

}  // namespace noiseloom
