// Pixels between the image and shared memory, a stripe at a time: a bridge needs a few MB beside the segment, however large the layer.
#pragma once

#include "gimp/document.h"

namespace noiseloom {

// GEGL keeps what it has read of an image in memory of its own; this makes that little. Once, before the first pixel.
void limit_gegl_memory();

// Fills `memory` (get.rect in `format`) with a layer or with what is visible. What lies outside is zero.
std::optional<Refusal> read_picture(int image, const Get& get, const PictureFormat& format, char* memory);

// Fills `memory` with how much of each pixel is selected; everything is where nothing is selected. `sample`: u8 or f32.
std::optional<Refusal> read_selection(int image, const HostRect& rect, PixelSample sample, char* memory);

// Writes the rows of a whole rectangle of `buffer` (in its own coordinates).
void write_rows(GeglBuffer* buffer, const HostRect& rect, const PictureFormat& format, const char* memory);

// Fills the buffer of a channel, as large as the image, with a mask of a byte a pixel, and with 0 outside of `rect`.
void write_mask(GeglBuffer* buffer, const HostRect& rect, const char* mask);

}  // namespace noiseloom
