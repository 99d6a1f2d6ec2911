#include "ui/fields/prompt_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QPainter>
#include <QPointer>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>
#include <QToolTip>

#include "ui/fields/field_text.h"
#include "ui/fields/field_widget.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr int reads_after_ms = 200;
constexpr int least_letters = 2;   // before words are offered
constexpr double fine = 0.05, coarse = 0.1;

// Encoders count bytes of UTF-8, Qt counts units of UTF-16.
int position_of_byte(const QByteArray& utf8, std::size_t byte) {
    return static_cast<int>(QString::fromUtf8(utf8.constData(), static_cast<qsizetype>(std::min(byte, static_cast<std::size_t>(utf8.size())))).size());
}

}  // namespace

PromptEdit::PromptEdit(const FieldContext& context, QWidget* parent)
    : QPlainTextEdit(parent), context_(context), completer_(new QCompleter(this)), words_(new QStringListModel(this)) {
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    document()->setDocumentMargin(0);
    // Lines are wrapped: a space that stands over the edge must not pull all of them aside.
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value != 0) horizontalScrollBar()->setValue(0);
    });
    QPalette palette = context.theme->palette();
    palette.setColor(QPalette::Base, Qt::transparent);   // chips are painted behind the letters
    setPalette(palette);
    viewport()->setAutoFillBackground(false);
    completer_->setModel(words_);
    completer_->setWidget(this);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setFilterMode(Qt::MatchStartsWith);
    completer_->popup()->setPalette(context.theme->palette());
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &PromptEdit::complete);
    read_timer_.setSingleShot(true);
    read_timer_.setInterval(reads_after_ms);
    connect(&read_timer_, &QTimer::timeout, this, &PromptEdit::read);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEdit::text_was_changed);
    read_timer_.start();
}

void PromptEdit::set_font_scale(double scale) {
    scale_ = scale;
    setFont(font_of(Face::label, 12 * scale));
    completer_->popup()->setFont(font());
}

std::string PromptEdit::syntax() const {
    if (!context_.read_prompt) return "plain";
    return context_.prompt_syntax ? context_.prompt_syntax() : "a1111";
}

void PromptEdit::text_was_changed() {
    groups_ = weight_groups(toPlainText(), syntax());
    read_timer_.start();
    viewport()->update();
}

void PromptEdit::read() {
    groups_ = weight_groups(toPlainText(), syntax());
    if (!context_.read_prompt) return;
    const int number = ++reading_;
    context_.read_prompt(toPlainText(), syntax(), [self = QPointer<PromptEdit>(this), number](const std::vector<EncoderReading>& readings) {
        if (self && self->reading_ == number && !self->read_timer_.isActive()) self->take(readings);
    });
}

void PromptEdit::take(const std::vector<EncoderReading>& readings) {
    const QByteArray utf8 = toPlainText().toUtf8();
    counters_.clear();
    spills_.clear();
    problems_.clear();
    overflows_ = false;
    for (const auto& [encoder, reading] : readings) {
        int used = 0, limit = 0;
        for (const auto& chunk : reading.chunks) {
            used += chunk.tokens;
            limit += chunk.limit;
            if (&chunk != &reading.chunks.back()) spills_.push_back(position_of_byte(utf8, chunk.end));
            else overflows_ = overflows_ || chunk.tokens > chunk.limit;
        }
        overflows_ = overflows_ || reading.chunks.size() > 1;
        const QString count = QString("%1 / %2").arg(used).arg(limit);
        counters_ += encoder.isEmpty() ? count : encoder + ' ' + count;
        for (const auto& problem : reading.problems)
            problems_.push_back({position_of_byte(utf8, problem.begin), std::max(position_of_byte(utf8, problem.end), position_of_byte(utf8, problem.begin) + 1),
                                 QString::fromStdString(problem.message)});
    }
    std::sort(spills_.begin(), spills_.end());
    spills_.erase(std::unique(spills_.begin(), spills_.end()), spills_.end());

    const Theme& theme = *context_.theme;
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](int begin, int end, const QTextCharFormat& format) {
        QTextEdit::ExtraSelection one;
        one.cursor = QTextCursor(document());
        one.cursor.setPosition(std::min(begin, document()->characterCount() - 1));
        one.cursor.setPosition(std::min(end, document()->characterCount() - 1), QTextCursor::KeepAnchor);
        one.format = format;
        marks += one;
    };
    if (!spills_.empty()) {
        QTextCharFormat dim;
        dim.setForeground(theme[Tone::text3]);
        mark(spills_.front(), document()->characterCount() - 1, dim);
    }
    for (const Mark& problem : problems_) {
        QTextCharFormat wave;
        wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wave.setUnderlineColor(theme[Tone::error]);
        mark(problem.begin, problem.end, wave);
    }
    setExtraSelections(marks);
    viewport()->update();
    emit counted();
}

// --- painting ------------------------------------------------------------------------------------

// The stretches of lines that a part of the text covers, in the viewport.
std::vector<QRectF> PromptEdit::places_of(qsizetype begin, qsizetype end) const {
    std::vector<QRectF> places;
    for (QTextBlock block = document()->findBlock(static_cast<int>(begin)); block.isValid() && block.position() <= end; block = block.next()) {
        const QPointF origin = blockBoundingGeometry(block).translated(contentOffset()).topLeft();
        if (origin.y() > viewport()->height()) break;
        for (int i = 0; i < block.layout()->lineCount(); ++i) {
            const QTextLine line = block.layout()->lineAt(i);
            const int first = block.position() + line.textStart(), last = first + line.textLength();
            const int from = std::max<int>(static_cast<int>(begin), first), to = std::min<int>(static_cast<int>(end), last);
            if (from > to || (from == to && begin != end)) continue;
            const double left = line.cursorToX(from - block.position()), right = line.cursorToX(to - block.position());
            places.emplace_back(origin.x() + left, origin.y() + line.y(), right - left, line.height());
        }
    }
    return places;
}

void PromptEdit::paintEvent(QPaintEvent* event) {
    const Theme& theme = *context_.theme;
    {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        for (auto group = groups_.rbegin(); group != groups_.rend(); ++group) {   // outer ones behind
            if (group->weight == 1) continue;
            const double strength = std::clamp(std::abs(group->weight - 1) * 0.7, 0.15, 0.6);
            const QColor fill = mixed(theme[Tone::field], group->weight > 1 ? theme.socket("conditioning") : theme[Tone::run], strength * 0.6);
            painter.setPen(QPen(mixed(fill, theme[Tone::text], 0.2), 1));
            painter.setBrush(fill);
            for (const QRectF& place : places_of(group->begin, group->end)) painter.drawRoundedRect(place.adjusted(-0.5, 0.5, 0.5, -0.5), 3, 3);
        }
    }
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(QPen(theme[Tone::warn], 1.5 * scale_));
    for (const int spill : spills_)
        for (const QRectF& place : places_of(spill, spill)) {
            painter.drawLine(place.topLeft(), place.bottomLeft());
            break;   // at the end of a line, the next one begins there too
        }
}

bool PromptEdit::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QPlainTextEdit::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int at = cursorForPosition(help->pos()).position();
    for (const Mark& problem : problems_)
        if (problem.begin <= at && at <= problem.end) {
            QToolTip::showText(help->globalPos(), plain_tip(problem.message), this);
            return true;
        }
    return QPlainTextEdit::viewportEvent(event);
}

// --- keys ----------------------------------------------------------------------------------------

void PromptEdit::weigh(double delta) {
    QTextCursor cursor = textCursor();
    const auto edit = change_weight(toPlainText(), cursor.anchor(), cursor.position(), delta, syntax());
    if (!edit) return;
    const bool had_selection = cursor.hasSelection();
    const auto offset = std::clamp<qsizetype>(cursor.position() - edit->begin - (edit->select_begin - edit->begin), 0, edit->select_end - edit->select_begin);
    cursor.beginEditBlock();
    cursor.setPosition(static_cast<int>(edit->begin));
    cursor.setPosition(static_cast<int>(edit->begin + edit->length), QTextCursor::KeepAnchor);
    cursor.insertText(edit->by);
    cursor.endEditBlock();
    cursor.setPosition(static_cast<int>(had_selection ? edit->select_begin : edit->select_begin + offset));
    if (had_selection) cursor.setPosition(static_cast<int>(edit->select_end), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void PromptEdit::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (completer_->popup()->isVisible() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Escape)) {
        if (key != Qt::Key_Escape) {
            const QString current = completer_->popup()->currentIndex().data().toString();
            complete(current.isEmpty() ? completer_->currentCompletion() : current);
        }
        return completer_->popup()->hide();
    }
    const bool has_ctrl = event->modifiers() & Qt::ControlModifier;
    if (has_ctrl && (key == Qt::Key_Up || key == Qt::Key_Down))
        return weigh((key == Qt::Key_Up ? 1 : -1) * (event->modifiers() & Qt::ShiftModifier ? fine : coarse));
    if (has_ctrl && (key == Qt::Key_Return || key == Qt::Key_Enter)) return event->ignore();   // the window runs the workflow
    if (key == Qt::Key_Escape) {
        emit left();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool typed = !event->text().isEmpty() && event->text()[0].isPrint() && !has_ctrl;
    if (typed || key == Qt::Key_Backspace) offer_completion();
}

void PromptEdit::focusInEvent(QFocusEvent* event) {
    if (context_.prompt_words) words_->setStringList(context_.prompt_words());
    QPlainTextEdit::focusInEvent(event);
}

QString PromptEdit::word_before_cursor() const {
    const QString before = textCursor().block().text().left(textCursor().positionInBlock());
    qsizetype begin = before.size();
    while (begin > 0 && (before[begin - 1].isLetterOrNumber() || before[begin - 1] == '_' || before[begin - 1] == '-')) --begin;
    return before.mid(begin);
}

void PromptEdit::offer_completion() {
    const QString word = word_before_cursor();
    completer_->setCompletionPrefix(word);
    const bool is_there = completer_->completionCount() == 1 && completer_->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
    if (word.size() < least_letters || completer_->completionCount() == 0 || is_there) return completer_->popup()->hide();
    QRect place = cursorRect();
    place.setWidth(std::max(completer_->popup()->sizeHintForColumn(0) + 24, 120));
    completer_->complete(place);
    completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
}

void PromptEdit::complete(const QString& word) {
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(word_before_cursor().size()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

}  // namespace noiseloom
