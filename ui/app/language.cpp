#include "ui/app/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTranslator>

namespace noiseloom {
namespace {

constexpr const char* folder = ":/translations";
constexpr const char* prefix = "noiseloom_";

}  // namespace

void load_language(QCoreApplication& app, const QString& language) {
    if (language == "en") return;
    auto* translator = new QTranslator(&app);
    if (translator->load(language.isEmpty() ? QLocale::system() : QLocale(language), "noiseloom", "_", folder)) QCoreApplication::installTranslator(translator);
    else delete translator;
}

std::vector<std::pair<QString, QString>> languages() {
    std::vector<std::pair<QString, QString>> found{{"en", "English"}};
    for (const QString& file : QDir(folder).entryList({QString(prefix) + "*.qm"})) {
        const QString code = file.mid(QString(prefix).size()).section('.', 0, 0);
        found.push_back({code, QLocale(code).nativeLanguageName()});
    }
    return found;
}

}  // namespace noiseloom
