#include "evaluation/pack_report.h"

#include "core/atomic_file.h"
#include "evaluation/sections/sections.h"
#include "image/write.h"
#include "training/export.h"

namespace noiseloom {

void write_pack_report(const PackReportRequest& request) {
    const Painter painter(request.pack, request.compute);
    const Judge judge(request.judge, request.compute);
    need_scene_questions(*load_classifier(request.pack / "classifier", request.compute).or_throw(), {"kind"}, request.pack / "classifier");   // before minutes of drawing
    const auto clip = load_clip(request.pack / "clip", request.compute).or_throw();
    const Tokenizer tokenizer = Tokenizer::load(request.pack / "tokenizer").or_throw();
    const ReportSubject subject{request.pack, request.compute, request.prompts, painter, judge, *clip, tokenizer, request.cancel, request.say};

    constexpr std::pair<const char*, ReportSection (*)(const ReportSubject&)> sections[] = {
        {"guidance", report_guidance}, {"negative", report_negative}, {"classifier", report_classifier}, {"classes", report_classes}, {"autoencoder", report_autoencoder},
        {"clip", report_clip}, {"parts", report_parts}};
    make_folders(request.output);
    std::string text = "# How good the embedded model is\n\nMade by `noiseloom pack report`; the figures are in [figures.json](figures.json) too.\n";
    Json figures = Json::object();
    for (const auto& [name, measure] : sections) {
        const ReportSection section = measure(subject);
        for (const auto& [picture, image] : section.pictures) {
            WriteOptions options;
            options.existing = Existing::replace;
            write_image(request.output / (picture + ".png"), image, options).or_throw();
        }
        text += "\n" + section.text;
        figures[name] = section.figures;
    }
    write_json(request.output / "figures.json", figures);
    write_file(request.output / "README.md", text).or_throw();
}

}  // namespace noiseloom
