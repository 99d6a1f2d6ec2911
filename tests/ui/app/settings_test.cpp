// The user's settings: kept, told, and tolerant of what was written by hand.
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/app/language.h"
#include "ui/app/settings_dialog.h"
#include "ui/app/used_values.h"
#include "ui/shots.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {
struct ToyEncoder {};
}  // namespace

template <>
struct noiseloom::ValueType<ToyEncoder> {
    static constexpr std::string_view name = "encoder";
    static std::size_t bytes(const ToyEncoder&) { return 1; }
};

namespace {

struct ConfigFolder {
    ConfigFolder() { qputenv("NOISELOOM_CONFIG", folder.path().toUtf8()); }
    ~ConfigFolder() { qunsetenv("NOISELOOM_CONFIG"); }
    QString file() const { return folder.filePath("noiseloom.ini"); }
    QTemporaryDir folder;
};

// A node with a prompt, and one with a seed.
class ToyPrompts : public ToyBackend {
  public:
    ToyPrompts() {
        NodeDef prompt("toy.prompt", 1);
        prompt.text("Prompt", "Toy", "Reads.");
        prompt.in<ToyEncoder>("encoder").doc("Who reads.");
        prompt.in<std::string>("text").multiline().doc("What.");
        const Out<double> read = prompt.out<double>("read").doc("Nothing.");
        prompt.run([=](Run& r) { return r.set(read, 0.0); });
        registry_.add(prompt);
        NodeDef seed("toy.seed", 1);
        seed.text("Seed", "Toy", "Has a seed.");
        seed.in<Seed>("seed").value(Seed{0}).doc("The seed.");
        const Out<double> out = seed.out<double>("value").doc("Nothing.");
        seed.run([=](Run& r) { return r.set(out, 0.0); });
        registry_.add(seed);
    }
    const Registry& registry() const override { return registry_; }

  private:
    Registry registry_;
};

SettingsOffer offer() {
    return {{{{"cuda:0", "fp16"}, "NVIDIA H100", std::size_t{80} << 30}, {{"cpu", "fp32"}, "CPU", 0}}, {"/usr/share/noiseloom/resources"}, "/home/me/Pictures/noiseloom", {{"run.run", "Run", "Run", "Ctrl+Return"}, {"file.new", "File", "New", "Ctrl+N"}, {"file.settings", "File", "Settings…", "Ctrl+,"}}, {{"zh_CN", "简体中文"}}};
}

}  // namespace

class SettingsTest : public QObject {
    Q_OBJECT
  private slots:
    void they_are_kept_in_the_folder_that_is_named() {
        const ConfigFolder folder;
        {
            Settings settings;
            QCOMPARE(settings.file(), folder.file());
            QCOMPARE(settings.theme(), ThemeChoice::system);
            QVERIFY(settings.fades_wires() && settings.shows_minimap() && !settings.reduces_motion());
            settings.set_theme(ThemeChoice::light);
            settings.set_text_size(150);
            settings.set_model_folders({"/models, old", "/more"});
            settings.add_recent_seed(18446744073709551615U);
        }
        Settings again;
        QCOMPARE(again.theme(), ThemeChoice::light);
        QVERIFY(!again.is_dark());
        QCOMPARE(again.text_size(), 150);
        QCOMPARE(again.model_folders(), (QStringList{"/models, old", "/more"}));
        QCOMPARE(again.recent_seeds(), std::vector<std::uint64_t>{18446744073709551615U});
    }
    void a_run_leaves_its_seeds_and_phrases() {
        const ConfigFolder folder;
        const ToyPrompts backend;
        Workflow workflow;
        workflow.graph.nodes["prompt-1"] = Node{"toy.prompt", 1, false, {{"text", Json("a (red:1.3) house, [fog]\n, x,a red house")}}};
        workflow.graph.nodes["seed-1"] = Node{"toy.seed", 1, false, {{"seed", Json(42u)}}};
        Settings settings;
        remember(settings, workflow, backend.registry());
        QCOMPARE(settings.phrases(), (QStringList{"a red house", "fog"}));
        QCOMPARE(settings.recent_seeds(), std::vector<std::uint64_t>{42});
        workflow.graph.nodes["prompt-1"].inputs["text"] = Json("fog, night");
        remember(settings, workflow, backend.registry());
        QCOMPARE(settings.phrases(), (QStringList{"fog", "night", "a red house"}));
    }
    void lists_of_words_are_read_by_line_or_first_column() {
        QTemporaryDir folder;
        QFile file(folder.filePath("tags.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("\"long hair\",0,4350743\r\nsunset\n\nx\n");
        file.close();
        QCOMPARE(read_words(file.fileName().toStdString()), (QStringList{"long hair", "sunset"}));
        QVERIFY(read_words("/nonexistent").isEmpty() && read_words("").isEmpty());
    }
    void what_makes_no_sense_counts_as_absent() {
        const ConfigFolder folder;
        QFile file(folder.file());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[look]\ntheme=plaid\ntext_size=9000\n[recent]\nseeds=1, x, 3\n");
        file.close();
        const Settings settings;
        QCOMPARE(settings.theme(), ThemeChoice::system);
        QCOMPARE(settings.text_size(), 100);
        QCOMPARE(settings.recent_seeds(), (std::vector<std::uint64_t>{1, 3}));
    }
    void changes_are_told_once() {
        const ConfigFolder folder;
        Settings settings;
        QSignalSpy changed(&settings, &Settings::changed);
        settings.set_text_size(120);
        settings.set_text_size(120);
        settings.set_text_size(500);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed[0][0].toString(), "look/text_size");
        QCOMPARE(settings.text_size(), 200);
    }
    void recent_things_are_the_newest_first_and_few() {
        const ConfigFolder folder;
        Settings settings;
        for (const std::uint64_t seed : {1, 2, 3, 1}) settings.add_recent_seed(seed);
        QCOMPARE(settings.recent_seeds(), (std::vector<std::uint64_t>{1, 3, 2}));
        for (std::uint64_t seed = 0; seed < 100; ++seed) settings.add_recent_seed(seed);
        QCOMPARE(settings.recent_seeds().size(), std::size_t(20));
        const QString there = folder.folder.filePath("there.noiseloom");
        QFile(there).open(QIODevice::WriteOnly);
        settings.add_recent_file(folder.folder.filePath("gone.noiseloom"));
        settings.add_recent_file(there);
        QCOMPARE(settings.recent_files(), QStringList{there});
    }
    void the_dialog_changes_them_at_once() {
        const ConfigFolder folder;
        Settings settings;
        SettingsDialog dialog(settings, offer(), Theme::named("dark"));
        dialog.show();
        auto* size = dialog.findChild<QSpinBox*>();
        size->setValue(130);
        QCOMPARE(settings.text_size(), 130);
        for (QCheckBox* box : dialog.findChildren<QCheckBox*>()) box->click();
        QVERIFY(settings.reduces_motion() && !settings.fades_wires() && !settings.shows_minimap());
        for (QComboBox* box : dialog.findChildren<QComboBox*>()) {
            box->setCurrentIndex(1);
            emit box->activated(1);
        }
        QCOMPARE(settings.theme(), ThemeChoice::light);
        QCOMPARE(settings.language(), "zh_CN");
        QCOMPARE(settings.device(), "cuda:0");
        QCOMPARE(settings.dtype(), "fp32");
    }
    void the_desktop_is_dark_where_its_windows_are() {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(Theme::named("dark").palette());
        const bool was = is_desktop_dark();
        QApplication::setPalette(Theme::named("light").palette());
        QCOMPARE(is_desktop_dark(), was);   // ours do not count
        QCOMPARE(QApplication::palette().color(QPalette::Window), Theme::named("light")[Tone::panel]);
        QApplication::setPalette(before);
    }
    void languages_are_those_that_are_built_in() {
        std::vector<QString> codes;
        for (const auto& [code, name] : languages()) {
            codes.push_back(code);
            QVERIFY2(!name.isEmpty(), qPrintable(code));
        }
        QCOMPARE(codes, (std::vector<QString>{"en", "zh_CN"}));
    }
    void the_style_sheet_has_no_gaps_and_grows_with_the_text() {
        for (const char* theme : {"dark", "light"}) {
            const QString sheet = style_sheet(Theme::named(theme));
            QVERIFY(!sheet.contains('$') && !sheet.contains('@'));
            for (const auto& match : QRegularExpression(R"(url\(([^)]*)\))").globalMatch(sheet)) QVERIFY2(QFile::exists(match.captured(1)), qPrintable(match.captured(1)));
        }
        set_text_scale(2);
        QVERIFY(style_sheet(Theme::named("dark")).contains("min-height: 36px"));
        set_text_scale(1);
    }
    void pictures_of_it() {
        if (!wants_shots()) QSKIP("NOISELOOM_SHOTS is not set");
        const ConfigFolder folder;
        Settings settings;
        settings.set_model_folders({"/data/models", "/mnt/shared/checkpoints"});
        for (const auto page : {SettingsDialog::Page::general, SettingsDialog::Page::devices, SettingsDialog::Page::folders})
            save_shots(QString("settings%1").arg(static_cast<int>(page)), [&](const Theme& theme, double scale) -> std::unique_ptr<QWidget> {
                set_text_scale(scale);
                apply_style(*qApp, theme);
                auto dialog = std::make_unique<SettingsDialog>(settings, offer(), theme);
                dialog->show_page(page);
                return dialog;
            });
        set_text_scale(1);
    }
};

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
