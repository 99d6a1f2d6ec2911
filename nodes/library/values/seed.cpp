#include "core/run.h"

namespace noiseloom {

NodeDef values_seed_node() {
    NodeDef n("values.seed", 1);
    n.text("Seed", "Values", "One seed for several samplers: equal seeds give equal noise.");
    In<Seed> seed = n.in<Seed>("value").value(Seed{0}).doc("Any whole number from 0 to 2^64 - 1.");
    Out<Seed> out = n.out<Seed>("value").doc("The same seed.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, r[seed]); });
    return n;
}

}  // namespace noiseloom
