#include "core/run.h"
#include "diffusion/steppers.h"

namespace noiseloom {

NodeDef sampling_recurrence_node() {
    NodeDef n("sampling.recurrence", 1);
    n.text("Recurrence", "Sampling",
           "Takes each step several times: after it the noise it took away is put back anew, and the step is made again from there (universal guidance, arXiv 2302.07121; "
           "FreeDoM's time travel, arXiv 2303.09833). Gives strong guidance the time to make one picture of what it asks for and what the model knows.");
    n.keywords("sampler time travel universal guidance freedom self-recurrence repaint");
    In<Stepper> inner = n.in<Stepper>("sampler").doc("How to step.");
    In<std::int64_t> times = n.in<std::int64_t>("times").value(4).range(1, 100).doc("How often each step is made; 1: once, as without this. The work grows by as much.");
    In<double> low = n.in<double>("sigma_low").value(0).range(0, 10000).doc("Repeats only steps from noise levels above this. What is left below is detail, which needs no second try.");
    In<double> high = n.in<double>("sigma_high").value(10000).range(0, 10000).doc("Repeats only steps from noise levels up to this. Above nothing is decided yet.");
    Out<Stepper> out = n.out<Stepper>("sampler").doc("The sampler that repeats its steps.");
    n.run([=](Run& r) { return r.set(out, make_recurrence(r.share(inner), {static_cast<int>(r[times]), r[low], r[high]})); });
    return n;
}

}  // namespace noiseloom
