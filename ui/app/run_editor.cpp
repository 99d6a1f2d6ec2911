#include "ui/app/run_editor.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QTimer>

#include "ui/app/desk.h"
#include "ui/app/main_window.h"
#include "ui/app/screenshots.h"
#include "ui/theme/fonts.h"

namespace noiseloom {

int run_editor(Backend& backend, const QStringList& arguments) {
    QApplication::setApplicationName("noiseloom");
    QApplication::setApplicationDisplayName("Noiseloom");
    QCommandLineParser parser;
    parser.setApplicationDescription(QObject::tr("The editor of Noiseloom: guided diffusion as a graph."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("files", QObject::tr("Workflows, pictures that carry theirs, or names of templates."), "[FILE...]");
    const QCommandLineOption theme("theme", QObject::tr("dark or light."), "NAME");
    const QCommandLineOption text_size("text-size", QObject::tr("Size of all texts in per cent, 80 to 200."), "PERCENT", "100");
    const QCommandLineOption screenshots("screenshots", QObject::tr("Write pictures of the editor's main states into a folder, and end."), "DIR");
    parser.addOptions({theme, text_size, screenshots});
    parser.process(arguments);

    set_text_scale(parser.value(text_size).toDouble() / 100);
    Workshop workshop(backend);
    Desk desk{backend, workshop};
    desk.theme = &Theme::named(parser.value(theme) == "light" ? "light" : "dark");
    desk.journal_folder = default_journal_folder();
    desk.output_folder = default_output_folder();

    if (parser.isSet(screenshots)) {
        desk.journal_folder.clear();
        return make_screenshots(desk, parser.value(screenshots));
    }
    MainWindow window(desk);
    for (const QString& file : parser.positionalArguments()) {
        const std::filesystem::path named = backend.resources() / "templates" / (file.toStdString() + std::string(workflow_suffix));
        std::error_code failed;
        if (!file.contains('/') && !std::filesystem::exists(file.toStdString(), failed) && std::filesystem::exists(named, failed)) window.open(QString::fromStdString(named.string()), true);
        else window.open(file);
    }
    const bool is_empty = !window.page();
    if (is_empty) window.new_document();
    window.show();
    if (is_empty) window.show_panel("templates");   // something to begin with
    window.offer_recovery();
    return QApplication::exec();
}

}  // namespace noiseloom
