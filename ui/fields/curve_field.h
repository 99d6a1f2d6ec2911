// A value that may change over the steps: a number with a way to make it a curve, or the curve with its knots, presets and a way back.
#pragma once

#include "ui/fields/field_widget.h"

class QLineEdit;

namespace noiseloom {

class CurvePlot;
class GlyphButton;
class NumberField;

class CurveField : public FieldWidget {
    Q_OBJECT
  public:
    CurveField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;
    bool is_curve() const;          // not a plain number
    void make_curve();              // "Over steps…": two knots of the number that it was
    void make_flat();               // of its highest value
    CurvePlot& plot() { return *plot_; }
    QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent*) override;
    void value_was_set() override;
    void layout_parts() override;
    void fill_menu(QMenu& menu) override;

  private:
    void show_presets();
    void show_knot();
    void take_knot();

    NumberField* number_;
    CurvePlot* plot_;
    GlyphButton* to_curve_;
    GlyphButton* to_flat_;
    GlyphButton* presets_;
    QLineEdit* u_;
    QLineEdit* v_;
    bool was_curve_ = false;
};

}  // namespace noiseloom
