// noiseloom-parity: runs recorded reference cases through the project's public code.
//
// A folder of cases has a manifest.json whose `cases` name tensors in safetensors files, parameters and
// tolerances (tests/data/parity/README.md describes the format). A kind is an id prefix with a function
// that computes what the reference computed, taking every number, shape and string from the case:
//
//     void check_vae(Case& c) {
//         const auto vae = load_autoencoder(c.path("vae"), ...).or_throw();
//         c.compare("image", vae->decode(c.tensor("latent"), {}));
//     }
//     std::span<const Kind> sd_kinds() { static constexpr Kind kinds[] = {{"sd.vae", check_vae}}; return kinds; }
//
// To add a section: write <section>.cpp with such a table, declare its function at the end of this
// file, add it to `sections` in main.cpp and the file to CMakeLists.txt. Of several prefixes the longest
// counts. What a kind cannot do yet it says by throwing NotYet.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/json.h"
#include "models/safetensors.h"

namespace noiseloom::parity {

struct NotYet {
    std::string reason;
};

struct Settings {
    std::filesystem::path folder;
    std::string filter;             // id prefix
    std::string device = "cpu";
    std::string dtype = "fp32";
    std::filesystem::path vocabulary;   // CLIP's full vocabulary, for text.tokenize_full_vocab; first the one in resources/
    bool exact() const { return device == "cpu" && dtype == "fp32"; }   // else: cosine and deviation only
};

// A manifest: its cases and where they lie.
struct Manifest {
    Settings settings;
    Json cases;
    const Json& entry(std::string_view id) const;   // throws Failure
};

class Case {
  public:
    Case(const Manifest& manifest, const Json& entry);

    const std::string& id() const { return id_; }
    const Json& params() const { return entry_.at("params"); }
    const Json& entry() const { return entry_; }
    const Settings& settings() const { return manifest_.settings; }

    bool has(std::string_view name) const;
    at::Tensor tensor(std::string_view name) const;          // from the case's file, on the CPU
    at::Tensor placed(std::string_view name) const;          // the same, where the networks compute
    std::vector<std::string> names(std::string_view list) const;   // "inputs" or "outputs"
    Case sibling(std::string_view id) const;                 // another case of the manifest
    std::filesystem::path path(std::string_view relative) const { return settings().folder / relative; }

    // Largest differences so far; `name` is the tensor of the case that `got` must equal.
    void compare(std::string_view name, const at::Tensor& got);
    // `slack` is added to atol where the reference itself is known to be less exact than its tolerance.
    void compare(std::string_view what, const at::Tensor& got, const at::Tensor& want, double slack = 0);
    void require(bool is_so, std::string_view what);         // for strings and other exact things

    double worst_absolute() const { return absolute_; }
    double worst_relative() const { return relative_; }      // |Δ|/|want| where |want| > atol
    double rtol() const { return rtol_; }
    double atol() const { return atol_; }
    const std::vector<std::string>& complaints() const { return complaints_; }   // empty: all equal so far

  private:
    const Manifest& manifest_;
    const Json& entry_;
    std::string id_;
    double rtol_ = 0, atol_ = 0;
    std::optional<SafetensorsFile> file_;
    double absolute_ = 0, relative_ = 0;
    std::vector<std::string> complaints_;
};

struct Kind {
    std::string_view prefix;   // of ids: "samplers.ddim"
    void (*check)(Case&);
};

std::span<const Kind> adm_kinds();
std::span<const Kind> sampler_kinds();
std::span<const Kind> guidance_kinds();
std::span<const Kind> sd_kinds();
std::span<const Kind> score_sde_kinds();
std::span<const Kind> clip_kinds();
std::span<const Kind> text_kinds();
std::span<const Kind> vqgan_kinds();
std::span<const Kind> combined_kinds();
std::span<const Kind> diffusionclip_kinds();

}  // namespace noiseloom::parity
