// Whether a run gave the picture again that its workflow was taken from.
#pragma once

#include <QImage>
#include <QObject>
#include <QString>

#include "ui/app/desk.h"
#include "ui/runs/runs.h"

namespace noiseloom {

struct Likeness {
    bool same_size = true;
    int largest = 0;       // difference of a channel, of 255
    double share = 0;      // of the pixels that differ
};
Likeness likeness(const QImage& one, const QImage& other);

// "This is the picture that was opened, to the last bit." or by how much it is not, and why that may be.
QString likeness_text(const Likeness& likeness);

// Waits for the first run of the workflow as the picture has it, and compares.
class Reproduction : public QObject {
    Q_OBJECT
  public:
    // Desk and runs outlive it. `picture` is the file that the document was opened from.
    Reproduction(Desk& desk, EditorDocument& document, Runs& runs, const QString& picture);

  signals:
    void told(const QString& text, bool is_same);

  private:
    void compare(int number);

    Desk& desk_;
    Runs& runs_;
    const QString picture_;
    const Graph graph_;   // as it was opened
    bool is_done_ = false;
};

}  // namespace noiseloom
