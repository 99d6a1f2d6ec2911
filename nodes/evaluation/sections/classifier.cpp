#include "evaluation/noise_reading.h"
#include "evaluation/sections/sections.h"

namespace noiseloom {

ReportSection report_classifier(const ReportSubject& subject) {
    subject.say("Reading noise");
    const auto classifier = load_classifier(subject.folder / "classifier", subject.compute).or_throw();
    const auto prompts = test_prompts(subject.prompts);
    ReportSection section;
    section.text = "## The noise-aware classifier\n\nThe share of scenes whose kind (one of twelve) is read from them when they are noisy; t is a step of DDPM's linear "
                   "schedule of 1000. Beside the pack's classifier the judge, which never saw noise, looks at the same noisy latents, decoded.\n\n" +
                   table_head({"t", "trained on noise", "trained on clean pictures"});
    for (const int t : {0, 100, 200, 400, 600}) {
        const NoiseReading read = read_in_noise(*classifier, subject.judge, subject.painter.autoencoder(), prompts, t, 7);
        section.text += table_row({std::to_string(t), fixed(read.aware, 2), fixed(read.clean, 2)});
        section.figures["kind"].push_back({{"t", t}, {"aware", read.aware}, {"clean", read.clean}});
    }
    return section;
}

}  // namespace noiseloom
