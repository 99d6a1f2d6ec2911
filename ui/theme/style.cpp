#include "ui/theme/style.h"

#include <map>

#include <QApplication>
#include <QRegularExpression>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

// "$panel" is a tone, "@4" a length that grows with the text size. Fields on the canvas and in lists have line edits without a frame, and are left alone.
constexpr const char* sheet = R"(
QToolTip { background: $body; color: $text; border: 1px solid $border; padding: @4; }
QDialog, QMainWindow { background: $panel; }

QPushButton { background: $header; color: $text; border: 1px solid $border; border-radius: @5; padding: @4 @12; min-height: @18; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $slider; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $text3; background: $panel; border-color: $line; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:hover { background: $accent_hover; }
QPushButton:default:focus, QPushButton#run:focus { border-color: $select; }
QPushButton#run { background: $run; color: $on_accent; border-color: $run; }
QPushButton#run:hover { background: $accent; }
QPushButton:flat { background: transparent; border-color: transparent; }
QPushButton:flat:hover { background: $hover; }
QPushButton:flat:focus { border-color: $accent; }

QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: @5; padding: @4; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $slider; }
QToolButton:focus { border-color: $accent; }
QToolButton:disabled { color: $text3; }
QToolButton::menu-indicator { image: none; }
QToolButton#face { background: $header; color: $text2; padding: @4 @14; }
QToolButton#face:hover { color: $text; }
QToolButton#face:checked { background: $slider; color: $text; }
QLabel#fact, QToolButton#fact { background: $header; color: $text2; border: 1px solid transparent; border-radius: @5; padding: @4 @8; }
QToolButton#fact:hover { color: $text; }
QToolButton#fact:focus { border-color: $accent; }

QLineEdit[frame="true"], QAbstractSpinBox, QComboBox { background: $field; color: $text; border: 1px solid $line; border-radius: @4; padding: @3 @6; min-height: @18; selection-background-color: $slider; selection-color: $text; }
QLineEdit[frame="true"]:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $border; }
QLineEdit[frame="true"]:focus, QComboBox:focus, QAbstractSpinBox:focus { border-color: $accent; }
QLineEdit[frame="true"]:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: $text3; }
QLineEdit#title { background: transparent; border: none; selection-background-color: $slider; selection-color: $text; }
QAbstractSpinBox QLineEdit { background: transparent; border: none; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: @16; }
QAbstractSpinBox::up-arrow { image: url(:/icons/$name-arrow-up.svg); width: @10; height: @10; }
QAbstractSpinBox::down-arrow { image: url(:/icons/$name-arrow-down.svg); width: @10; height: @10; }
QComboBox::drop-down { border: none; width: @20; }
QComboBox::down-arrow { image: url(:/icons/$name-arrow-down.svg); width: @10; height: @10; }
QComboBox QAbstractItemView { background: $body; color: $text; border: 1px solid $border; selection-background-color: $slider; selection-color: $text; outline: none; }

QCheckBox, QRadioButton { color: $text; spacing: @8; }
QCheckBox:disabled, QRadioButton:disabled { color: $text3; }
QCheckBox::indicator, QRadioButton::indicator { width: @14; height: @14; background: $field; border: 1px solid $text3; }
QCheckBox::indicator { border-radius: @3; }
QRadioButton::indicator { border-radius: @8; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $text2; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(:/icons/$name-check.svg); }
QCheckBox::indicator:checked:focus { border-color: $select; }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: @10; }
QScrollBar:horizontal { height: @10; }
QScrollBar::handle { background: $border; border-radius: @3; margin: @2; }
QScrollBar::handle:vertical { min-height: @28; }
QScrollBar::handle:horizontal { min-width: @28; }
QScrollBar::handle:hover { background: $text3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }

QMenu { background: $body; color: $text; border: 1px solid $border; padding: @4; }
QMenu::item { padding: @4 @24 @4 @12; border-radius: @4; }
QMenu::item:selected { background: $slider; }
QMenu::item:disabled { color: $text3; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: @4 @8; }

QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $text2; border: none; border-radius: @5; padding: @5 @12; margin: @2; }
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $text; background: $header; }
QTabBar::tab:focus { color: $accent; }
QTabBar::close-button { image: url(:/icons/$name-close.svg); border-radius: @3; padding: @2; width: @16; height: @16; }
QTabBar::close-button:hover { background: $border; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QListView, QTreeView, QTableView { background: $field; color: $text; border: 1px solid $line; border-radius: @4; outline: none; selection-background-color: $slider; selection-color: $text; }
QListView[frameShape="0"], QTreeView[frameShape="0"], QTableView[frameShape="0"] { border: none; background: transparent; }
QListView::item, QTreeView::item { padding: @3 @4; border: none; }
QListView::item:selected, QTreeView::item:selected { background: $slider; color: $text; }
QListView::item { border-radius: @4; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $panel; color: $text2; border: none; border-bottom: 1px solid $line; padding: @4 @6; }
QTableCornerButton::section { background: $panel; border: none; }

QGroupBox { border: 1px solid $line; border-radius: @5; margin-top: @10; padding: @8; }
QGroupBox::title { subcontrol-origin: margin; left: @8; color: $text2; }
QSplitter::handle { background: $line; }
QProgressBar { background: $field; color: $text; border: none; border-radius: @3; text-align: center; }
QProgressBar::chunk { background: $run; border-radius: @3; }
QSlider::groove:horizontal { height: @4; background: $field; border-radius: @2; }
QSlider::sub-page:horizontal { background: $accent; border-radius: @2; }
QSlider::handle:horizontal { background: $text; width: @12; margin: -@4 0; border-radius: @6; }
QSlider::handle:horizontal:focus { background: $accent; }
)";

QString value_of(const QString& name, const Theme& theme) {
    static const std::map<QString, Tone> tones{{"canvas", Tone::canvas}, {"body", Tone::body},     {"border", Tone::border}, {"header", Tone::header}, {"field", Tone::field}, {"slider", Tone::slider}, {"panel", Tone::panel}, {"line", Tone::line},
                                               {"text", Tone::text},     {"text2", Tone::text2},   {"text3", Tone::text3},   {"accent", Tone::accent}, {"select", Tone::select}, {"run", Tone::run}};
    if (name == "name") return theme.is_dark() ? "dark" : "light";
    if (name == "hover") return mixed(theme[Tone::header], theme[Tone::text], 0.08).name();
    if (name == "on_accent") return theme[theme.is_dark() ? Tone::canvas : Tone::body].name();
    if (name == "accent_hover") return mixed(theme[Tone::accent], theme[Tone::select], 0.15).name();
    const auto found = tones.find(name);
    Q_ASSERT(found != tones.end());
    return theme[found->second].name();
}

}  // namespace

QString style_sheet(const Theme& theme) {
    static const QRegularExpression variable(R"(\$([a-z0-9_]+)|@(\d+))");
    const QString text(sheet);
    QString made;
    qsizetype at = 0;
    for (auto matches = variable.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        made += text.mid(at, match.capturedStart() - at);
        made += match.captured(1).isEmpty() ? QString::number(scaled(match.captured(2).toInt())) + "px" : value_of(match.captured(1), theme);
        at = match.capturedEnd();
    }
    return made + text.mid(at);
}

void apply_style(QApplication& application, const Theme& theme) {
    QApplication::setStyle("Fusion");
    QApplication::setPalette(theme.palette());
    QApplication::setFont(panel_font(12));
    application.setStyleSheet(style_sheet(theme));
}

bool is_desktop_dark() {
    const QPalette ours = QApplication::palette();
    QApplication::setPalette(QPalette());   // back to the desktop's
    const QPalette theirs = QApplication::palette();
    QApplication::setPalette(ours);
    return theirs.color(QPalette::Window).lightness() < theirs.color(QPalette::WindowText).lightness();
}

}  // namespace noiseloom
