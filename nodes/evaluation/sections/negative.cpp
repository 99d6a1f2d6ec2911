#include <algorithm>

#include <ATen/ATen.h>

#include "evaluation/sections/sections.h"
#include "training/pictures.h"
#include "training/scenes/vocabulary.h"

namespace noiseloom {
namespace {

struct Removal {
    const char* prompt;
    const char* negative;
    const char* head;        // of the judge
    std::int64_t unwanted;   // class
};

const Removal removals[] = {
    {"a star", "a red star", "colour", static_cast<std::int64_t>(scenes::Colour::red)},
    {"a cat", "a cat at night", "background", static_cast<std::int64_t>(scenes::Background::night)},
    {"a house", "a house in a meadow", "background", static_cast<std::int64_t>(scenes::Background::meadow)},
};

}  // namespace

ReportSection report_negative(const ReportSubject& subject) {
    constexpr std::int64_t count = 32, shown = 8;
    ReportSection section;
    section.text = "## Negative prompts\n\nHow many of " + std::to_string(count) + " pictures show what the negative prompt names, at scale 3:\n\n" +
                   table_head({"Prompt", "Negative prompt", "without it", "with it"});
    std::vector<at::Tensor> rows;
    for (const auto& removal : removals) {
        subject.say(std::string("Drawing ") + removal.prompt + " without " + removal.negative);
        std::int64_t seen[2] = {};
        for (const bool has_negative : {false, true}) {
            PaintOptions options;
            options.negative = has_negative ? removal.negative : "";
            options.count = count;
            options.seed = 3000;
            const at::Tensor pictures = subject.painter.paint(removal.prompt, options, subject.cancel);
            const auto classes = subject.judge.look(pictures).at(removal.head);
            seen[has_negative] = std::count(classes.begin(), classes.end(), removal.unwanted);
            if (&removal == removals) rows.push_back(pictures.narrow(0, 0, shown));
        }
        section.text += table_row({removal.prompt, removal.negative, std::to_string(seen[0]), std::to_string(seen[1])});
        section.figures["removals"].push_back({{"prompt", removal.prompt}, {"negative", removal.negative}, {"without", seen[0]}, {"with", seen[1]}, {"of", count}});
    }
    section.text += "\n\"" + std::string(removals[0].prompt) + "\", below without \"" + removals[0].negative + "\":\n\n![A negative prompt](negative.png)\n";
    section.pictures["negative"] = sheet(at::cat(rows), shown);
    return section;
}

}  // namespace noiseloom
