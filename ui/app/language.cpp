#include "ui/app/language.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace noiseloom {
namespace {

constexpr const char* folder = ":/translations";
constexpr const char* prefix = "noiseloom_";

// Qt's own texts that the editor shows, for where Qt's translations are not installed.
[[maybe_unused]] constexpr const char* qt_texts[] = {
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),         QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),        QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),     QT_TRANSLATE_NOOP("QPlatformTheme", "Close"),       QT_TRANSLATE_NOOP("QPlatformTheme", "Discard"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "&Yes"),       QT_TRANSLATE_NOOP("QPlatformTheme", "&No"),         QT_TRANSLATE_NOOP("QPlatformTheme", "Apply"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Reset"),      QT_TRANSLATE_NOOP("QPlatformTheme", "Help"),        QT_TRANSLATE_NOOP("QLineEdit", "&Undo"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Redo"),           QT_TRANSLATE_NOOP("QLineEdit", "Cu&t"),             QT_TRANSLATE_NOOP("QLineEdit", "&Copy"),
    QT_TRANSLATE_NOOP("QLineEdit", "&Paste"),          QT_TRANSLATE_NOOP("QLineEdit", "Delete"),           QT_TRANSLATE_NOOP("QLineEdit", "Select All"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Undo"),  QT_TRANSLATE_NOOP("QWidgetTextControl", "&Redo"),   QT_TRANSLATE_NOOP("QWidgetTextControl", "Cu&t"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "&Copy"),  QT_TRANSLATE_NOOP("QWidgetTextControl", "&Paste"),  QT_TRANSLATE_NOOP("QWidgetTextControl", "Delete"),
    QT_TRANSLATE_NOOP("QWidgetTextControl", "Select All"), QT_TRANSLATE_NOOP("CloseButton", "Close Tab")};

bool load(QCoreApplication& app, const QLocale& locale, const QString& name, const QString& from) {
    auto* translator = new QTranslator(&app);
    if (translator->load(locale, name, "_", from)) return QCoreApplication::installTranslator(translator);
    delete translator;
    return false;
}

}  // namespace

void load_language(QCoreApplication& app, const QString& language) {
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!load(app, locale, "noiseloom", folder)) load(app, QLocale("en"), "noiseloom", folder);   // English: one node, two nodes
    load(app, locale, "qtbase", QLibraryInfo::path(QLibraryInfo::TranslationsPath));              // asked first, being the last
}

std::vector<std::pair<QString, QString>> languages() {
    std::vector<std::pair<QString, QString>> found{{"en", "English"}};
    for (const QString& file : QDir(folder).entryList({QString(prefix) + "*.qm"})) {
        const QString code = file.mid(QString(prefix).size()).section('.', 0, 0);
        if (code != "en") found.push_back({code, QLocale(code).nativeLanguageName()});
    }
    return found;
}

}  // namespace noiseloom
