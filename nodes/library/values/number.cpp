#include "core/run.h"

namespace noiseloom {

NodeDef values_number_node() {
    NodeDef n("values.number", 1);
    n.text("Number", "Values", "A number to use in several places.");
    In<double> number = n.in<double>("value").value(1).doc("The number.");
    Out<double> out = n.out<double>("value").doc("The same number.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, r[number]); });
    return n;
}

}  // namespace noiseloom
