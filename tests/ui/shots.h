// Pictures of widgets for people to look at: saved when NOISELOOM_SHOTS names a folder, in both themes and at 100 and 200 %.
#pragma once

#include <functional>
#include <memory>

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QWidget>

#include "ui/theme/theme.h"

namespace noiseloom {

inline bool wants_shots() { return qEnvironmentVariableIsSet("NOISELOOM_SHOTS"); }

inline void save_shot(QWidget& widget, const QString& name, double ratio = 1) {
    QPixmap picture(widget.size() * ratio);
    picture.setDevicePixelRatio(ratio);
    widget.render(&picture);
    picture.save(QDir(qEnvironmentVariable("NOISELOOM_SHOTS")).filePath(name + ".png"));
}

// `make` builds the widget for a theme and a text size; `prepare` may do something with it once it is shown.
inline void save_shots(const QString& name, const std::function<std::unique_ptr<QWidget>(const Theme&, double text_scale)>& make,
                       const std::function<void(QWidget&)>& prepare = {}) {
    if (!wants_shots()) return;
    for (const char* theme_name : {"dark", "light"}) {
        const Theme& theme = Theme::named(theme_name);
        QApplication::setPalette(theme.palette());
        for (const int percent : {100, 200}) {
            const auto widget = make(theme, percent / 100.0);
            widget->setPalette(theme.palette());
            widget->setAutoFillBackground(true);
            widget->show();
            if (prepare) prepare(*widget);
            QApplication::processEvents();
            save_shot(*widget, QString("%1-%2-%3").arg(name, theme_name).arg(percent));
            if (percent == 100) save_shot(*widget, QString("%1-%2-sharp").arg(name, theme_name), 2);
        }
    }
}

}  // namespace noiseloom
