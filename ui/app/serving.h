// The editor's life when image editors use it: windows that come when they are asked for, and an end once nobody needs it any more.
#pragma once

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include "ui/app/desk.h"
#include "ui/host/host_desk.h"
#include "ui/host/host_service.h"

namespace noiseloom {

class Serving : public QObject {
    Q_OBJECT
  public:
    // `stays`: it was started to serve, and waits without a window; else it ends with the last one.
    Serving(Desk& desk, const MakeHostService& make_service, bool stays);
    ~Serving() override;

    // Error: it cannot serve. False: another one does.
    Result<bool> listen();
    MainWindow& window();   // made if there is none

  private:
    void look();            // whether it is needed
    bool has_windows() const;

    Desk& desk_;
    const bool stays_;
    QPointer<MainWindow> window_;
    HostDesk hosts_;
    std::unique_ptr<HostService> service_;
    QElapsedTimer idle_;
    QTimer watch_;
};

}  // namespace noiseloom
