#include "core/run.h"
#include "diffusion/denoiser.h"
#include "diffusion/grids.h"

namespace noiseloom {
namespace {

std::vector<std::string> words() {
    std::vector<std::string> all;
    for (const std::string_view word : sigma_grid_words()) all.emplace_back(word);
    for (const char* word : {"trailing", "leading", "linspace", "lcm", "respaced"}) all.emplace_back(word);
    return all;
}

Grid make_grid(const std::string& word, const NoiseSchedule& schedule, int steps, double rho, bool skips_penultimate) {
    if (const auto kind = sigma_grid_named(word)) {
        const auto sigmas = make_sigmas(*kind, schedule, skips_penultimate ? steps + 1 : steps, rho > 0 ? std::optional(rho) : std::nullopt);
        return sigma_grid(schedule, skips_penultimate ? without_penultimate(sigmas) : sigmas);
    }
    const Spacing spacing = word == "trailing" ? Spacing::trailing : word == "leading" ? Spacing::leading : Spacing::linspace;
    constexpr int offset_of_stable_diffusion = 1;
    const auto timesteps = spaced_timesteps(spacing, SpacingRule::whole, schedule.train_steps(), steps, offset_of_stable_diffusion);
    return timestep_grid(schedule, timesteps);
}

// The levels that LCM, TCD and the like are distilled on; strength leaves out levels before the steps are spread over them.
Result<Grid> distilled_grid(const NoiseSchedule& schedule, int steps, double strength) {
    constexpr int original = 50;
    std::vector<double> times = distilled_timesteps(schedule.train_steps(), original, steps, strength);
    if (!times.empty() && static_cast<int>(times.size()) < steps)
        return Error{Code::bad_workflow, "the schedule 'lcm' has " + std::to_string(times.size()) + " levels for this strength", "Lower the steps.", "", "steps", ""};
    return timestep_grid(schedule, times);
}

Result<Grid> respaced_grid(const NoiseSchedule& schedule, const std::string& respacing) {
    auto times = respaced_timesteps(schedule.train_steps(), respacing);
    if (!times) {
        times.error().socket = "respacing";
        return times.error();
    }
    return timestep_grid(schedule, *times);
}

Grid last_part(Grid grid, double strength) {
    grid.erase(grid.begin(), grid.begin() + diffusers_first_step(static_cast<int>(grid.size()), strength));
    return grid;
}

}  // namespace

NodeDef sampling_schedule_node() {
    NodeDef n("sampling.schedule", 1);
    n.text("Schedule", "Sampling", "The noise levels that a sampler walks through, from noise to picture.");
    n.keywords("scheduler sigmas timesteps karras steps strength denoise");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model, for the levels it was trained on.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(20).range(1, 1000).doc("Number of steps. Not read by respaced.");
    In<Choice> kind = n.in<Choice>("kind").value(Choice{"karras"}).choices(words()).doc(
        "How the levels are spread: karras has more of them near the picture; trailing suits models without a clean start; lcm is for LCM, TCD and their LoRAs; "
        "respaced keeps training steps as guided-diffusion does.");
    In<double> strength = n.in<double>("strength").value(1).range(0, 1, 0.05).doc(
        "Below 1 only the last part of the steps is run, to change a given picture instead of making a new one.");
    In<double> rho = n.in<double>("rho").value(0).range(0, 20, 0.5).label("ρ").doc("Bend of karras (7) and polyexponential (1); 0 their usual value.");
    In<std::string> respacing = n.in<std::string>("respacing").value("250").doc(
        "Of respaced, in the words of guided-diffusion's timestep_respacing: \"250\" steps, evenly; \"10,15,20\": so many in each third of the training steps, from the picture up; "
        "\"ddim25\": every k-th step for the k that leaves 25, as the DDIM paper has it.");
    In<bool> skips_penultimate = n.in<bool>("skip_penultimate").value(false).label("Skip the last but one").doc(
        "Leaves out the lowest level above the picture and spreads the steps over the others: A1111 and ComfyUI do so for DPM2 and DPM2 a, ComfyUI for UniPC, A1111 for DPM++ 3M SDE. "
        "Of the kinds that choose noise levels, up to log_snr in the list.");
    Out<Grid> out = n.out<Grid>("schedule").doc("The levels.");
    n.run([=](Run& r) -> Result<void> {
        const NoiseSchedule& schedule = r[model].schedule();
        const std::string& word = r[kind].word;
        if (word == "lcm") {
            NL_TRY(Grid grid, distilled_grid(schedule, static_cast<int>(r[steps]), r[strength]));
            return r.set(out, std::move(grid));
        }
        if (word == "respaced") {
            NL_TRY(Grid grid, respaced_grid(schedule, r[respacing]));
            return r.set(out, last_part(std::move(grid), r[strength]));
        }
        return r.set(out, last_part(make_grid(word, schedule, static_cast<int>(r[steps]), r[rho], r[skips_penultimate]), r[strength]));
    });
    return n;
}

}  // namespace noiseloom
