#include "headless/table.h"

namespace noiseloom {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string all = "\"";
    for (const char c : text) all += c == '"' ? "\"\"" : std::string(1, c);
    return all + "\"";
}

std::string cell(const Json& value) {
    if (value.is_string()) return quoted(value.get<std::string>());
    return value.is_structured() ? quoted(json_text(value)) : json_text(value);
}

}  // namespace

void Table::add(TableRow row) {
    for (const std::string& name : row.order)
        if (known_.insert(name).second) columns_.push_back(name);
    rows_.push_back(std::move(row.values));
}

std::string Table::json() const { return json_text(rows_, 1) + "\n"; }

std::string Table::csv() const {
    std::string text;
    for (std::size_t i = 0; i < columns_.size(); ++i) text += (i ? "," : "") + quoted(columns_[i]);
    text += "\r\n";
    for (const Json& row : rows_) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto value = row.find(columns_[i]);
            text += i ? "," : "";
            if (value != row.end()) text += cell(*value);
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace noiseloom
