// The templates as cards: title and what they are for. A click opens one as a new document.
#pragma once

#include <QWidget>

#include "ui/backend/backend.h"
#include "ui/theme/theme.h"

class QListWidget;

namespace noiseloom {

class TemplatesPanel : public QWidget {
    Q_OBJECT
  public:
    TemplatesPanel(Backend& backend, const Theme& theme, QWidget* parent = nullptr);
    QListWidget& list() { return *list_; }

  signals:
    void template_chosen(const QString& path);

  private:
    QListWidget* list_;
};

}  // namespace noiseloom
