// Rows of named values, which need not have the same names, as text.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

class Table {
  public:
    // `order`: the row's names; columns come in the order in which they are first met.
    void add(Json row, const std::vector<std::string>& order);
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
