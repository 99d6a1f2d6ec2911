// The window with settings of its own, which go with it, and an empty document; `Backing` is the backend.
#pragma once

#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include "ui/app/main_window.h"
#include "ui/app/settings.h"
#include "ui/theme/fonts.h"

namespace noiseloom {

template <class Backing>
struct WindowBench {
    explicit WindowBench(int percent = 100, QSize size = {}) {
        set_text_scale(percent / 100.0);
        desk.settings = &settings;
        window = std::make_unique<MainWindow>(desk);
        // The least size that the window asks for on a screen with room for it: larger texts want more, up to 1600 x 900.
        if (size.isValid()) window->resize(size.expandedTo(QSize(std::min(scaled(960), 1600), std::min(scaled(600), 900))));
        window->new_document();
        window->show();
        (void)QTest::qWaitForWindowExposed(window.get());
    }
    ~WindowBench() {
        window.reset();
        set_text_scale(1);
    }

    QTemporaryDir folder;
    const bool is_named = qputenv("NOISELOOM_CONFIG", folder.path().toUtf8());
    Settings settings;
    Backing backend;
    Workshop workshop{backend};
    Desk desk{backend, workshop};
    std::unique_ptr<MainWindow> window;
};

}  // namespace noiseloom
