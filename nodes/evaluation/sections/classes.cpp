// The class-conditional model of pixels: what its pictures show, by guidance scale.
#include <algorithm>

#include <ATen/ATen.h>

#include "evaluation/sections/sections.h"
#include "training/pictures.h"

namespace noiseloom {
namespace {

constexpr std::int64_t of_each = 8, shown = 4;

// Twice as large as the judge sees them, as the scenes of the other sections are.
at::Tensor enlarged(const at::Tensor& pictures, const Judge& judge) {
    const std::int64_t side = 2 * judge.side();
    return at::upsample_bilinear2d(pictures, {side, side}, /*align_corners=*/false).clamp(-1, 1);
}

}  // namespace

ReportSection report_classes(const ReportSubject& subject) {
    const ClassPainter painter(subject.folder / "adm", subject.compute);
    const auto classes = painter.classes();
    ReportSection section;
    section.text = "## The class-conditional model of pixels\n\nShare of " + std::to_string(of_each) +
                   " pictures of every class, " + std::to_string(painter.side()) + " pixels wide, in which the judge, which knows larger ones, sees that class; DDIM, 20 steps:\n\n" +
                   table_head({"Scale", "right"});
    for (const double scale : {1.0, 2.0, 4.0}) {
        subject.say("Drawing classes at scale " + fixed(scale, 0));
        std::vector<at::Tensor> rows;
        std::int64_t right = 0;
        for (std::size_t i = 0; i < classes.size(); ++i) {
            PaintOptions options;
            options.scale = scale;
            options.side = painter.side();
            options.count = of_each;
            options.seed = i;
            const at::Tensor pictures = enlarged(painter.paint(static_cast<std::int64_t>(i), options, subject.cancel), subject.judge);
            const auto seen = subject.judge.look(pictures).at("kind");
            right += std::count(seen.begin(), seen.end(), static_cast<std::int64_t>(i));
            rows.push_back(pictures.narrow(0, 0, shown));
        }
        const double share = static_cast<double>(right) / static_cast<double>(of_each * static_cast<std::int64_t>(classes.size()));
        section.text += table_row({fixed(scale, 0), fixed(share, 2)});
        section.figures["right"].push_back({{"scale", scale}, {"share", share}});
        if (scale == 2) section.pictures["classes"] = sheet(at::cat(rows), 3 * shown);
    }
    section.text += "\nFour of every class at scale 2, enlarged:\n\n![Classes](classes.png)\n";
    return section;
}

}  // namespace noiseloom
