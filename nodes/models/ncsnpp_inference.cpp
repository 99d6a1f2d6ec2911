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

    Module kind() const {
        if (has(next_, "GroupNorm_0.weight")) return has(next_, "NIN_3.W") ? Module::attention : Module::block;
        if (has(next_, "Conv2d_0.weight")) return Module::sampler;   // filtered
        if (has(next_, "Conv_0.weight")) return shape(next_, "Conv_0.weight", 4)[3] == 1 ? Module::combination : Module::sampler;
        if (has(next_, "W")) return Module::waves;
        if (!has(next_, "weight")) return Module::none;
        const std::size_t dimensions = table_.find(name(next_, "weight"))->second.size();
        return dimensions == 1 ? Module::norm : dimensions == 2 ? Module::linear : Module::convolution;
    }
    std::size_t take(Module wanted, const char* what) {
        if (kind() == Module::none) throw Failure({Code::bad_model, "the file is incomplete: there is no " + name(next_, "") + " (" + what + ")", "Download the file again.", "", "", ""});
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

// From the full resolution to the smallest.
std::vector<LevelFound> read_way_down(List& list, std::int64_t width) {
    constexpr std::size_t most_levels = 12;
    std::vector<LevelFound> levels;
    std::size_t blocks = 1000;
    do {
        levels.push_back(read_level(list, width, blocks));
        blocks = levels.back().blocks;
    } while (levels.back().leads_on && blocks > 0 && levels.size() < most_levels);
    return levels;
}

void take_picture(List& list, std::int64_t channels) {
    list.take(Module::norm, "norm before a picture");
    const std::size_t made = list.take(Module::convolution, "convolution to a picture");
    if (list.shape(made, "weight", 4)[0] != channels) throw Failure({Code::bad_model, "it makes its picture by 'progressive: residual'", "No published model does, and so it is not read.", "", "", ""});
}

// From the smallest resolution to the last module. Whether every level makes a picture.
bool read_way_up(List& list, const std::vector<LevelFound>& levels, std::int64_t channels, bool is_biggan) {
    bool has_output_skip = false;
    for (std::size_t i = levels.size(); i-- > 0;) {
        for (std::size_t block = 0; block <= levels.back().blocks; ++block) list.take(Module::block, "block of the way up");
        if (levels[i].attends) list.take(Module::attention, "attention of the way up");
        if (i + 1 == levels.size()) has_output_skip = list.kind() == Module::norm && i > 0;   // before more of the way up
        if (has_output_skip || i == 0) take_picture(list, channels);
        if (i > 0) list.take(is_biggan ? Module::block : Module::sampler, "doubling");
    }
    return has_output_skip;
}

bool has_biggan_blocks(const ShapeTable& table) {
    return std::any_of(table.begin(), table.end(), [](const auto& tensor) { return tensor.first.ends_with(".Conv_2.weight"); });
}

Json read_list(const ShapeTable& table) {
    constexpr std::int64_t attended = 16;   // the resolution in every published model
    List list(table);
    const bool is_fourier = list.kind() == Module::waves, is_biggan = has_biggan_blocks(table);
    if (is_fourier) list.take(Module::waves, "Fourier features");
    for (int i = 0; i < 2; ++i) list.take(Module::linear, "map of the time embedding");
    const Shape first = list.shape(list.take(Module::convolution, "first convolution"), "weight", 4);
    const std::int64_t width = std::max<std::int64_t>(1, first[0]);
    const std::vector<LevelFound> levels = read_way_down(list, width);
    list.take(Module::block, "block of the middle");
    list.take(Module::attention, "attention of the middle");
    list.take(Module::block, "block of the middle");
    const bool has_output_skip = read_way_up(list, levels, first[1], is_biggan);

    Json multiples = Json::array();
    for (const LevelFound& level : levels) multiples.push_back(level.multiple);
    const auto attends = std::find_if(levels.begin(), levels.end(), [](const LevelFound& level) { return level.attends; });
    const std::string_view input = levels.front().input;
    const auto sigmas = table.find("sigmas");
    return {{"_class_name", "NCSNpp"},
            {"nf", width},
            {"num_channels", first[1]},
            {"ch_mult", multiples},
            {"num_res_blocks", levels.back().blocks},
            {"image_size", attends == levels.end() ? attended : attended << (attends - levels.begin())},
            {"attn_resolutions", attends == levels.end() ? Json::array() : Json{attended}},
            {"embedding_type", is_fourier ? "fourier" : "positional"},
            {"resblock_type", is_biggan ? "biggan" : "ddpm"},
            {"progressive", has_output_skip ? "output_skip" : "none"},
            {"progressive_input", input},
            {"fir", is_fourier || input != "none"},
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
