#include "ui/theme/theme.h"

#include <QFile>

#include "core/json.h"

namespace noiseloom {
namespace {

constexpr std::array<const char*, tone_count> tone_names{"canvas", "grid", "body", "border", "header", "field", "slider", "panel", "line",
                                                         "text", "text2", "text3", "accent", "select", "run", "ok", "warn", "error"};

Error lacks(const std::string& what) { return {Code::internal, "the theme has no " + what, "Compare it with resources/themes/dark.json.", "", "", ""}; }

Result<QColor> colour(const Json& json, const char* key) {
    if (!json.is_object() || !json.contains(key) || !json[key].is_string()) return lacks(std::string("colour '") + key + "'");
    const QColor made(QString::fromStdString(json[key].get<std::string>()));
    if (!made.isValid()) return lacks(std::string("valid colour '") + key + "'");
    return made;
}

Result<SocketShape> shape_named(const std::string& name) {
    if (name == "circle") return SocketShape::circle;
    if (name == "square") return SocketShape::square;
    if (name == "hexagon") return SocketShape::hexagon;
    if (name == "diamond") return SocketShape::diamond;
    return lacks("shape '" + name + "'");
}

std::string built_in(const QString& name) {
    QFile file(":/themes/" + name + ".json");
    if (!file.open(QIODevice::ReadOnly)) return "";
    return file.readAll().toStdString();
}

}  // namespace

Result<Theme> Theme::parse(std::string_view theme_json, std::string_view sockets_json) {
    NL_TRY(const Json theme, parse_json(theme_json, {}, Code::internal));
    NL_TRY(const Json sockets, parse_json(sockets_json, {}, Code::internal));
    Theme made;
    made.name_ = QString::fromStdString(theme.value("name", ""));
    made.is_dark_ = theme.value("dark", false);
    made.header_tint_ = theme.value("header_tint", 0.0);
    for (std::size_t i = 0; i < tone_count; ++i) {
        NL_TRY(made.tones_[i], colour(theme.value("tones", Json()), tone_names[i]));
    }
    for (const auto& [name, family] : sockets.items()) {
        Family& one = made.families_[name];
        NL_TRY(one.colour, colour(theme.value("families", Json()), name.c_str()));
        NL_TRY(one.shape, shape_named(family.value("shape", "")));
        for (const Json& type : family.value("types", Json::array())) made.family_of_type_[type.get<std::string>()] = name;
        for (const Json& category : family.value("categories", Json::array())) made.family_of_category_[category.get<std::string>()] = name;
    }
    if (!made.families_.contains("plain")) return lacks("family 'plain'");
    const Json ends = theme.value("signed", Json::array());
    if (ends.size() != 2 || !ends[0].is_string() || !ends[1].is_string()) return lacks("pair 'signed'");
    for (std::size_t i = 0; i < 2; ++i) made.signed_[i] = QColor(QString::fromStdString(ends[i].get<std::string>()));
    return made;
}

const Theme& Theme::named(std::string_view name) {
    static const Theme dark = parse(built_in("dark"), built_in("sockets")).or_throw();
    static const Theme light = parse(built_in("light"), built_in("sockets")).or_throw();
    return name == "light" ? light : dark;
}

const Theme::Family& Theme::family(std::string_view name, const std::map<std::string, std::string, std::less<>>& index) const {
    const auto found = index.find(name);
    return families_.find(found == index.end() ? std::string_view("plain") : std::string_view(found->second))->second;
}

QColor Theme::line(std::size_t index) const {
    constexpr std::array<const char*, 6> types{"guider", "trace", "sampler", "conditioning", "image", "text"};   // families that stay apart
    return socket(types[index % types.size()]);
}

QColor Theme::socket(std::string_view type) const { return family(type, family_of_type_).colour; }
SocketShape Theme::shape(std::string_view type) const { return family(type, family_of_type_).shape; }
QColor Theme::category(std::string_view category) const { return family(category, family_of_category_).colour; }
QColor Theme::header_of(std::string_view category) const { return mixed((*this)[Tone::header], this->category(category), header_tint_); }
QColor Theme::signed_colour(double value) const { return mixed((*this)[Tone::body], signed_[value > 0], std::min(std::abs(value), 1.0)); }

QPalette Theme::palette() const {
    const Theme& t = *this;
    QPalette made;
    made.setColor(QPalette::Window, t[Tone::panel]);
    made.setColor(QPalette::WindowText, t[Tone::text]);
    made.setColor(QPalette::Base, t[Tone::field]);
    made.setColor(QPalette::AlternateBase, t[Tone::header]);
    made.setColor(QPalette::Text, t[Tone::text]);
    made.setColor(QPalette::PlaceholderText, t[Tone::text3]);
    made.setColor(QPalette::Button, t[Tone::header]);
    made.setColor(QPalette::ButtonText, t[Tone::text]);
    made.setColor(QPalette::BrightText, t[Tone::error]);
    made.setColor(QPalette::Highlight, t[Tone::slider]);
    made.setColor(QPalette::HighlightedText, t[Tone::text]);
    made.setColor(QPalette::ToolTipBase, t[Tone::body]);
    made.setColor(QPalette::ToolTipText, t[Tone::text]);
    made.setColor(QPalette::Link, t[Tone::accent]);
    made.setColor(QPalette::Light, t[Tone::border]);
    made.setColor(QPalette::Midlight, t[Tone::line]);
    made.setColor(QPalette::Mid, t[Tone::line]);
    made.setColor(QPalette::Dark, t[Tone::line]);
    made.setColor(QPalette::Shadow, t[Tone::canvas]);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) made.setColor(QPalette::Disabled, role, t[Tone::text3]);
    return made;
}

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto between = [&](double from, double to) { return static_cast<float>(from + (to - from) * share); };
    return QColor::fromRgbF(between(a.redF(), b.redF()), between(a.greenF(), b.greenF()), between(a.blueF(), b.blueF()), between(a.alphaF(), b.alphaF()));
}

}  // namespace noiseloom
