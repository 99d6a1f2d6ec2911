#include "core/registry.h"

#include <cassert>

#include "core/curve.h"

namespace noiseloom {

Registry::Registry() {
    add_conversion<std::int64_t, double>([](const std::int64_t& number) { return static_cast<double>(number); });
    add_conversion<std::int64_t, Curve>([](const std::int64_t& number) { return Curve(static_cast<double>(number)); });
    add_conversion<double, Curve>([](const double& number) { return Curve(number); });
    add_conversion<std::int64_t, Seed>([](const std::int64_t& number) { return Seed{static_cast<std::uint64_t>(number)}; });
}

void Registry::add(NodeDef def) {
    std::string type = def.type();
    [[maybe_unused]] const bool added = nodes_.emplace(std::move(type), std::move(def)).second;
    assert(added && "two nodes of one type");
}

const NodeDef* Registry::find(std::string_view type) const {
    const auto found = nodes_.find(type);
    return found == nodes_.end() ? nullptr : &found->second;
}

std::vector<const NodeDef*> Registry::all() const {
    std::vector<const NodeDef*> defs;
    for (const auto& [type, def] : nodes_) defs.push_back(&def);
    return defs;
}

bool Registry::accepts(const TypeInfo& from, const TypeInfo& to) const {
    return &from == &to || conversions_.contains({from.name, to.name});
}

Value Registry::convert(const Value& value, const TypeInfo& to) const {
    if (!value || &value.type() == &to) return value;
    return conversions_.at({value.type().name, to.name})(value);
}

}  // namespace noiseloom
