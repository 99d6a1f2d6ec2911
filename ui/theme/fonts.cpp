#include "ui/theme/fonts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QApplication>
#include <QFontDatabase>

namespace noiseloom {
namespace {

double the_scale = 1;

QFont sized(QFont font, double pixels, bool is_bold) {
    font.setPixelSize(static_cast<int>(std::lround(pixels)));
    if (is_bold) font.setWeight(QFont::DemiBold);
    return font;
}

// Fractional sizes matter on the canvas, which is scaled as a whole; fonts know them in points only.
QFont exact(QFont font, double pixels, bool is_bold) {
    font.setPointSizeF(pixels * 72 / 96);
    font.setHintingPreference(QFont::PreferNoHinting);
    if (is_bold) font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace

const QFont& canvas_font(CanvasFont font) {
    static const std::array<QFont, 7> fonts = [] {
        const QFont plain = QFontDatabase::systemFont(QFontDatabase::GeneralFont), fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        return std::array<QFont, 7>{exact(plain, 13, true), exact(plain, 12, false), exact(fixed, 11.5, false), exact(plain, 11, false),
                                    exact(fixed, 10.5, false), exact(plain, 13, true), sized(plain, 11, false)};
    }();
    return fonts[static_cast<std::size_t>(font)];
}

QFont panel_font(double pixels, bool is_bold) { return sized(QFontDatabase::systemFont(QFontDatabase::GeneralFont), pixels * the_scale, is_bold); }
QFont number_font(double pixels) { return sized(QFontDatabase::systemFont(QFontDatabase::FixedFont), pixels * the_scale, false); }

double text_scale() { return the_scale; }
void set_text_scale(double scale) { the_scale = std::clamp(scale, 0.8, 2.0); }
int scaled(double pixels) { return static_cast<int>(std::lround(pixels * the_scale)); }

}  // namespace noiseloom
