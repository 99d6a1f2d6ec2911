#include "ui/fields/seed_field.h"

#include <QKeyEvent>
#include <QMenu>
#include <QRandomGenerator>

#include "ui/fields/field_text.h"
#include "ui/fields/glyph_button.h"

namespace noiseloom {
namespace {

constexpr int button_room = 18;   // of paint_field()
constexpr std::size_t kept = 5;

}  // namespace

SeedField::SeedField(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : FieldWidget(input, context, parent),
      dice_(new GlyphButton(Glyph::dice, tr("Another seed (R)"), *context.theme, this)),
      history_(new GlyphButton(Glyph::history, tr("Back to one of the last five"), *context.theme, this)) {
    icon_room_ = 2 * button_room + 2;
    connect(dice_, &GlyphButton::clicked, this, &SeedField::roll);
    connect(history_, &GlyphButton::clicked, this, &SeedField::show_last);
    history_->setEnabled(!last_seeds().empty());
}

void SeedField::begin_editing() { open_line(QString::number(seed()), true); }

std::uint64_t SeedField::seed() const {
    const Json& shown = shown_value(input(), value());
    return shown.is_number_integer() ? shown.get<std::uint64_t>() : 0;
}

void SeedField::roll() { take(QRandomGenerator::global()->generate()); }   // 32 bits: short enough to be read out

std::vector<std::uint64_t> SeedField::last_seeds() const {
    std::vector<std::uint64_t> seeds = context().recent_seeds ? context().recent_seeds() : own_;
    std::erase(seeds, seed());
    if (seeds.size() > kept) seeds.resize(kept);
    return seeds;
}

void SeedField::take(std::uint64_t chosen) {
    if (chosen == seed()) return;
    std::erase(own_, seed());
    own_.insert(own_.begin(), seed());
    if (own_.size() > kept + 1) own_.resize(kept + 1);
    change(chosen);
    history_->setEnabled(!last_seeds().empty());
}

void SeedField::show_last() {
    QMenu menu(this);
    for (const std::uint64_t old : last_seeds()) menu.addAction(grouped(QString::number(old)), this, [this, old] { take(old); });
    menu.exec(history_->mapToGlobal(QPoint(0, history_->height())));
}

Result<void> SeedField::accept_text(const QString& text) {
    QString digits = text;
    digits.remove(' ');
    bool is_seed = false;
    const qulonglong typed = digits.toULongLong(&is_seed);
    if (digits.isEmpty()) {
        reset();
        return {};
    }
    if (!is_seed) {
        const bool too_large = std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= '0' && c <= '9'; });
        return Error{Code::usage, too_large ? tr("the seed is too large").toStdString() : tr("a seed is a whole number").toStdString(),
                     tr("Seeds go from 0 to 18446744073709551615.").toStdString(), "", "", ""};
    }
    set_remark({});
    take(typed);
    return {};
}

void SeedField::layout_parts() {
    const double side = std::min<double>(button_room, field_rect().height() - 2) * scale();
    const double y = (height() - side) / 2, right = width() - 3 * scale();
    dice_->setGeometry(QRectF(right - side, y, side, side).toRect());
    history_->setGeometry(QRectF(right - 2 * side, y, side, side).toRect());
}

void SeedField::keyPressEvent(QKeyEvent* event) {
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::NoModifier) {
        if (event->key() == Qt::Key_Up && seed() < UINT64_MAX) return change_gradually(seed() + 1);
        if (event->key() == Qt::Key_Down && seed() > 0) return change_gradually(seed() - 1);
        if (event->key() == Qt::Key_R) return roll();
        if (!event->text().isEmpty() && event->text()[0].isDigit()) return open_line(event->text(), false);
    }
    FieldWidget::keyPressEvent(event);
}

}  // namespace noiseloom
