// What an earlier editor left unsaved is offered: a notice for each journal that nobody writes any more.
#pragma once

#include <filesystem>

#include <QObject>
#include <QStringList>

#include "ui/app/desk.h"

namespace noiseloom {

class MainWindow;

class RecoveryOffers : public QObject {
    Q_OBJECT
  public:
    RecoveryOffers(Desk& desk, MainWindow& window);

    // On the page that is shown; the offers made before go.
    void offer();

  private:
    void recover_from(const std::filesystem::path& journal);

    Desk& desk_;
    MainWindow& window_;
    QStringList offers_;   // notices, on whichever page they came
};

}  // namespace noiseloom
