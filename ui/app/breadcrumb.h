// Where one is: the document and the subgraphs that were entered, over the canvas. Each leads back to itself.
#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/theme/theme.h"

namespace noiseloom {

class Breadcrumb : public QWidget {
    Q_OBJECT
  public:
    Breadcrumb(const Theme* const& theme, QWidget* parent);
    void show_path(const QStringList& names);   // hidden while there is only the document

  signals:
    void chosen(int level);   // 0: the document

  private:
    const Theme* const& theme_;
};

}  // namespace noiseloom
