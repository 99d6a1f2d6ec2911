// The look of all widgets that are not painted by themselves: Fusion, with a style sheet made of the theme's tones.
#pragma once

#include "ui/theme/theme.h"

class QApplication;

namespace noiseloom {

// Style, palette, font and sheet, at the text size that is set.
void apply_style(QApplication& application, const Theme& theme);

QString style_sheet(const Theme& theme);

// Whether the desktop's windows are darker than their texts. Qt tells colour schemes from 6.5 on only.
bool is_desktop_dark();

}  // namespace noiseloom
