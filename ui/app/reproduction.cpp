#include "ui/app/reproduction.h"

#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QPointer>

namespace noiseloom {
namespace {

constexpr int rounding = 2;   // of 255: what other processors and numbers may change

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Reproduction)
};

}  // namespace

Likeness likeness(const QImage& one, const QImage& other) {
    Likeness found;
    if (one.size() != other.size() || one.isNull()) return {false, 255, 1};
    const QImage a = one.convertToFormat(QImage::Format_RGBA8888), b = other.convertToFormat(QImage::Format_RGBA8888);
    qint64 differing = 0;
    for (int y = 0; y < a.height(); ++y) {
        const uchar *left = a.constScanLine(y), *right = b.constScanLine(y);
        for (int x = 0; x < a.width(); ++x) {
            int most = 0;
            for (int c = 0; c < 4; ++c) most = std::max(most, std::abs(left[4 * x + c] - right[4 * x + c]));
            differing += most > 0;
            found.largest = std::max(found.largest, most);
        }
    }
    found.share = static_cast<double>(differing) / (static_cast<double>(a.width()) * a.height());
    return found;
}

Reproduction::Reproduction(Desk& desk, EditorDocument& document, Runs& runs, const QString& picture) : desk_(desk), runs_(runs), picture_(picture), graph_(document.graph()) {
    connect(&runs, &Runs::job_finished, this, &Reproduction::compare);
}

void Reproduction::compare(int number) {
    const Job* job = runs_.find_job(number);
    if (is_done_ || !job || job->state != JobState::done || !job->axes.empty() || job->workflow.graph != graph_ || job->cells.front().pictures.empty()) return;
    is_done_ = true;
    const ResultPicture& made = job->cells.front().pictures.front();
    runs_.fetch(number, made.node, made.output, [this](const Value& value) {
        desk_.workshop.painting().start([self = QPointer<Reproduction>(this), value = Value(value), file = picture_.toStdString(), &backend = desk_.backend] {
            const auto opened = backend.thumbnail(file, 0);
            if (!opened || !value) return;
            // Of a batch it may be any.
            std::optional<Likeness> nearest;
            for (const QImage& one : backend.pictures(value))
                if (const Likeness now = likeness(one, *opened); !nearest || now.share * now.largest < nearest->share * nearest->largest) nearest = now;
            if (nearest) QMetaObject::invokeMethod(qApp, [self, found = *nearest] {
                if (self) emit self->told(likeness_text(found), found.same_size && found.largest <= rounding);
            });
        });
    });
}

QString likeness_text(const Likeness& found) {
    if (!found.same_size) return Words::tr("This run's picture has another size than the one that was opened: it was changed after it was made.");
    if (found.largest == 0) return Words::tr("This is the picture that was opened, in every pixel.");
    if (found.largest <= rounding) return Words::tr("This is the picture that was opened, but for rounding: %1 % of the pixels differ by at most %2 of 255, as on another processor or in other numbers.").arg(100 * found.share, 0, 'g', 2).arg(found.largest);
    return Words::tr("This is not quite the picture that was opened: %1 % of the pixels differ, by up to %2 of 255. It was made in other numbers, by another version, or was changed or compressed since.").arg(100 * found.share, 0, 'g', 2).arg(found.largest);
}

}  // namespace noiseloom
