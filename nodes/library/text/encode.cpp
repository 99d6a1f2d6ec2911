#include "core/run.h"
#include "diffusion/scheduled_conditioning.h"
#include "library/text/prompt_inputs.h"
#include "models/model_file.h"

namespace noiseloom {

NodeDef text_encode_node() {
    NodeDef n("text.encode", 2);
    n.text("Prompt", "Text", "Turns a text into what a model is asked to draw.");
    n.keywords("clip encode conditioning negative");
    In<TextEncoder> encoder = n.in<TextEncoder>("encoder").doc("The text encoder of the model.");
    In<std::string> text = n.in<std::string>("text").value("").multiline().doc("The prompt. Empty: what the model draws when nothing is asked.");
    const PromptInputs options(n);
    Out<ScheduledConditioning> out = n.out<ScheduledConditioning>("conditioning").doc("The encoded prompt.");
    n.run([=](Run& r) -> Result<void> {
        PromptRequest request = options.request(r);
        request.prompt = r[text];
        ScheduledConditioning encoded = r[encoder].encode_schedule(request);
        NL_CHECK(check_mapped_files());
        return r.set(out, std::move(encoded));
    });
    return n;
}

}  // namespace noiseloom
