#include "headless/bench/bench.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <iostream>

#include <sys/resource.h>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <CLI/CLI.hpp>
#include <c10/core/GradMode.h>

#include "diffusion/grids.h"
#include "diffusion/guiders.h"
#include "diffusion/no_model.h"
#include "diffusion/sampler.h"
#include "diffusion/steppers.h"
#include "diffusion/stopwatch.h"
#include "engine/file_roots.h"
#include "headless/bench/train_step.h"
#include "headless/commands.h"
#include "headless/memory.h"
#include "models/device.h"
#include "models/load.h"
#include "session/session.h"

namespace noiseloom {
namespace {

double seconds_of(at::Device device, const std::function<void()>& work) {
    const Stopwatch watch(device);
    work();
    return watch.seconds();
}

struct Figure {
    std::string part;
    double low = 0, median = 0, high = 0;   // seconds
};

// One uncounted run (allocation, page faults, kernel choice), then the counted ones.
Figure measure(std::string part, at::Device device, int repeats, const std::function<void()>& work) {
    work();
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) times.push_back(seconds_of(device, work));
    std::sort(times.begin(), times.end());
    return {std::move(part), times.front(), times[times.size() / 2], times.back()};
}

Figure measure_step(int repeats) {
    constexpr int steps = 100;
    const auto model = std::make_shared<const NoModel>();
    Conditioning positive, negative;
    positive.text = "positive";
    positive.context = at::zeros({1, 1, 1});
    negative.context = at::ones({1, 1, 1});
    positive.identify();
    negative.identify();
    Sampling sampling;
    sampling.guider = make_cfg(model, std::make_shared<const Conditioning>(positive), std::make_shared<const Conditioning>(negative), Curve(7.5));
    sampling.stepper = make_dpmpp();
    sampling.grid = sigma_grid(model->schedule(), make_sigmas(SigmaGrid::karras, model->schedule(), steps));
    sampling.noise = make_noise(NoiseKind::philox, 1);
    sampling.x = sampling.noise->draw({1, 4, 8, 8}, {}) * sampling.grid.front().from.norm();
    Figure figure = measure("step", at::kCPU, repeats, [&] { sample(sampling, {}, Cancel()); });
    for (double* time : {&figure.low, &figure.median, &figure.high}) *time /= steps;
    return figure;
}

class Bench {
  public:
    Bench(const BenchArguments& arguments, Compute compute) : arguments_(arguments), compute_(std::move(compute)), device_(compute_.device) {}

    Result<std::vector<Figure>> run() {
        FileRoots roots;
        roots.models = default_model_folders(resources_folder());
        roots.grant(arguments_.model);
        NL_TRY(const auto path, roots.resolve({arguments_.model, ""}, FileKind::model, "model"));
        double load_seconds = 0;
        std::optional<Result<LoadedModel>> loaded;
        load_seconds = seconds_of(device_, [&] { loaded = load_model(path, compute_); });
        NL_TRY(const LoadedModel model, std::move(*loaded));
        std::vector<Figure> figures;
        for (const std::string& part : arguments_.parts) {
            if (part == "load") figures.push_back({"load", load_seconds, load_seconds, load_seconds});
            if (part == "text" && !model.towers.empty()) figures.push_back(measure_text(model));
            if (part == "unet" && model.denoiser) figures.push_back(measure_unet(model));
            if (part == "decode" && model.autoencoder) figures.push_back(measure_decode(model));
            if (part == "train") figures.push_back(measure_train(path / "unet"));
            if (part == "step") figures.push_back(measure_step(arguments_.repeats));
        }
        return figures;
    }

  private:
    std::vector<std::int64_t> latent_shape(const LatentFormat& format) const {
        return {1, format.channels, std::max(1, arguments_.height / format.factor), std::max(1, arguments_.width / format.factor)};
    }

    Figure measure_text(const LoadedModel& model) const {
        const ClipText& clip = *model.towers.front().clip;
        const at::Tensor ids = at::zeros({1, clip.config().positions}, at::kLong).to(at::Device(clip.device()));
        return measure("text", device_, arguments_.repeats, [&] { clip.encode(ids); });
    }

    // Two conditionings in one batch, as classifier-free guidance asks for.
    Figure measure_unet(const LoadedModel& model) const {
        const at::Tensor x = at::ones(latent_shape(model.denoiser->format())).to(at::Device(model.denoiser->device()));
        std::int64_t width = 0;
        for (const TextTowerParts& tower : model.towers) width += tower.clip->config().width;
        const std::int64_t tokens = model.towers.empty() ? 77 : model.towers.front().clip->config().positions;
        Conditioning conditioning;
        conditioning.context = at::zeros({1, tokens, width}).to(x.device());
        if (model.family == Family::sdxl || model.family == Family::sdxl_refiner) {
            conditioning.pooled = at::zeros({1, model.towers.back().clip->config().projection}).to(x.device());
            conditioning.time_ids = at::zeros({1, model.family == Family::sdxl ? 6 : 5}).to(x.device());
        }
        const Conditioning* both[] = {&conditioning, &conditioning};
        const Level level = model.denoiser->schedule().level(500);
        return measure("unet", device_, arguments_.repeats, [&] { model.denoiser->denoise(x, level, both, Cancel()); });
    }

    // As `noiseloom train` does it. Weights stay float32; a lower dtype is that of the autocast.
    Figure measure_train(const std::filesystem::path& unet) const {
        keep_freed_memory();
        const Placement placement = place(compute_).or_throw();
        TrainStep step(unet, placement, placement.dtype, arguments_.batch);
        return measure("train", device_, arguments_.repeats, [&] { step(); });
    }

    Figure measure_decode(const LoadedModel& model) const {
        const at::Tensor latent = at::zeros(latent_shape(model.autoencoder->format())).to(at::Device(model.autoencoder->device()));
        return measure("decode", device_, arguments_.repeats, [&] { model.autoencoder->decode(latent, Cancel()); });
    }

    const BenchArguments& arguments_;
    Compute compute_;
    at::Device device_;
};

}  // namespace

void add_bench_options(CLI::App& command, BenchArguments& to) {
    command.add_option("--model", to.model, "A model file or folder")->capture_default_str();
    command.add_option("--parts", to.parts, "Of: load, text, unet, decode, step, train")->delimiter(',')->check(CLI::IsMember({"load", "text", "unet", "decode", "step", "train"}));
    command.add_option("--batch", to.batch, "Pictures of a training step")->check(CLI::Range(1, 65536))->capture_default_str();
    command.add_option("--width", to.width, "Pixels; 0: 256, or 128 for the embedded pack")->check(CLI::Range(0, 16384));
    command.add_option("--height", to.height, "Pixels")->check(CLI::Range(0, 16384));
    command.add_option("--repeats", to.repeats, "Counted runs of each part")->check(CLI::Range(1, 1000))->capture_default_str();
    command.add_option("--device", to.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    command.add_option("--dtype", to.dtype, "auto, fp32, bf16 or fp16")->capture_default_str();
    command.add_option("--threads", to.threads, "Processor threads; 0: all cores")->check(CLI::Range(0, 1024));
    command.add_flag("--json", to.json, "As JSON");
}

int bench_command(const Registry&, const BenchArguments& given) {
    BenchArguments arguments = given;
    const int side = arguments.model == "noiseloom-pack" ? 128 : 256;
    if (arguments.width == 0) arguments.width = side;
    if (arguments.height == 0) arguments.height = side;
    set_threads(arguments.threads);
    auto compute = choose_compute(arguments.device, arguments.dtype);
    if (!compute) return fail(compute.error(), arguments.json);
    const c10::NoGradGuard no_gradients;
    const auto figures = Bench(arguments, *compute).run();
    if (!figures) return fail(figures.error(), arguments.json);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    if (arguments.json) {
        Json report{{"model", arguments.model}, {"device", compute->device}, {"dtype", compute->dtype}, {"width", arguments.width},
                    {"height", arguments.height}, {"threads", at::get_num_threads()}, {"peak_kib", usage.ru_maxrss}};
        for (const Figure& figure : *figures) report["seconds"][figure.part] = {{"min", figure.low}, {"median", figure.median}, {"max", figure.high}};
        std::cout << report.dump(2) << "\n";
        return 0;
    }
    std::printf("%s, %dx%d, %s in %s, %d threads\n", arguments.model.c_str(), arguments.width, arguments.height, compute->device.c_str(), compute->dtype.c_str(),
                at::get_num_threads());
    std::printf("%-8s %12s %12s %12s\n", "", "min", "median", "max");
    for (const Figure& figure : *figures)
        std::printf("%-8s %10.3f ms %9.3f ms %9.3f ms\n", figure.part.c_str(), figure.low * 1e3, figure.median * 1e3, figure.high * 1e3);
    std::printf("peak memory %ld MiB\n", usage.ru_maxrss / 1024);
    return 0;
}

}  // namespace noiseloom
