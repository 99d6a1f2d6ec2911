// An NCSN++'s configuration from its tensors: the file has its modules in one list, in the order they run, so the list is read as the
// network would run it.
#include "models/config_inference.h"

#include <algorithm>

namespace noiseloom {
namespace {

enum class Module { none, waves, linear, convolution, norm, block, attention, sampler, combination };

class List {
  public:
    explicit List(const ShapeTable& table) : table_(table) {}

    Module kind(std::size_t ahead = 0) const {
        const std::size_t number = next_ + ahead;
        if (has(number, "GroupNorm_0.weight")) return has(number, "NIN_3.W") ? Module::attention : Module::block;
        if (has(number, "Conv2d_0.weight")) return Module::sampler;   // filtered
        if (has(number, "Conv_0.weight")) return shape(number, "Conv_0.weight", 4)[3] == 1 ? Module::combination : Module::sampler;
        if (has(number, "W")) return Module::waves;
        if (!has(number, "weight")) return Module::none;
        const std::size_t dimensions = table_.find(name(number, "weight"))->second.size();
        return dimensions == 1 ? Module::norm : dimensions == 2 ? Module::linear : Module::convolution;
    }
    std::size_t take(Module wanted, const char* what) {
        if (kind() != wanted) throw Failure({Code::bad_model, name(next_, "") + " is no " + what, "Only the layouts that score_sde published are read.", "", "", ""});
        return next_++;
    }
    // A block without new channels has a convolution beside itself only where it halves or doubles.
    bool is_sampler() const {
        if (kind() != Module::block) return kind() == Module::sampler;
        const Shape made = shape(next_, "Conv_0.weight", 4);
        return made[0] == made[1] && has(next_, "Conv_2.weight");
    }
    bool has(std::size_t number, const char* part) const { return table_.contains(name(number, part)); }
    Shape shape(std::size_t number, const char* part, std::size_t dimensions) const {
        const auto found = table_.find(name(number, part));
        if (found != table_.end() && found->second.size() == dimensions) return found->second;
        throw Failure({Code::bad_model, "the tensor '" + name(number, part) + "' is missing or has another number of dimensions", "The file may be incomplete.", "", "", ""});
    }

  private:
    static std::string name(std::size_t number, const char* part) { return "all_modules." + std::to_string(number) + (*part ? "." : "") + part; }

    const ShapeTable& table_;
    std::size_t next_ = 0;
};

// One level of the way down: its channels over `width`, and what leads to the next.
struct LevelFound {
    std::int64_t multiple = 1;
    std::size_t blocks = 0;
    bool attends = false, leads_on = false;
    const char* input = "none";
};

LevelFound read_level(List& list, std::int64_t width, std::size_t most_blocks) {
    LevelFound level;
    while (level.blocks < most_blocks && list.kind() == Module::block && !list.is_sampler()) {
        const std::size_t block = list.take(Module::block, "residual block");
        level.multiple = list.shape(block, "Conv_0.weight", 4)[0] / width;
        ++level.blocks;
        if (list.kind() != Module::attention) continue;
        list.take(Module::attention, "attention");
        level.attends = true;
    }
    level.leads_on = list.is_sampler();
    if (!level.leads_on) return level;
    list.take(list.kind(), "halving");
    if (list.kind() == Module::combination) {
        list.take(Module::combination, "combination");
        level.input = "input_skip";
    } else if (list.kind() == Module::sampler) {
        list.take(Module::sampler, "halving");
        level.input = "residual";
    }
    return level;
}

Json read_list(const ShapeTable& table) {
    constexpr std::int64_t attended = 16;   // the resolution in every published model
    List list(table);
    const bool is_fourier = list.kind() == Module::waves;
    if (is_fourier) list.take(Module::waves, "Fourier features");
    for (int i = 0; i < 2; ++i) list.take(Module::linear, "map of the time embedding");
    const Shape first = list.shape(list.take(Module::convolution, "first convolution"), "weight", 4);
    const std::int64_t width = std::max<std::int64_t>(1, first[0]);
    const bool is_biggan = [&] {
        for (const auto& [name, shape] : table)
            if (name.ends_with(".Conv_2.weight")) return true;
        return false;
    }();
    Json multiples = Json::array();
    std::size_t blocks = 1000, attention_level = 0;
    bool attends = false;
    const char* input = "none";
    for (bool goes_on = true; goes_on;) {
        const LevelFound level = read_level(list, width, blocks);
        if (level.attends && !attends) attention_level = multiples.size();
        attends = attends || level.attends;
        multiples.push_back(level.multiple);
        blocks = level.blocks;
        goes_on = level.leads_on && blocks > 0 && multiples.size() < 12;
        if (goes_on) input = level.input;
    }
    list.take(Module::block, "block of the middle");
    list.take(Module::attention, "attention of the middle");
    list.take(Module::block, "block of the middle");
    for (std::size_t i = 0; i <= blocks; ++i) list.take(Module::block, "block of the way up");
    if (list.kind() == Module::attention) list.take(Module::attention, "attention");
    // Before more of the way up: the picture as it is made, level by level.
    const bool has_output_skip = list.kind() == Module::norm && list.kind(2) != Module::none;
    if (has_output_skip) {
        list.take(Module::norm, "norm");
        const std::size_t made = list.take(Module::convolution, "convolution");
        if (list.shape(made, "weight", 4)[0] != first[1]) throw Failure({Code::bad_model, "it makes its picture by 'progressive: residual'", "No published model does, and so it is not read.", "", "", ""});
    }
    const auto sigmas = table.find("sigmas");
    return {{"_class_name", "NCSNpp"},
            {"nf", width},
            {"num_channels", first[1]},
            {"ch_mult", multiples},
            {"num_res_blocks", blocks},
            {"image_size", attended << std::min<std::size_t>(attention_level, 12)},
            {"attn_resolutions", attends ? Json{attended} : Json::array()},
            {"embedding_type", is_fourier ? "fourier" : "positional"},
            {"resblock_type", is_biggan ? "biggan" : "ddpm"},
            {"progressive", has_output_skip ? "output_skip" : "none"},
            {"progressive_input", input},
            {"fir", is_fourier || std::string_view(input) != "none"},
            {"skip_rescale", is_biggan},
            {"scale_by_sigma", is_fourier},
            {"sde", is_fourier ? "vesde" : "vpsde"},
            {"continuous", true},
            {"num_scales", sigmas != table.end() && !sigmas->second.empty() ? sigmas->second[0] : 1000}};
}

}  // namespace

bool is_ncsnpp(const ShapeTable& table) {
    const std::string_view signs[] = {"all_modules.0.W", "all_modules.0.weight", "module.all_modules.0.W", "module.all_modules.0.weight"};
    return std::any_of(std::begin(signs), std::end(signs), [&](std::string_view sign) { return table.contains(sign); });
}

Result<Json> infer_ncsnpp_config(const ShapeTable& table) {
    try {
        const ShapeTable inner = below(table, "module.");
        return read_list(inner.empty() ? table : inner);
    } catch (const Failure& failure) {
        return failure.error();
    }
}

}  // namespace noiseloom
