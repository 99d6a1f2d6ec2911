// All node declarations by type, and the conversions between value types that a wire may make.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "core/node_def.h"

namespace noiseloom {

using Convert = std::function<Value(const Value&)>;

class Registry {
  public:
    Registry();   // with the conversions between plain values (integer to number, number to curve)

    void add(NodeDef def);   // a second declaration of a type is our bug
    const NodeDef* find(std::string_view type) const;
    std::vector<const NodeDef*> all() const;   // by type

    template <class From, class To>
    void add_conversion(std::function<To(const From&)> convert) {
        conversions_[{type_of<From>().name, type_of<To>().name}] = [convert = std::move(convert)](const Value& value) {
            return Value::of<To>(convert(value.as<From>()));
        };
    }
    // Whether a wire may lead from one type to the other: the same type, or a conversion.
    bool accepts(const TypeInfo& from, const TypeInfo& to) const;
    Value convert(const Value& value, const TypeInfo& to) const;   // accepts() must hold

  private:
    std::map<std::string, NodeDef, std::less<>> nodes_;
    std::map<std::pair<std::string_view, std::string_view>, Convert> conversions_;
};

}  // namespace noiseloom
