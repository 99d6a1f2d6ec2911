// The head of the inspector: the node's title, which can be changed, under the colour of its category; bypass, mute, and the manual.
#pragma once

#include <QWidget>

#include "core/node_def.h"
#include "ui/theme/theme.h"

class QLineEdit;

namespace noiseloom {

class GlyphButton;

class NodeHeader : public QWidget {
    Q_OBJECT
  public:
    NodeHeader(const QString& title, const std::string& category, const Theme& theme, double text_scale, QWidget* parent);
    void set_bypassed(bool on);
    void set_muted(bool on);
    void set_documented(bool has_page);
    void set_read_only();   // several nodes have no title of their own

  signals:
    void renamed(const QString& title);   // empty: as its type
    void bypass_toggled(bool on);
    void mute_toggled(bool on);
    void manual_requested();

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    const std::string category_;
    const Theme& theme_;
    QLineEdit* title_;
    GlyphButton* bypass_;
    GlyphButton* mute_;
    GlyphButton* manual_;
};

// An output in the inspector: its socket, its name, the type of its values.
class OutputRow : public QWidget {
    Q_OBJECT
  public:
    OutputRow(const OutputDecl& output, const Theme& theme, double text_scale, QWidget* parent);
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;

  private:
    const OutputDecl output_;
    const Theme& theme_;
    const double scale_;
};

}  // namespace noiseloom
