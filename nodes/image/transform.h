// Geometry and alpha of pictures. Resizing is separable, antialiased, done in the picture's own
// encoding (as the tools of the field do), and weighs colours by alpha so that hidden colours do not
// bleed. Masks are pictures of one channel: 1 means "repaint here".
#pragma once

#include <array>

#include "image/image.h"

namespace noiseloom {

// The picture laid on a plain background (values in the picture's encoding); itself if it has no alpha.
Image without_alpha(const Image& image, const std::array<float, 3>& background = {1, 1, 1});
Image with_channels(const Image& image, int channels);   // 1, 3 or 4: grey is copied, new alpha is 1; to 1 takes the first
Image to_rgb(const Image& image);          // 3 channels: grey is copied, alpha is dropped
Image with_alpha(const Image& image, const Mask& alpha);   // 4 channels; sizes must be equal
Image premultiplied(const Image& image);   // colours times alpha

enum class Filter { nearest, area, bilinear, bicubic, lanczos };   // bicubic: Catmull-Rom, a = -0.5; lanczos: 3 lobes

// To width x height, each 1 to Image::max_side. When shrinking, the filter widens with the scale.
Image resize(const Image& image, int width, int height, Filter filter = Filter::bicubic);

// The part at (x, y), which is its origin in the picture's frame; what lies outside the picture repeats its edge.
Image crop(const Image& image, int x, int y, int width, int height);
// Adds borders (in pixels, not negative) of one value per channel of the picture; its origin moves left and up by them.
Image pad(const Image& image, int left, int top, int right, int bottom, const std::array<float, 4>& value = {0, 0, 0, 1});

// Luminance (Rec. 709 weights on the encoded values) of a picture, or its alpha, as a mask.
enum class MaskFrom { luminance, alpha };
Mask to_mask(const Image& image, MaskFrom from = MaskFrom::luminance);
Mask clear_mask(int width, int height);   // 0 everywhere; takes no memory until it is read
Mask inverted(const Mask& mask);
// Softens the edge: a Gaussian of sigma = radius / 2, in pixels.
Mask feathered(const Mask& mask, double radius);

// The mask for a picture of this size: itself, or scaled where it has the picture's shape (sides in the same
// ratio, to a pixel). Any other is the mask of another picture: an error that names both sizes.
Result<Mask> fitted(const Mask& mask, int width, int height);

// `over` where the mask is 1, `base` where it is 0. Their sizes must be equal, the mask is fitted(); grey and
// alpha are widened to the larger number of channels. `feather` in pixels.
Result<Image> composite(const Image& base, const Image& over, const Mask& mask, double feather = 0);

}  // namespace noiseloom
