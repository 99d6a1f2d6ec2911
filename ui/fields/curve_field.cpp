#include "ui/fields/curve_field.h"

#include <QLineEdit>
#include <QMenu>

#include "core/curve.h"
#include "ui/fields/curve_plot.h"
#include "ui/fields/expression.h"
#include "ui/fields/field_text.h"
#include "ui/fields/glyph_button.h"
#include "ui/fields/number_field.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr double head = 24, foot = 26, plot_height = 132;
constexpr int samples = 11;

Json json_of(const Knots& knots) {
    Json list = Json::array();
    for (const auto& [u, value] : knots) list.push_back({u, value});
    return {{"curve", list}};
}

// The value that does nothing: 1 of a guidance scale, 0 of what begins below 1.
double rest_of(const InputDecl& input) {
    const bool is_scale = input.value.is_number() && input.value.get<double>() > 1 && (!input.range || input.range->low <= 1);
    return is_scale ? 1 : input.range ? std::max(0.0, input.range->low) : 0;
}

}  // namespace

CurveField::CurveField(const InputDecl& input, const FieldContext& context, QWidget* parent) : FieldWidget(input, context, parent) {
    const NumberRules rules = number_rules(input);
    const Theme& theme = *context.theme;
    FieldContext inner = context;
    inner.add_actions = [this](QMenu& menu, const InputDecl& declared) {
        fill_menu(menu);
        if (this->context().add_actions) this->context().add_actions(menu, declared);
    };
    number_ = new NumberField(input, inner, this);
    plot_ = new CurvePlot(rules.low, rules.high, rules.step, theme, this);
    to_curve_ = new GlyphButton(Glyph::curve, tr("Over steps…"), theme, this);
    to_flat_ = new GlyphButton(Glyph::flat, tr("Make it flat"), theme, this);
    presets_ = new GlyphButton(Glyph::chevron, tr("Shapes"), theme, this);
    const auto line = [&](const QString& name) {
        auto* edit = new QLineEdit(this);
        edit->setAccessibleName(name);
        edit->setToolTip(name);
        edit->setPalette(theme.palette());
        connect(edit, &QLineEdit::editingFinished, this, &CurveField::take_knot);
        return edit;
    };
    u_ = line(tr("Place of the knot: 0 is noise, 1 the picture"));
    v_ = line(tr("Value at the knot"));
    number_->set_reserved(22);
    connect(number_, &FieldWidget::edited, this, [this](const Json& value, bool is_final) { change(value, is_final); });
    connect(number_, &FieldWidget::left, this, &FieldWidget::left);
    connect(plot_, &CurvePlot::changed, this, [this](bool is_final) { change(json_of(plot_->knots()), is_final); });
    connect(plot_, &CurvePlot::selection_changed, this, &CurveField::show_knot);
    connect(plot_, &CurvePlot::left, this, &FieldWidget::left);
    connect(to_curve_, &GlyphButton::clicked, this, &CurveField::make_curve);
    connect(to_flat_, &GlyphButton::clicked, this, &CurveField::make_flat);
    connect(presets_, &GlyphButton::clicked, this, &CurveField::show_presets);
    was_curve_ = !is_curve();   // so that the parts are shown and hidden once
    value_was_set();
}

bool CurveField::is_curve() const { return shown_value(input(), value()).is_object(); }

void CurveField::begin_editing() {
    if (is_curve()) plot_->setFocus();
    else number_->begin_editing();
}

void CurveField::value_was_set() {
    const Json& shown = shown_value(input(), value());
    number_->set_value(value());
    if (const auto curve = ValueType<Curve>::from_json(shown); curve && is_curve()) plot_->set_curve(*curve);
    if (is_curve() == was_curve_) return;
    was_curve_ = is_curve();
    for (QWidget* part : std::initializer_list<QWidget*>{plot_, to_flat_, presets_, u_, v_}) part->setVisible(is_curve());
    for (QWidget* part : std::initializer_list<QWidget*>{number_, to_curve_}) part->setVisible(!is_curve());
    setFocusProxy(is_curve() ? static_cast<QWidget*>(plot_) : number_);
    to_curve_->raise();
    show_knot();
    layout_parts();
    updateGeometry();
    emit height_changed();
}

void CurveField::make_curve() {
    const double value = shown_number();
    change(json_of({{0, value}, {1, value}}));
    plot_->setFocus();
}

void CurveField::make_flat() {
    const auto curve = ValueType<Curve>::from_json(shown_value(input(), value()));
    if (curve) change(curve->highest());
    number_->setFocus();
}

void CurveField::show_presets() {
    const auto present = ValueType<Curve>::from_json(shown_value(input(), value()));
    if (!present) return;
    QMenu menu(this);
    const std::pair<CurvePreset, QString> entries[] = {{CurvePreset::ramp_up, tr("Ramp up")},     {CurvePreset::ramp_down, tr("Ramp down")},
                                                       {CurvePreset::interval, tr("Interval: only in the middle")}, {CurvePreset::cosine, tr("Cosine")},
                                                       {CurvePreset::reversed, tr("Reversed")},   {CurvePreset::sampled, tr("The same with more knots")}};
    for (const auto& [preset, name] : entries)
        menu.addAction(name, this, [this, preset = preset, curve = *present] { change(json_of(preset_knots(preset, curve, rest_of(input()), samples))); });
    menu.addSeparator();
    menu.addAction(tr("Make it flat"), this, &CurveField::make_flat);
    menu.exec(presets_->mapToGlobal(QPoint(0, presets_->height())));
}

void CurveField::fill_menu(QMenu& menu) {
    if (is_curve()) menu.addAction(tr("Make it flat"), this, &CurveField::make_flat);
    else menu.addAction(tr("Over steps…"), this, &CurveField::make_curve);
}

void CurveField::show_knot() {
    if (!is_curve() || plot_->selected() >= plot_->knots().size()) return;
    const auto& [u, value] = plot_->knots()[plot_->selected()];
    u_->setText(number_text(u));
    v_->setText(number_text(value));
}

void CurveField::take_knot() {
    if (!u_->isModified() && !v_->isModified()) return;
    const auto u = evaluate(u_->text().toStdString()), value = evaluate(v_->text().toStdString());
    for (const auto* typed : {&u, &value})
        if (!*typed) return set_remark(QString::fromStdString(typed->error().message));
    set_remark({});
    plot_->set_knot(*u, *value);
}

QSize CurveField::sizeHint() const {
    if (!is_curve()) return FieldWidget::sizeHint();
    return QSize(FieldWidget::sizeHint().width(), static_cast<int>((head + plot_height + foot) * scale()));
}

void CurveField::layout_parts() {
    const double s = scale();
    const auto place = [&](QWidget* part, double x, double y, double w, double h) { part->setGeometry(QRectF(x * s, y * s, w * s, h * s).toRect()); };
    const double w = width() / s, h = height() / s;
    number_->set_scale(s);
    number_->setGeometry(rect());
    place(to_curve_, w - 22, (h - 18) / 2, 19, 18);
    place(to_flat_, w - 24, 2, 20, 20);
    place(presets_, w - 46, 2, 20, 20);
    plot_->set_scale(s);
    place(plot_, 0, head, w, h - head - foot);
    for (QLineEdit* edit : {u_, v_}) edit->setFont(font_of(Face::mono, 11.5 * s));
    place(u_, 24, h - foot + 4, (w - 80) / 2, 22);
    place(v_, w - (w - 80) / 2, h - foot + 4, (w - 80) / 2, 22);
}

void CurveField::paintEvent(QPaintEvent*) {
    if (!is_curve()) return;
    QPainter painter(this);
    painter.scale(scale(), scale());
    const Theme& theme = *context().theme;
    painter.setPen(theme[is_modified(input(), value()) ? Tone::text : Tone::text2]);
    const double w = width() / scale(), h = height() / scale();
    draw_line(painter, QRectF(4, 0, w - 56, head), field_label(input()), Face::label, 12);
    painter.setPen(theme[Tone::text3]);
    draw_line(painter, QRectF(4, h - foot + 4, 20, 22), tr("at"), Face::label, 11);
    draw_line(painter, QRectF(24 + (w - 80) / 2, h - foot + 4, 50, 22), tr("value"), Face::label, 11, Qt::AlignRight);
}

}  // namespace noiseloom
