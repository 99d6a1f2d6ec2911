#include "core/run.h"

namespace noiseloom {

NodeDef values_integer_node() {
    NodeDef n("values.integer", 1);
    n.text("Integer", "Values", "A whole number to use in several places.");
    In<std::int64_t> number = n.in<std::int64_t>("value").value(1).doc("The whole number.");
    Out<std::int64_t> out = n.out<std::int64_t>("value").doc("The same number.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, r[number]); });
    return n;
}

}  // namespace noiseloom
