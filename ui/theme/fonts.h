// The sizes of text: 10.5, 11, 12, 13 and 16 pixels at a text size of 100 %.
#pragma once

#include <QFont>

namespace noiseloom {

// Of the canvas, at zoom 1 (the canvas is scaled as a whole by the text size).
enum class CanvasFont { title, label, value, small, footer, frame, constant };
const QFont& canvas_font(CanvasFont font);

// Of panels and dialogs: `pixels` at 100 %.
QFont panel_font(double pixels, bool is_bold = false);
QFont number_font(double pixels);   // digits of equal width

// The user's text size, 0.8 to 2: of fonts, rows and hit areas alike.
double text_scale();
void set_text_scale(double scale);
int scaled(double pixels);   // by the text size, rounded

}  // namespace noiseloom
