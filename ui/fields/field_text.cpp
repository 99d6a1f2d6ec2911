#include "ui/fields/field_text.h"

#include <QCoreApplication>

#include "core/curve.h"
#include "core/short_number.h"

namespace noiseloom {
namespace {

QString with_unit(const QString& text, const InputDecl& input) {
    return input.unit.empty() ? text : text + ' ' + QString::fromStdString(input.unit);
}

QString curve_text(const Json& value) {
    const auto curve = ValueType<Curve>::from_json(value);
    if (!curve) return QString::fromStdString(json_text(value));
    if (curve->is_flat()) return number_text(curve->at(0));
    return number_text(curve->lowest()) + QStringLiteral(" … ") + number_text(curve->highest());
}

// Files and texts come from anywhere: what would break the line is shown as a space.
QString one_line(const std::string& text) {
    constexpr std::size_t enough = 400;   // more than any field shows
    QString line = QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min(text.size(), enough)));
    for (QChar& letter : line)
        if (letter.category() == QChar::Other_Control || letter == QChar::LineSeparator || letter == QChar::ParagraphSeparator) letter = ' ';
    return line;
}

QString strokes_text(int count) {
    if (count == 0) return QCoreApplication::translate("field", "nothing");
    return QCoreApplication::translate("field", "%n strokes", "", count);
}

}  // namespace

QString number_text(double value) { return QString::fromStdString(short_number(value, 12)); }

QString grouped(const QString& digits) {
    QString made = digits;
    const qsizetype first = digits.startsWith('-') ? 1 : 0;
    if (digits.size() - first <= 4) return made;   // years and sizes are read whole
    for (qsizetype at = digits.size() - 3; at > first; at -= 3) made.insert(at, ' ');
    return made;
}

QString field_text(const InputDecl& input, const Json& value) {
    const Json& shown = shown_value(input, value);
    if (shown.is_null()) return {};
    switch (field_kind(input)) {
        case FieldKind::number:
            if (shown.is_number()) return with_unit(number_text(shown.get<double>()), input);
            break;
        case FieldKind::integer:
            if (shown.is_number_integer()) return with_unit(grouped(QString::number(shown.get<std::int64_t>())), input);
            break;
        case FieldKind::seed:
            if (shown.is_number_integer()) return grouped(QString::number(shown.get<std::uint64_t>()));
            break;
        case FieldKind::toggle:
            if (shown.is_boolean()) return shown.get<bool>() ? QCoreApplication::translate("field", "on") : QCoreApplication::translate("field", "off");
            break;
        case FieldKind::file:
            if (shown.is_object() && shown.contains("name") && shown["name"].is_string()) return one_line(shown["name"].get<std::string>());
            break;
        case FieldKind::curve: return curve_text(shown);
        case FieldKind::mask:
            if (shown.is_object() && shown.contains("strokes") && shown["strokes"].is_array())
                return strokes_text(static_cast<int>(shown["strokes"].size()));
            break;
        default: break;
    }
    return one_line(shown.is_string() ? shown.get<std::string>() : json_text(shown));   // a value of the wrong type is shown as it is written
}

}  // namespace noiseloom
