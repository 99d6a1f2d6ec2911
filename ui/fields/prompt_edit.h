// Many lines of text; a prompt if an encoder reads it: weights are chips, what no longer fits the model's window is dimmed behind a tick, and
// what it stumbles over is underlined. The text stays plain text.
#pragma once

#include <QPlainTextEdit>
#include <QTimer>

#include "ui/fields/field_context.h"
#include "ui/fields/prompt_weight.h"

class QCompleter;
class QStringListModel;

namespace noiseloom {

class PromptEdit : public QPlainTextEdit {
    Q_OBJECT
  public:
    PromptEdit(const FieldContext& context, QWidget* parent);

    void set_font_scale(double scale);
    // "52 / 75", one for each encoder; empty until it was read.
    const QStringList& counters() const { return counters_; }
    bool overflows() const { return overflows_; }
    const std::vector<WeightGroup>& groups() const { return groups_; }
    // Reads it again, soon: an encoder came, or the syntax changed.
    void read_again() { read_timer_.start(); }

  signals:
    void counted();
    void left();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;

  private:
    struct Mark {
        int begin, end;
        QString message;
    };
    std::string syntax() const;
    void text_was_changed();
    void read();
    void take(const std::vector<EncoderReading>& readings);
    void weigh(double delta);
    void offer_completion();
    void complete(const QString& word);
    QString word_before_cursor() const;
    std::vector<QRectF> places_of(qsizetype begin, qsizetype end) const;

    const FieldContext context_;
    double scale_ = 1;
    std::vector<WeightGroup> groups_;
    std::vector<int> spills_;
    std::vector<Mark> problems_;
    QStringList counters_;
    bool overflows_ = false;
    QTimer read_timer_;
    int reading_ = 0;   // number of the newest: older answers are dropped
    QCompleter* completer_;
    QStringListModel* words_;
};

}  // namespace noiseloom
