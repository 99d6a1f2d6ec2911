#include "library/tensor_image.h"

#include <ATen/ATen.h>

#include "image/transform.h"

namespace noiseloom {

at::Tensor to_tensor(const Images& images) {
    std::vector<at::Tensor> all;
    for (const Image& image : images.items) {
        if (image.width != images.first().width || image.height != images.first().height)
            throw Failure({Code::bad_image, "the pictures of this batch have different sizes", "Resize them to one size first.", "", "", ""});
        const Image rgb = to_rgb(without_alpha(image));
        all.push_back(at::from_blob(const_cast<float*>(rgb.pixels.get()), {rgb.height, rgb.width, 3}, at::kFloat).permute({2, 0, 1}).mul(2).sub_(1));
    }
    return at::stack(all).contiguous();
}

Images to_images(const at::Tensor& tensor) {
    Images images;
    for (const at::Tensor& one : tensor.unbind(0)) {
        const at::Tensor pixels = one.to(at::kCPU, at::kFloat).add(1).mul_(0.5).clamp_(0, 1).permute({1, 2, 0}).contiguous();
        const float* data = pixels.const_data_ptr<float>();
        images.items.push_back(make_image(static_cast<int>(one.size(2)), static_cast<int>(one.size(1)), 3, std::vector<float>(data, data + pixels.numel())));
    }
    return images;
}

at::Tensor to_tensor(const Mask& mask) {
    const Image& image = mask.image;
    return at::from_blob(const_cast<float*>(image.pixels.get()), {1, 1, image.height, image.width}, at::kFloat).clone();
}

}  // namespace noiseloom
