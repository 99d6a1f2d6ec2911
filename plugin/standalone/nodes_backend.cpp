#include "standalone/nodes_backend.h"

#include <algorithm>

#include "diffusion/trace.h"
#include "image/images.h"
#include "image/metadata.h"
#include "image/read.h"
#include "image/write.h"
#include "library/describe.h"
#include "library/nodes.h"
#include "models/device.h"
#include "session/recording.h"
#include "session/session.h"
#include "standalone/prompt_reading.h"
#include "standalone/value_pictures.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

CacheSettings settings_for(const fs::path& cache) {
    CacheSettings settings;
    settings.folder = cache;
    return settings;
}

// The picture `index` of a value that holds some.
Result<Image> image_of(const Value& value, std::size_t index) {
    if (value && value.is<Images>() && index < value.as<Images>().size()) return value.as<Images>().items[index];
    if (value && value.is<Image>() && index == 0) return value.as<Image>();
    if (value && value.is<Mask>() && index == 0) return value.as<Mask>().image;
    return Error{Code::usage, "there is no picture " + std::to_string(index + 1) + " to save", "Latents are decoded first: save what 'Decode Latent' gives.", "", "", ""};
}

}  // namespace

NodesBackend::NodesBackend(const CacheSettings& cache) : caches_(cache) { register_nodes(registry_); }
NodesBackend::NodesBackend(const fs::path& cache) : NodesBackend(settings_for(cache)) {}

fs::path NodesBackend::resources() const { return resources_folder(); }

std::vector<ComputeDevice> NodesBackend::devices() const {
    std::vector<ComputeDevice> found;
    for (const DeviceInfo& info : find_devices()) found.push_back({{info.name, info.capability >= 70 ? "fp16" : "fp32"}, info.title, info.memory});
    std::rotate(found.begin(), found.begin() + 1, found.end());   // the CPU comes first there
    return found;
}

bool NodesBackend::has_pictures(const TypeInfo& type) const { return noiseloom::has_pictures(type); }
std::vector<QImage> NodesBackend::pictures(const Value& value, int longest, int most) const { return value_pictures(value, longest, most); }

Json NodesBackend::figures(const Value& value) const {
    if (value && value.is<Trace>()) return to_json(value.as<Trace>());
    return value && value.type().to_json ? value.type().to_json(value.object()) : Json();
}

std::vector<std::pair<std::string, double>> NodesBackend::summary(const Value& value) const {
    if (value && value.is<Trace>()) return noiseloom::summary(value.as<Trace>());
    if (value && value.is<double>()) return {{"", value.as<double>()}};
    return {};
}

Result<PromptReading> NodesBackend::read_prompt(const Value& encoder, const std::string& text, const std::string& syntax) const {
    if (!encoder || !encoder.is<TextEncoder>()) return Error{Code::bad_model, "this is no text encoder", "Wire the encoder of a model that reads texts.", "", "", ""};
    NL_TRY(const Syntax chosen, syntax_of(syntax));
    return read_prompt_with(encoder.as<TextEncoder>(), text, chosen);
}

Result<std::string> NodesBackend::embedded_workflow(const fs::path& picture) const { return noiseloom::embedded_workflow(picture); }

Result<QImage> NodesBackend::thumbnail(const fs::path& picture, int longest) const {
    ReadOptions options;
    options.with_metadata = false;
    NL_TRY(const Image image, read_image(picture, options));
    return to_qimage(image, longest);
}

Result<void> NodesBackend::save_picture(const fs::path& file, const Value& value, std::size_t index, const std::string& workflow) const {
    NL_TRY(const Image image, image_of(value, index));
    WriteOptions options;
    options.existing = Existing::replace;   // the file dialog has asked
    options.embed = !workflow.empty();
    if (options.embed) {
        NL_TRY(const Workflow made_by, read_workflow(workflow));
        options.texts[workflow_key] = workflow;
        if (std::string parameters = a1111_parameters(made_by.graph, registry_); !parameters.empty()) options.texts[parameters_key] = std::move(parameters);
    }
    NL_TRY([[maybe_unused]] const fs::path written, write_image(file, image, options));
    return {};
}

std::map<std::string, std::function<std::string(const Cancel&)>> NodesBackend::facts(const Workflow& workflow, const std::vector<std::string>& targets, std::shared_ptr<FileRoots> files) {
    const auto recording = std::make_shared<const Recording>(workflow, registry_, targets, *files, caches_);
    std::map<std::string, std::function<std::string(const Cancel&)>> told;
    told["workflow"] = [files, recording](const Cancel& cancel) { return recording->text(cancel); };
    told["parameters"] = [text = a1111_parameters(workflow.graph, registry_)](const Cancel&) { return text; };
    return told;
}

}  // namespace noiseloom
