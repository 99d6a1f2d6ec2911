#include "ui/theme/style.h"

#include <QApplication>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

QString sheet(const Theme& theme) {
    QString text = R"(
QPushButton, QToolButton { background: @header; border: 1px solid @border; border-radius: 4px; padding: 3px 10px; color: @text; }
QPushButton:hover, QToolButton:hover { border-color: @accent; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @text3; border-color: @line; }
QToolButton { padding: 3px 6px; }
QToolButton[autoRaise="true"] { background: transparent; border-color: transparent; }
QToolButton[autoRaise="true"]:hover, QToolButton:checked { background: @slider; }
QToolButton::menu-indicator { image: none; }
QPushButton#run { background: @run; color: @canvas; border: none; }
QPushButton#run:hover { background: @accent; }
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox { background: @field; border: 1px solid @border; border-radius: 4px; padding: 3px 6px; color: @text; selection-background-color: @slider; }
QLineEdit:focus, QPlainTextEdit:focus { border-color: @accent; }
QListWidget, QListView, QScrollArea, QTableView { background: transparent; border: none; color: @text; }
QMenu { background: @body; border: 1px solid @border; padding: 4px; color: @text; }
QMenu::item { padding: 4px 24px 4px 12px; border-radius: 3px; }
QMenu::item:selected { background: @slider; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolTip { background: @body; color: @text; border: 1px solid @border; padding: 4px; }
QTabBar::tab { background: transparent; color: @text2; border: none; border-bottom: 2px solid transparent; padding: 8px 12px; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::close-button { image: url(:/icons/close.svg); width: 12px; height: 12px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { background: @field; border: none; border-radius: 2px; }
QProgressBar::chunk { background: @run; border-radius: 2px; }
)";
    const std::pair<const char*, Tone> tones[] = {{"@canvas", Tone::canvas}, {"@header", Tone::header}, {"@border", Tone::border}, {"@field", Tone::field}, {"@slider", Tone::slider}, {"@line", Tone::line},
                                                  {"@text3", Tone::text3},   {"@text2", Tone::text2},   {"@text", Tone::text},     {"@accent", Tone::accent}, {"@run", Tone::run},     {"@body", Tone::body}};
    for (const auto& [name, tone] : tones) text.replace(name, theme[tone].name());
    return text;
}

}  // namespace

void apply_style(QApplication& application, const Theme& theme) {
    QApplication::setStyle("Fusion");
    QApplication::setPalette(theme.palette());
    QApplication::setFont(panel_font(12));
    application.setStyleSheet(sheet(theme));
}

}  // namespace noiseloom
