// Colours by what they mean. A theme is resources/themes/<name>.json; no colour stands in C++.
//
// Sockets are told apart by shape first (square: a loaded thing, hexagon: asked every step, diamond: over time, circle: plain data) and by
// colour second: value types belong to families (resources/themes/sockets.json), and families have a shape and, in each theme, a colour.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include <QColor>
#include <QPalette>
#include <QString>

#include "core/result.h"

namespace noiseloom {

enum class Tone {
    canvas, grid, body, border, header, field, slider, panel, line, text, text2, text3, accent, select, run, ok, warn, error,
};
inline constexpr std::size_t tone_count = 18;

enum class SocketShape { circle, square, hexagon, diamond };

class Theme {
  public:
    // Error (internal): one of the theme's files lacks something.
    static Result<Theme> parse(std::string_view theme_json, std::string_view sockets_json);
    // One of those built in: "dark" or "light".
    static const Theme& named(std::string_view name);

    const QString& name() const { return name_; }
    bool is_dark() const { return is_dark_; }
    QColor operator[](Tone tone) const { return tones_[static_cast<std::size_t>(tone)]; }
    // By the name of a value type ("guider") or of a node category ("Guidance"); the plain family's for others.
    QColor socket(std::string_view type) const;
    QColor line(std::size_t index) const;   // of plots: told apart by colour-blind eyes too; the seventh is as the first
    SocketShape shape(std::string_view type) const;
    QColor category(std::string_view category) const;
    QColor header_of(std::string_view category) const;   // the header's tone, tinted
    // Of a signed map: -1 blue, 0 the node's body, 1 orange.
    QColor signed_colour(double value) const;
    QPalette palette() const;

  private:
    struct Family {
        SocketShape shape = SocketShape::circle;
        QColor colour;
    };
    const Family& family(std::string_view name, const std::map<std::string, std::string, std::less<>>& index) const;

    QString name_;
    bool is_dark_ = false;
    double header_tint_ = 0;
    std::array<QColor, tone_count> tones_;
    std::map<std::string, Family, std::less<>> families_;
    std::map<std::string, std::string, std::less<>> family_of_type_, family_of_category_;
    std::array<QColor, 2> signed_;
};

// A colour between two: 0 is `a`, 1 is `b`.
QColor mixed(const QColor& a, const QColor& b, double share);

}  // namespace noiseloom
