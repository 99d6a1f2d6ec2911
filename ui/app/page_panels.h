// The rail of a page with what opens from it: templates, models, the history and the queue.
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/app/desk.h"
#include "ui/app/rail.h"
#include "ui/panels/models_panel.h"

class QHBoxLayout;

namespace noiseloom {

class DocumentPage;

class PagePanels : public QObject {
    Q_OBJECT
  public:
    // All outlive it. The rail goes first into `beside`, which may go before.
    PagePanels(Desk& desk, DocumentPage& page, QHBoxLayout& beside);

    void toggle(const QString& name) { rail_->toggle(name); }   // "templates", "models", "history", "queue"
    void show_usable_models();                                  // for what is selected
    void look_changed();

  private:
    void make_rail();
    QWidget* make_history();
    const InputDecl* model_field() const;
    void use_model(const QString& name);

    Desk& desk_;
    DocumentPage& page_;
    QHBoxLayout& beside_;
    QPointer<Rail> rail_;
    QPointer<ModelsPanel> models_;   // once it was opened
};

}  // namespace noiseloom
