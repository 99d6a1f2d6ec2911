// The settings, by pages. Everything takes effect at once; there is nothing to confirm.
#pragma once

#include <QDialog>

#include "ui/app/key_table.h"
#include "ui/app/settings.h"
#include "ui/backend/backend.h"
#include "ui/theme/theme.h"

class QFormLayout;
class QListWidget;
class QStackedWidget;

namespace noiseloom {

class KeysEditor;

struct SettingsOffer {   // what there is to choose from
    std::vector<ComputeDevice> devices;
    QStringList usual_model_folders;
    QString usual_output_folder;
    std::vector<ActionInfo> actions;
    std::vector<std::pair<QString, QString>> languages;   // code and name
};

class SettingsDialog : public QDialog {
    Q_OBJECT
  public:
    enum class Page { general, devices, folders, keys };
    SettingsDialog(Settings& settings, SettingsOffer offer, const Theme& theme, QWidget* parent = nullptr);
    void show_page(Page page);

  private:
    void add_page(const QString& title, QWidget* page);
    QWidget* general_page();
    QWidget* devices_page();
    QWidget* folders_page();
    QWidget* flag(const QString& text, bool on, std::function<void(bool)> set);

    Settings& settings_;
    const SettingsOffer offer_;
    const Theme& theme_;
    QListWidget* titles_;
    QStackedWidget* pages_;
};

}  // namespace noiseloom
