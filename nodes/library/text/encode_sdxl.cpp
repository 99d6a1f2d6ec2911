#include "core/run.h"
#include "library/text/prompt_inputs.h"
#include "models/model_file.h"

namespace noiseloom {

NodeDef text_encode_sdxl_node() {
    NodeDef n("text.encode_sdxl", 2);
    n.text("Prompt (SDXL)", "Text", "A prompt with what SDXL also reads: a second text, picture size and crop, and how an empty negative prompt counts.");
    n.keywords("clip encode conditioning negative refiner aesthetic");
    In<TextEncoder> encoder = n.in<TextEncoder>("encoder").doc("The text encoder of an SDXL model or refiner.");
    In<std::string> text = n.in<std::string>("text").value("").multiline().doc("The prompt.");
    In<std::string> text_2 = n.in<std::string>("text_2").value("").multiline().doc("For the second encoder (OpenCLIP bigG); the prompt itself if empty.");
    In<bool> negative = n.in<bool>("negative").value(false).doc("This is a negative prompt: the zeroing rule and the refiner's lower score apply.");
    In<Choice> zero = n.in<Choice>("zero").choices({"automatic", "never", "empty"}).doc(
        "When a negative prompt is all zeros instead of an encoding: as the syntax's program does, never, or when its text is empty.");
    struct Size {
        In<std::int64_t> value;
        int SizeIds::*to;
    };
    std::vector<Size> sizes;
    const auto size = [&](const std::string& name, int SizeIds::*to, std::int64_t value, const std::string& doc) {
        sizes.push_back({n.in<std::int64_t>(name).value(value).range(0, 16384).unit("px").doc(doc), to});
    };
    size("width", &SizeIds::target_width, 1024, "Width of the picture.");
    size("height", &SizeIds::target_height, 1024, "Height of the picture.");
    size("original_width", &SizeIds::original_width, 0, "Width the model is told the original had; 0 as the picture.");
    size("original_height", &SizeIds::original_height, 0, "Height the model is told the original had; 0 as the picture.");
    size("crop_left", &SizeIds::crop_left, 0, "Pixels the model is told were cut off at the left.");
    size("crop_top", &SizeIds::crop_top, 0, "Pixels the model is told were cut off at the top.");
    const PromptInputs options(n);
    Out<ScheduledConditioning> out = n.out<ScheduledConditioning>("conditioning").doc("The encoded prompt.");
    n.run([=](Run& r) -> Result<void> {
        PromptRequest request = options.request(r);
        request.prompt = r[text];
        request.prompt_2 = r[text_2];
        request.is_negative = r[negative];
        if (r[zero].word != "automatic") request.zero_rule = r[zero].word == "never" ? ZeroRule::never : ZeroRule::empty;
        for (const Size& one : sizes) request.sizes.*one.to = static_cast<int>(r[one.value]);
        ScheduledConditioning encoded = r[encoder].encode_schedule(request);
        NL_CHECK(check_mapped_files());
        return r.set(out, std::move(encoded));
    });
    return n;
}

}  // namespace noiseloom
