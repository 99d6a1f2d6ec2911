// What the ancestral steppers of k-diffusion share: a step goes down further than asked for, without noise, and fresh noise
// raises it again to the level asked for.
#pragma once

namespace noiseloom {

struct Ancestral {
    double down;   // σ that the deterministic part goes to
    double up;     // deviation of the noise added: down² + up² = to²
};
// From σ to `to` <= σ; eta = 0: no noise, 1: as much as the forward process forgets on that stretch.
Ancestral ancestral(double sigma, double to, double eta);

}  // namespace noiseloom
