// A small node library for tests of the core: a wire-only type and one node of every situation.
#pragma once

#include "core/curve.h"
#include "core/registry.h"
#include "core/run.h"

namespace noiseloom {

struct Picture {
    int shade = 0;
};

template <>
struct ValueType<Picture> {
    static constexpr std::string_view name = "picture";
    static std::size_t bytes(const Picture&) { return sizeof(Picture); }
};

inline NodeDef toy_source() {
    NodeDef n("toy.source", 1);
    n.text("Source", "Toy", "Makes a picture.");
    n.in<Seed>("seed").value({0}).doc("The seed.");
    n.in<std::int64_t>("size").value(64).range(8, 4096, 8).unit("px").doc("The side.");
    n.out<Picture>("picture").doc("The picture.");
    return n;
}

inline NodeDef toy_blend() {
    NodeDef n("toy.blend", 3);
    n.text("Blend Pictures", "Toy", "Blends two pictures.");
    n.in<Picture>("a").doc("The first picture.");
    n.in<Picture>("b").optional().doc("The second picture.");
    n.in<Curve>("scale").value(7.5).range(0, 30, 0.1).doc("How much.");
    n.in<std::string>("note").value("").doc("A remark.");
    n.in<Choice>("mode").choices({"mix", "add"}).doc("How.");
    n.in<bool>("clamp").value(true).doc("Whether to clamp.");
    n.out<Picture>("picture").doc("The blend.");
    n.out<double>("mean").doc("Its mean.");
    n.upgrade(2, [](Json& inputs) {   // version 2 called the scale "amount", in percent
        if (!inputs.contains("amount")) return;
        if (inputs["amount"].is_number()) inputs["scale"] = inputs["amount"].get<double>() / 100;
        else inputs["scale"] = inputs["amount"];
        inputs.erase("amount");
    });
    return n;
}

inline NodeDef toy_number() {
    NodeDef n("toy.number", 1);
    n.text("Number", "Toy", "A number.");
    n.in<double>("value").value(1).doc("The number.");
    n.out<double>("value").doc("The number.");
    return n;
}

inline NodeDef toy_save() {
    NodeDef n("toy.save", 1);
    n.text("Save", "Toy", "Saves a picture.");
    n.in<Picture>("picture").doc("The picture.");
    n.in<FileRef>("file").file(FileKind::output).doc("Where to.");
    n.impure();
    return n;
}

inline Registry toy_registry() {
    Registry registry;
    registry.add(toy_source());
    registry.add(toy_blend());
    registry.add(toy_number());
    registry.add(toy_save());
    return registry;
}

}  // namespace noiseloom
