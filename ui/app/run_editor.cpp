#include "ui/app/run_editor.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QFileInfo>
#include <QTextStream>

#include "core/templates.h"
#include "ui/app/desk.h"
#include "ui/app/document_page.h"
#include "ui/app/end_signals.h"
#include "ui/app/language.h"
#include "ui/app/main_window.h"
#include "ui/app/screenshots.h"
#include "ui/app/serving.h"
#include "ui/app/settings.h"
#include "ui/model/error_text.h"
#include "ui/theme/fonts.h"

namespace noiseloom {

int run_editor(Backend& backend, Settings& settings, const QStringList& arguments, const MakeHostService& make_service) {
    QApplication::setApplicationName("noiseloom");
    QApplication::setApplicationDisplayName("Noiseloom");
    load_language(*QCoreApplication::instance(), settings.language());
    QCommandLineParser parser;
    parser.setApplicationDescription(QObject::tr("The editor of Noiseloom: guided diffusion as a graph."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("files", QObject::tr("Workflows, pictures that carry theirs, or names of templates."), "[FILE...]");
    const QCommandLineOption theme("theme", QObject::tr("dark or light."), "NAME");
    const QCommandLineOption text_size("text-size", QObject::tr("Size of all texts in per cent, 80 to 200."), "PERCENT");
    const QCommandLineOption screenshots("screenshots", QObject::tr("Write pictures of the editor's main states into a folder, and end."), "DIR");
    const QCommandLineOption serve("serve", QObject::tr("Wait for image editors, without a window; end once nobody has come for a while."));
    parser.addOptions({theme, text_size, screenshots, serve});
    parser.process(arguments);

    set_text_scale((parser.isSet(text_size) ? parser.value(text_size).toDouble() : settings.text_size()) / 100);
    Workshop workshop(backend);
    Desk desk{backend, workshop};
    const bool is_dark = parser.isSet(theme) ? parser.value(theme) != "light" : settings.is_dark();
    desk.theme = &Theme::named(is_dark ? "dark" : "light");
    desk.journal_folder = default_journal_folder();
    desk.output_folder = default_output_folder();

    if (parser.isSet(screenshots)) {
        desk.journal_folder.clear();
        return make_screenshots(desk, parser.value(screenshots));
    }
    desk.settings = &settings;
    desk.subgraph_folder = default_subgraph_folder();
    if (!settings.model_folders().isEmpty()) {   // the variable is where everybody looks for them
        QByteArray folders = qgetenv("NOISELOOM_MODELS");
        for (const QString& folder : settings.model_folders()) folders += (folders.isEmpty() ? "" : ":") + folder.toUtf8();
        qputenv("NOISELOOM_MODELS", folders);
    }
    desk.fades_wires = settings.fades_wires();
    desk.shows_minimap = settings.shows_minimap();
    desk.recent_nodes = settings.recent_nodes();
    if (!settings.output_folder().isEmpty()) desk.output_folder = settings.output_folder().toStdString();
    for (const ComputeDevice& device : backend.devices())
        if (QString::fromStdString(device.compute.device) == settings.device()) desk.compute = device.compute;
    if (!settings.dtype().isEmpty()) desk.compute.dtype = settings.dtype().toStdString();
    quit_on_signals();
    Serving serving(desk, make_service, parser.isSet(serve));
    const Result<bool> serves = serving.listen();
    if (parser.isSet(serve)) {
        if (!serves) {
            QTextStream(stderr) << "noiseloom-editor: " << error_text(serves.error()) << '\n';
            return exit_status(serves.error().code);
        }
        const int status = *serves ? QApplication::exec() : 0;   // else another one is there already
        settings.set_recent_nodes(desk.recent_nodes);
        return status;
    }
    MainWindow& window = serving.window();
    for (const QString& file : parser.positionalArguments()) {
        const std::filesystem::path named = QFileInfo::exists(file) ? std::filesystem::path() : template_file(backend.resources() / "templates", file.toStdString());
        if (named.empty()) window.open(file);
        else window.open(QString::fromStdString(named.string()), true);
    }
    const bool is_empty = !window.page();
    if (is_empty) window.new_document();
    window.show();
    if (is_empty) window.page()->show_start();   // something to begin with
    window.offer_recovery();
    const int status = QApplication::exec();
    settings.set_recent_nodes(desk.recent_nodes);
    return status;
}

}  // namespace noiseloom
