// The page of the settings where commands get other keys: a list with a search, and a field that takes what is pressed.
#pragma once

#include <QWidget>

#include "ui/app/key_table.h"
#include "ui/app/settings.h"
#include "ui/theme/theme.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace noiseloom {

// Shows and takes one key with its modifiers.
class KeyCatcher : public QWidget {
    Q_OBJECT
  public:
    explicit KeyCatcher(const Theme& theme, QWidget* parent = nullptr);
    void begin();    // waits for keys, until Escape or the focus goes
    bool is_waiting() const { return is_waiting_; }
    QSize sizeHint() const override;

  signals:
    void caught(const QString& keys);   // portable

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void stop();
    const Theme& theme_;
    bool is_waiting_ = false;
};

class KeysEditor : public QWidget {
    Q_OBJECT
  public:
    KeysEditor(Settings& settings, std::vector<ActionInfo> actions, const Theme& theme, QWidget* parent = nullptr);
    void show_only(const QString& typed);
    const KeyTable& table() const { return table_; }

  private:
    void fill();
    void show_current();
    void take(const QString& keys);
    void apply(const QString& keys, bool adds);
    void keep(const QStringList& changed);
    QString current() const;

    Settings& settings_;
    KeyTable table_;
    const Theme& theme_;
    QLineEdit* search_;
    QTreeWidget* list_;
    KeyCatcher* catcher_;
    QLabel* remark_;
    QPushButton* replace_;
    QPushButton* add_;
    QPushButton* none_;
    QPushButton* reset_;
    QPushButton* reset_all_;
    QString caught_;
};

}  // namespace noiseloom
