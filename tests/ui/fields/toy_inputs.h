// Inputs of every kind of field.
#pragma once

#include "core/curve.h"
#include "core/drawing.h"
#include "core/node_def.h"

namespace noiseloom {

struct Wire {};

template <>
struct ValueType<Wire> {
    static constexpr std::string_view name = "model";
    static std::size_t bytes(const Wire&) { return 0; }
};

inline const NodeDef& toy_node() {
    static const NodeDef node = [] {
        NodeDef n("toy.everything", 1);
        n.text("Everything", "Guidance", "Has a field of every kind.");
        n.in<Wire>("model").doc("A wire.");
        n.in<double>("rescale").value(0.7).range(0, 1, 0.05).doc("How much of the contrast comes back.");
        n.in<double>("free").value(1).doc("A number without a range.");
        n.in<std::int64_t>("steps").value(20).range(1, 1000, 1).doc("How many.");
        n.in<std::int64_t>("width").value(512).range(8, 16384, 8).unit("px").doc("How wide.");
        n.in<Seed>("seed").value({0}).doc("The seed.");
        n.in<Choice>("kind").choices({"trailing", "leading", "linspace", "karras"}).doc("Which.");
        n.in<bool>("clamp").value(true).doc("Whether.");
        n.in<std::string>("note").value("").doc("A remark.");
        n.in<std::string>("text").value("").multiline().doc("The prompt.");
        n.in<FileRef>("file").value(FileRef{"noiseloom-pack", ""}).file(FileKind::model).doc("The model.");
        n.in<Curve>("scale").value(7.5).range(0, 30, 0.1).doc("The guidance scale.");
        n.in<Drawing>("mask").value(Drawing{}).doc("What is painted.");
        n.in<double>("a_number_with_a_very_long_name").value(0.25).range(0, 1, 0.01).doc("Long.");
        n.out<Wire>("guider").doc("A guider.");
        return n;
    }();
    return node;
}

inline const InputDecl& toy_input(std::string_view name) { return *toy_node().input(name); }

}  // namespace noiseloom
