// How Qt's own widgets look: Fusion with the theme's palette, and a short style sheet for what the palette cannot say.
#pragma once

#include "ui/theme/theme.h"

class QApplication;

namespace noiseloom {

void apply_style(QApplication& application, const Theme& theme);

}  // namespace noiseloom
