// Rows of named values, which need not have the same names, as text.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

struct TableRow {
    Json values = Json::object();
    std::vector<std::string> order;   // of the names

    void put(const std::string& name, Json value) {
        values[name] = std::move(value);
        order.push_back(name);
    }
};

class Table {
  public:
    // Columns come in the order in which they are first met.
    void add(TableRow row);
    std::string json() const;   // a list of objects
    std::string csv() const;    // RFC 4180
    const std::vector<std::string>& columns() const { return columns_; }
    const Json& rows() const { return rows_; }

  private:
    std::vector<std::string> columns_;
    std::set<std::string> known_;
    Json rows_ = Json::array();
};

}  // namespace noiseloom
