// Values that are known at some places of a grid, continued over the others as a membrane that is stretched over the known ones: a solution of
// Laplace's equation whose boundary is what is known; the grid's own border is free. It has no bumps and no edges of its own, which makes it what
// colours are continued with into a hole, and with the difference of two pictures along a seam what hides the seam (P. Pérez, M. Gangnet,
// A. Blake: Poisson Image Editing, SIGGRAPH 2003; solved for the correction instead of the picture).
//
// Cost O(n): a pyramid of halved grids is solved from the coarsest to the finest. A membrane is the smoother the farther the known values are, so
// a finer grid relaxes only a band beside them and takes the rest from the coarser one, as quadtrees do (A. Agarwala, SIGGRAPH 2007).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/cancel.h"

namespace noiseloom {

class Membrane {
  public:
    // `known`: row-major, 1 where values are given. One membrane serves any number of planes of values.
    Membrane(int width, int height, std::vector<std::uint8_t> known);

    // Overwrites the values that are not known; leaves all as they are where none is known. Throws Cancelled.
    void stretch(std::span<float> values, const Cancel& cancel) const;

  private:
    struct Grid {
        int width = 0, height = 0;
        std::vector<std::uint8_t> known;      // of a coarse cell: any of the four that it stands for is
        std::vector<std::uint32_t> relaxed;   // the cells that are solved for at this resolution
    };
    std::vector<Grid> grids_;   // the finest first
};

}  // namespace noiseloom
