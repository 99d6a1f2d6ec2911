// Attributes, fine detail and diversity by guidance scale: the trade of fidelity for diversity (arXiv 2207.12598, figure 4).
#include <ATen/ATen.h>

#include "evaluation/measures.h"
#include "evaluation/prompt_set.h"
#include "evaluation/sections/sections.h"
#include "training/pictures.h"
#include "training/scenes/caption.h"

namespace noiseloom {
namespace {

constexpr double scales[] = {0.5, 1, 2, 3, 4, 6, 9};
constexpr std::int64_t shown = 12, side = 128;
const std::vector<std::string> attributes{"kind", "colour", "position", "background"};
const std::vector<std::string> open_prompts{"a cat", "a house", "a boat", "a flower"};   // that leave much open

std::string scale_text(double scale) { return fixed(scale, scale < 1 ? 1 : 0); }

struct Fidelity {
    Shares right;
    double detail = 0;                     // sharpness relative to the true scenes
    double similarity = 0;                 // mean cosine of picture and prompt in CLIP
    at::Tensor first;                      // pictures of the first prompts
};

Fidelity fidelity(const ReportSubject& subject, const std::vector<TestPrompt>& prompts, double scale) {
    std::vector<at::Tensor> rows;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < prompts.size(); ++i) {
        PaintOptions options;
        options.scale = scale;
        options.seed = i;
        rows.push_back(subject.painter.paint(prompts[i].text, options, subject.cancel));
        texts.push_back(prompts[i].text);
    }
    const at::Tensor pictures = at::cat(rows);
    Fidelity result;
    result.right = right_shares(subject.judge.look(pictures), prompts);
    result.detail = sharpness(pictures);
    result.similarity = (subject.image_embeds(pictures) * subject.text_embeds(texts)).sum(1).mean().item<double>();
    result.first = pictures.narrow(0, 0, std::min<std::int64_t>(shown, pictures.size(0)));
    return result;
}

// Mean distance of pictures of the same open prompt, and how many bits their backgrounds have.
std::pair<double, double> diversity(const ReportSubject& subject, double scale) {
    constexpr std::int64_t count = 12;
    double distance = 0, bits = 0;
    for (const auto& prompt : open_prompts) {
        PaintOptions options;
        options.scale = scale;
        options.count = count;
        options.seed = 1000;
        const at::Tensor pictures = subject.painter.paint(prompt, options, subject.cancel);
        distance += pairwise_distance(subject.image_embeds(pictures)) / static_cast<double>(open_prompts.size());
        bits += entropy(subject.judge.look(pictures).at("background")) / static_cast<double>(open_prompts.size());
    }
    return {distance, bits};
}

// Every kind once in four colours and backgrounds: what a stranger should recognise.
at::Tensor kinds_sheet(const ReportSubject& subject, double scale) {
    using namespace scenes;
    constexpr std::pair<Colour, Background> looks[] = {{Colour::red, Background::meadow}, {Colour::yellow, Background::night},
                                                       {Colour::purple, Background::white}, {Colour::orange, Background::sea}};
    std::vector<at::Tensor> rows;
    for (const auto& [colour, background] : looks)
        for (std::size_t kind = 0; kind < count_of<Kind>(); ++kind) {
            SceneLabels labels;
            labels.background = static_cast<int>(background);
            labels.objects.push_back({static_cast<int>(kind), static_cast<int>(colour), static_cast<int>(Pattern::plain), static_cast<int>(Size::large)});
            PaintOptions options;
            options.scale = scale;
            options.seed = 2000 + rows.size();
            rows.push_back(subject.painter.paint(prompt_for(labels), options, subject.cancel));
        }
    return at::cat(rows);
}

}  // namespace

ReportSection report_guidance(const ReportSubject& subject) {
    const auto prompts = test_prompts(subject.prompts);
    const at::Tensor real = scene_pictures(prompts, side);
    const double real_detail = sharpness(real);
    const Shares real_right = right_shares(subject.judge.look(real), prompts);

    ReportSection section;
    std::vector<std::string> heads{"Scale"};
    heads.insert(heads.end(), attributes.begin(), attributes.end());
    for (const char* more : {"all four", "detail", "CLIP", "distance", "background, bits"}) heads.emplace_back(more);
    section.text = "## Guidance\n\n" + std::to_string(prompts.size()) +
                   " prompts of scenes that no training has seen, one object each; DDIM, 20 steps. A judge that was trained on true scenes alone says what is seen: "
                   "the share of pictures with the prompt's kind, colour, position and background. Detail: fine detail relative to the true scenes. "
                   "Distance: how far apart twelve pictures of one open prompt (\"a cat\") are in CLIP; bits: how varied their backgrounds.\n\n" +
                   table_head(heads);
    std::vector<std::string> row{"true scenes"};
    for (const auto& name : attributes) {
        section.figures["judge"][name] = real_right.by_attribute.at(name);
        row.push_back(fixed(real_right.by_attribute.at(name), 2));
    }
    row.resize(heads.size());
    section.text += table_row(row);

    std::vector<at::Tensor> by_scale;
    double best = 0, best_scale = 1;
    for (const double scale : scales) {
        subject.say("Drawing at guidance scale " + scale_text(scale));
        const Fidelity found = fidelity(subject, prompts, scale);
        const auto [distance, bits] = diversity(subject, scale);
        by_scale.push_back(found.first);
        if (found.right.all > best) {
            best = found.right.all;
            best_scale = scale;
        }
        Json figures{{"scale", scale}, {"all", found.right.all}, {"detail", found.detail / real_detail}, {"clip", found.similarity}, {"distance", distance},
                     {"background_bits", bits}};
        row = {scale_text(scale)};
        for (const auto& name : attributes) {
            figures[name] = found.right.by_attribute.at(name);
            row.push_back(fixed(found.right.by_attribute.at(name), 2));
        }
        for (const double value : {found.right.all, found.detail / real_detail, found.similarity, distance}) row.push_back(fixed(value, 2));
        row.push_back(fixed(bits, 1));
        section.text += table_row(row);
        section.figures["scales"].push_back(std::move(figures));
    }
    section.text += "\nThe same prompts and seeds, a row a scale:\n\n![Pictures by guidance scale](scales.png)\n\nEvery kind, at scale " + scale_text(best_scale) +
                    ":\n\n![Every kind](kinds.png)\n";
    section.pictures["scales"] = sheet(at::cat(by_scale), by_scale.front().size(0));
    section.pictures["kinds"] = sheet(kinds_sheet(subject, best_scale), static_cast<std::int64_t>(scenes::count_of<scenes::Kind>()));
    return section;
}

}  // namespace noiseloom
