#include <ATen/ATen.h>

#include "core/ids.h"
#include "core/run.h"
#include "diffusion/denoiser.h"
#include "diffusion/scheduled_conditioning.h"

namespace noiseloom {
NodeDef model_class_node() {
    NodeDef n("model.class", 1);
    n.text("Class", "Model", "Asks a class-conditional model for one of the things that it was trained to draw.");
    n.keywords("label category imagenet adm conditioning");
    In<Denoiser> model = n.in<Denoiser>("model").doc("The model, for the names of its classes.");
    In<std::string> name = n.in<std::string>("class").value("").doc(
        "Name of the class, or its number where the model names none. Empty: no class, which a model has to be trained for; also for models without classes.");
    Out<ScheduledConditioning> out = n.out<ScheduledConditioning>("conditioning").doc("What to draw.");
    n.run([=](Run& r) -> Result<void> {
        Conditioning asked;
        if (!r[name].empty()) {
            const auto names = r[model].class_names();
            const auto found = std::find(names.begin(), names.end(), r[name]);
            if (names.empty())
                return Error{Code::bad_workflow, "this model has no classes to choose from", "Leave the class empty, or load a class-conditional model.", "", "class", ""};
            if (found == names.end())
                return Error{Code::bad_workflow, "this model has no class '" + r[name].substr(0, 60) + "'", did_you_mean(r[name], names), "", "class", ""};
            asked.label = at::tensor({static_cast<std::int64_t>(found - names.begin())}, at::kLong);
            asked.text = r[name];
        }
        asked.identify();
        return r.set(out, ScheduledConditioning::constant(std::move(asked)));
    });
    return n;
}

}  // namespace noiseloom
