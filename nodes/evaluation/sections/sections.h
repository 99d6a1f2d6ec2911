// The sections of the report on a model pack; each is one file and stands for one part of the pack.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/cancel.h"
#include "core/json.h"
#include "core/run.h"
#include "evaluation/judge.h"
#include "evaluation/painter.h"
#include "image/image.h"
#include "models/architectures/clip.h"
#include "models/text/tokenizer.h"

namespace noiseloom {

struct ReportSubject {
    std::filesystem::path folder;   // the pack
    Compute compute;
    std::int64_t prompts = 96;      // test prompts a setting; shares are known to about 1/√prompts
    const Painter& painter;
    const Judge& judge;
    const Clip& clip;
    const Tokenizer& tokenizer;
    Cancel cancel;
    std::function<void(const std::string&)> say;   // a line for people while it works

    // Unit vectors [N, projection] of pictures [N, 3, H, W] in [-1, 1].
    at::Tensor image_embeds(const at::Tensor& pictures) const;
    at::Tensor text_embeds(const std::vector<std::string>& texts) const;
};

struct ReportSection {
    std::string text;                        // markdown, with its heading
    Json figures = Json::object();           // the same figures for programs
    std::map<std::string, Image> pictures;   // by file name without extension; named in the text
};

ReportSection report_parts(const ReportSubject& subject);         // what lies in the pack, sizes
ReportSection report_guidance(const ReportSubject& subject);      // attributes, sharpness and diversity by guidance scale
ReportSection report_negative(const ReportSubject& subject);      // what negative prompts remove
ReportSection report_classes(const ReportSubject& subject);       // what the class-conditional model draws
ReportSection report_autoencoder(const ReportSubject& subject);
ReportSection report_classifier(const ReportSubject& subject);    // what it reads in noise
ReportSection report_clip(const ReportSubject& subject);

// "| a | b |\n"
std::string table_row(const std::vector<std::string>& cells);
std::string table_head(const std::vector<std::string>& cells);   // with the line below
std::string fixed(double value, int digits);

}  // namespace noiseloom
