// The models that there are, by kind. Using one hands its name on to the node that is selected.
#pragma once

#include <atomic>
#include <memory>

#include <QWidget>

#include "ui/panels/model_files.h"
#include "ui/runs/home.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QThreadPool;
class QTreeWidget;

namespace noiseloom {

class ModelsPanel : public QWidget {
    Q_OBJECT
  public:
    // `workers` outlives it.
    ModelsPanel(std::vector<std::filesystem::path> folders, std::filesystem::path resources, QThreadPool& workers, const Theme& theme, QWidget* parent = nullptr);
    ~ModelsPanel() override;
    void set_folders(std::vector<std::filesystem::path> folders);   // and looks through them
    void scan();
    void set_usable(bool on, const QString& why_not = {});          // whether a node is selected that takes a model
    void show_only(const QString& typed);

  signals:
    void use_requested(const QString& name);
    void scanned();

  private:
    void show_files(std::vector<ModelFile> files);
    void use();
    void show_button();

    std::vector<std::filesystem::path> folders_;
    const std::filesystem::path resources_;
    QThreadPool& workers_;
    const Theme& theme_;
    QLineEdit* search_;
    QTreeWidget* tree_;
    QLabel* places_;
    QPushButton* use_;
    bool is_usable_ = false;
    std::shared_ptr<std::atomic<bool>> is_over_;   // of the scan that goes on
    const std::shared_ptr<Home<ModelsPanel>> home_;
};

}  // namespace noiseloom
