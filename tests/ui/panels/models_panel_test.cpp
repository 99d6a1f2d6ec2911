// The models that there are: found on a worker, told apart by their tensors' names.
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTreeWidget>
#include <QtTest>

#include "core/atomic_file.h"
#include "ui/panels/models_panel.h"
#include "ui/shots.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

std::string safetensors(const std::string& tensor) {
    const std::string head = R"({")" + tensor + R"(":{"dtype":"F16","shape":[0],"data_offsets":[0,0]}})";
    std::string made(8, '\0');
    made[0] = static_cast<char>(head.size());
    return made + head;
}

struct Models {
    Models() {
        fs::create_directories(base / "mine/loras");
        fs::create_directories(base / "mine/flowers/unet");
        fs::create_directories(base / "shipped/noiseloom-pack");
        put("mine/sd15.safetensors", safetensors("model.diffusion_model.input_blocks.0.0.weight"));
        put("mine/loras/ink.safetensors", safetensors("lora_unet_down_blocks_0.lora_down.weight"));
        put("mine/broken.safetensors", "x");
        put("mine/readme.txt", "x");
        put("mine/flowers/model_index.json", "{}");
        put("mine/flowers/unet/model.safetensors", safetensors("conv_in.weight"));
        put("shipped/noiseloom-pack/model_index.json", "{}");
    }
    void put(const char* name, const std::string& text) const { write_file(base / name, text).or_throw(); }

    QTemporaryDir folder;
    const fs::path base = folder.path().toStdString();
    const std::vector<fs::path> folders{base / "mine", base / "shipped"};
    std::function<std::vector<fs::path>()> where() const {
        return [folders = folders] { return folders; };
    }
};

}  // namespace

class ModelsPanelTest : public QObject {
    Q_OBJECT
  private slots:
    void files_are_found_with_their_kinds() {
        const Models models;
        std::map<std::string, ModelKind> found;
        const auto all = find_models(models.folders, models.base / "shipped", false);
        for (const ModelFile& file : all) {
            found[file.name] = file.kind;
            QCOMPARE(file.is_embedded, file.name == "noiseloom-pack");
        }
        const std::map<std::string, ModelKind> expected{{"sd15.safetensors", ModelKind::checkpoint}, {"loras/ink.safetensors", ModelKind::lora}, {"broken.safetensors", ModelKind::other}, {"flowers", ModelKind::pipeline}, {"noiseloom-pack", ModelKind::pipeline}};
        QVERIFY(found == expected);
    }
    void a_scan_that_is_over_ends() {
        const Models models;
        QVERIFY(find_models(models.folders, {}, true).empty());
        QVERIFY(find_models({models.base / "nowhere"}, {}, false).empty());
    }
    void they_are_looked_up_by_a_worker_once_until_somebody_asks_again() {
        const Models models;
        QThreadPool workers;
        std::atomic<int> scans = 0;
        std::atomic<QThread*> worker = nullptr;
        ModelList list([&] {
            ++scans;
            worker = QThread::currentThread();
            return models.folders;
        }, models.base / "shipped", workers);
        QSignalSpy scanned(&list, &ModelList::scanned);
        QVERIFY(workers.waitForDone(5000));
        QCOMPARE(scans.load(), 0);   // nobody wanted them
        list.want();
        list.want();
        QVERIFY(list.files().empty() && !list.is_known());
        QVERIFY(scanned.wait(5000));
        QVERIFY(worker.load() && worker.load() != QThread::currentThread());
        QCOMPARE(list.files().size(), std::size_t(5));
        QVERIFY(list.folders() == models.folders);
        models.put("mine/new.safetensors", safetensors("conv_in.weight"));
        list.want();
        QVERIFY(workers.waitForDone(5000));
        QCOMPARE(scans.load(), 1);
        ModelsPanel panel(list, Theme::named("dark"));
        const auto again = panel.findChildren<QPushButton*>();
        for (QPushButton* button : again)
            if (button->text() == "Look again") QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(scanned.wait(5000));
        QCOMPARE(list.files().size(), std::size_t(6));
        QCOMPARE(scans.load(), 2);
    }
    void using_one_hands_its_name_on_only_if_a_node_takes_it() {
        const Models models;
        QThreadPool workers;
        ModelList list(models.where(), models.base / "shipped", workers);
        QSignalSpy scanned(&list, &ModelList::scanned);
        ModelsPanel panel(list, Theme::named("dark"));
        panel.resize(264, 600);
        panel.show();
        QSignalSpy used(&panel, &ModelsPanel::use_requested);
        QVERIFY(scanned.wait(5000));
        auto* tree = panel.findChild<QTreeWidget*>();
        QTest::keyClicks(panel.findChild<QLineEdit*>(), "ink");
        const auto visible = [&] {
            QStringList names;
            for (int i = 0; i < tree->topLevelItemCount(); ++i)
                for (int j = 0; j < tree->topLevelItem(i)->childCount(); ++j)
                    if (!tree->topLevelItem(i)->isHidden() && !tree->topLevelItem(i)->child(j)->isHidden()) names << tree->topLevelItem(i)->child(j)->text(0);
            return names;
        };
        QCOMPARE(visible(), QStringList{"loras/ink.safetensors"});
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            if (!tree->topLevelItem(i)->isHidden()) tree->setCurrentItem(tree->topLevelItem(i)->child(0));
        auto* use = panel.findChild<QPushButton*>();
        QVERIFY(!use->isEnabled());
        panel.set_usable(true);
        QVERIFY(use->isEnabled());
        QTest::mouseClick(use, Qt::LeftButton);
        QCOMPARE(used.size(), 1);
        QCOMPARE(used[0][0].toString(), "loras/ink.safetensors");
    }
    void it_may_go_while_it_looks() {
        const Models models;
        QThreadPool workers;
        for (int i = 0; i < 20; ++i) {
            ModelList list(models.where(), {}, workers);
            const ModelsPanel panel(list, Theme::named("dark"));
            list.scan();
        }
        QVERIFY(workers.waitForDone(5000));
        QApplication::processEvents();
    }
    void pictures_of_it() {
        if (!wants_shots()) QSKIP("NOISELOOM_SHOTS is not set");
        const Models models;
        QThreadPool workers;
        ModelList list(models.where(), models.base / "shipped", workers);
        QSignalSpy scanned(&list, &ModelList::scanned);
        list.want();
        QVERIFY(scanned.wait(5000));
        save_shots("models", [&](const Theme& theme, double scale) -> std::unique_ptr<QWidget> {
            set_text_scale(scale);
            apply_style(*qApp, theme);
            auto panel = std::make_unique<ModelsPanel>(list, theme);
            panel->resize(scaled(264), scaled(560));
            return panel;
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(ModelsPanelTest)
#include "models_panel_test.moc"
