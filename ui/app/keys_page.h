// All keys and gestures, by group, from the table of commands: F1.
#pragma once

#include <QDialog>

namespace noiseloom {

class MainWindow;

class KeysPage : public QDialog {
    Q_OBJECT
  public:
    explicit KeysPage(MainWindow& window);
};

}  // namespace noiseloom
