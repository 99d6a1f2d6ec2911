#include "ui/panels/templates.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "core/templates.h"
#include "ui/model/node_texts.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

struct First {
    const char* name;
    const char* title;
};
constexpr std::array<First, 4> first{{{"text-to-image", QT_TRANSLATE_NOOP("templates", "Text to image")},
                                      {"image-to-image", QT_TRANSLATE_NOOP("templates", "Image to image")},
                                      {"clip-guidance", QT_TRANSLATE_NOOP("templates", "Guide with CLIP")},
                                      {"guidance-scale-sweep", QT_TRANSLATE_NOOP("templates", "Compare guidance")}}};

std::size_t rank(const QString& name) {
    return static_cast<std::size_t>(std::find_if(first.begin(), first.end(), [&](const First& one) { return name == one.name; }) - first.begin());
}

// "vqgan-clip" is "VQGAN CLIP" where it has no title of its own.
QString title_of(const QString& name) {
    if (const std::size_t place = rank(name); place < first.size()) return QCoreApplication::translate("templates", first[place].title);
    QStringList words = name.split('-');
    for (QString& word : words)
        if (word == "clip" || word == "vqgan") word = word.toUpper();
    words.front()[0] = words.front()[0].toUpper();
    return library_text(words.join(' ').toStdString());
}

}  // namespace

std::vector<TemplateInfo> template_infos(const fs::path& folder) {
    std::vector<TemplateInfo> found;
    for (const Template& one : find_templates(folder)) {
        TemplateInfo info{QString::fromStdString(one.name), {}, {}, one.file, {}};
        info.title = title_of(info.name);
        info.about = library_text(one.about);
        const fs::path picture = fs::path(one.file).replace_extension(".jpg");
        if (std::error_code missing; fs::exists(picture, missing)) info.picture = picture;
        found.push_back(std::move(info));
    }
    std::sort(found.begin(), found.end(), [](const TemplateInfo& a, const TemplateInfo& b) { return std::pair(rank(a.name), a.name) < std::pair(rank(b.name), b.name); });
    return found;
}

std::vector<TemplateInfo> first_templates(const std::vector<TemplateInfo>& all) {
    std::vector<TemplateInfo> some;
    for (const TemplateInfo& one : all)
        if (rank(one.name) < first.size()) some.push_back(one);
    return some;
}

}  // namespace noiseloom
