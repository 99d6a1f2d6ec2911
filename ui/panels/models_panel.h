// The models that there are, by kind. Using one hands its name on to the node that is selected.
#pragma once

#include <QWidget>

#include "ui/runs/model_list.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace noiseloom {

class ModelsPanel : public QWidget {
    Q_OBJECT
  public:
    ModelsPanel(ModelList& models, const Theme& theme, QWidget* parent = nullptr);   // which outlive it
    void set_usable(bool on, const QString& why_not = {});                           // whether a node is selected that takes a model
    void show_only(const QString& typed);

  signals:
    void use_requested(const QString& name);

  private:
    void show_files();
    void use();
    void show_button();

    const ModelList& models_;
    const Theme& theme_;
    QLineEdit* search_;
    QTreeWidget* tree_;
    QLabel* places_;
    QPushButton* use_;
    bool is_usable_ = false;
};

}  // namespace noiseloom
