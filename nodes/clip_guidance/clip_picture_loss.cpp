#include "clip_guidance/clip_picture_loss.h"

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "diffusion/tensor_key.h"

namespace noiseloom {
namespace {

at::Tensor roughness(const at::Tensor& image) {
    const auto differences = [&](std::int64_t dim) { return (image.narrow(dim, 1, image.size(dim) - 1) - image.narrow(dim, 0, image.size(dim) - 1)).square().mean(); };
    return differences(2) + differences(3);
}

class ClipPictureLoss final : public PictureLoss {
  public:
    ClipPictureLoss(ClipModel clip, std::shared_ptr<const Autoencoder> autoencoder, ClipPictureLossSettings settings)
        : clip_(std::move(clip)), autoencoder_(std::move(autoencoder)), settings_(std::move(settings)) {
        KeyBuilder key("clip picture loss");
        key.add(clip_.identity).add(autoencoder_ ? autoencoder_->identity() : Key{});
        for (const ClipTarget& target : settings_.targets) {
            add_tensor(key, target.embedding);
            key.add(target.weight).add(target.stop);
        }
        settings_.cutouts.digest(key);
        key.add(static_cast<int>(settings_.distance)).add(settings_.roughness).add(settings_.excess).add(static_cast<std::int64_t>(settings_.seed));
        identity_ = key.key();
    }

    at::Tensor loss(const at::Tensor& x0, std::uint64_t draw, const Cancel& cancel) const override {
        const at::Tensor pictures = autoencoder_ ? autoencoder_->decode(x0, cancel) : x0;
        std::vector<at::Tensor> losses;
        for (std::int64_t i = 0; i < pictures.size(0); ++i) {
            Draws draws(mixed({settings_.seed, draw, static_cast<std::uint64_t>(i)}));
            losses.push_back(loss_of_one(pictures.narrow(0, i, 1), draws));
        }
        return at::stack(losses);
    }

    Key identity() const override { return identity_; }
    const char* name() const override { return "CLIP"; }

  private:
    at::Tensor loss_of_one(const at::Tensor& picture, Draws& draws) const {
        const at::Tensor there = picture.to(at::Device(clip_.device()));
        const at::Tensor embeds = clip_.clip->image_embeds(settings_.cutouts((there + 1) / 2, clip_.clip->vision().config().image_size, draws));
        at::Tensor sum = at::zeros({}, embeds.options());
        for (const ClipTarget& target : settings_.targets) sum = sum + target_loss(embeds, target, settings_.distance);
        if (settings_.roughness > 0) sum = sum + settings_.roughness * roughness(there);
        if (settings_.excess > 0) sum = sum + settings_.excess * (there - there.clamp(-1, 1)).square().mean();
        return sum;
    }

    ClipModel clip_;
    std::shared_ptr<const Autoencoder> autoencoder_;
    ClipPictureLossSettings settings_;
    Key identity_;
};

}  // namespace

std::shared_ptr<const PictureLoss> make_clip_picture_loss(ClipModel clip, std::shared_ptr<const Autoencoder> autoencoder, ClipPictureLossSettings settings) {
    return std::make_shared<ClipPictureLoss>(std::move(clip), std::move(autoencoder), std::move(settings));
}

}  // namespace noiseloom
