// The gallery, on the templates that come with Noiseloom.
#include <set>

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "core/atomic_file.h"
#include "ui/panels/templates_panel.h"
#include "ui/shots.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

const std::filesystem::path folder = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources/templates";

class ShippedBackend : public ToyBackend {
    std::filesystem::path resources() const override { return folder.parent_path(); }
};

QStringList shown(const QWidget& panel) {
    QStringList names;
    for (const TemplateCard* card : panel.findChildren<TemplateCard*>())
        if (!card->isHidden()) names << card->info().name;
    return names;
}

}  // namespace

class TemplatesPanelTest : public QObject {
    Q_OBJECT
  private slots:
    void all_templates_are_found_the_first_four_first() {
        const auto all = template_infos(folder);
        QCOMPARE(first_templates(all).size(), std::size_t(4));
        QCOMPARE(all[0].name, "text-to-image");
        QCOMPARE(all[2].title, "Guide with CLIP");
        std::size_t files = 0, pictures = 0, bytes = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            files += entry.path().extension() == ".noiseloom";
            if (entry.path().extension() != ".jpg") continue;
            ++pictures;
            bytes += entry.file_size();
        }
        QCOMPARE(all.size(), files);
        for (const TemplateInfo& one : all) QVERIFY2(!one.about.isEmpty(), qPrintable(one.name));
        QVERIFY(pictures > 10);
        QVERIFY2(bytes < 400'000, qPrintable(QString::number(bytes)));
        for (const TemplateInfo& one : first_templates(all)) QVERIFY2(!QPixmap(QString::fromStdString(one.picture.string())).isNull(), qPrintable(one.name));
    }
    void what_cannot_be_read_is_left_out() {
        const QTemporaryDir made;
        const std::filesystem::path base = made.path().toStdString();
        write_file(base / "good.noiseloom", R"({"noiseloom": 1, "nodes": {}, "about": "Nothing at all."})").or_throw();
        write_file(base / "broken.noiseloom", "{").or_throw();
        const auto all = template_infos(base);
        QCOMPARE(all.size(), std::size_t(1));
        QCOMPARE(all[0].title, "Good");
        QCOMPARE(all[0].about, "Nothing at all.");
        QVERIFY(template_infos(base / "missing").empty());
    }
    void the_search_looks_at_titles_and_texts_and_a_click_opens() {
        ShippedBackend backend;
        TemplatesPanel panel(backend, Theme::named("dark"));
        panel.resize(264, 700);
        panel.show();
        QVERIFY(shown(panel).size() > 10);
        QTest::keyClicks(panel.findChild<QLineEdit*>(), "vqgan");
        QCOMPARE(shown(panel), QStringList{"vqgan-clip"});
        QSignalSpy opened(&panel, &TemplatesPanel::template_chosen);
        for (TemplateCard* card : panel.findChildren<TemplateCard*>())
            if (!card->isHidden()) QTest::mouseClick(card, Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QVERIFY(opened[0][0].toString().endsWith("vqgan-clip.noiseloom"));
    }
    void cards_answer_keys() {
        ShippedBackend backend;
        StartPage page(backend, {}, Theme::named("dark"));
        page.resize(1200, 800);
        page.show();
        QSignalSpy opened(&page, &StartPage::template_chosen), more(&page, &StartPage::more), empty(&page, &StartPage::empty);
        const auto cards = page.findChildren<TemplateCard*>();
        QCOMPARE(cards.size(), 4);
        QTest::keyClick(cards[1], Qt::Key_Return);
        QTest::keyClick(cards[0], Qt::Key_Space);
        QCOMPARE(opened.size(), 2);
        QVERIFY(opened[0][0].toString().endsWith("image-to-image.noiseloom"));
        for (QPushButton* button : page.findChildren<QPushButton*>()) button->click();
        QCOMPARE(more.size(), 1);
        QCOMPARE(empty.size(), 1);
    }
    void cards_take_the_columns_that_there_is_room_for() {
        ShippedBackend backend;
        StartPage page(backend, {}, Theme::named("dark"));
        page.show();
        const auto columns = [&](int width) {
            page.resize(width, 900);
            QApplication::processEvents();
            std::set<int> lefts;
            for (const TemplateCard* card : page.findChildren<TemplateCard*>()) lefts.insert(card->x());
            return static_cast<int>(lefts.size());
        };
        QCOMPARE(columns(1200), 4);
        QCOMPARE(columns(800), 2);
        QCOMPARE(columns(300), 1);
    }
    void pictures_of_it() {
        if (!wants_shots()) QSKIP("NOISELOOM_SHOTS is not set");
        ShippedBackend backend;
        for (const bool is_page : {false, true})
            save_shots(is_page ? "start" : "templates", [&](const Theme& theme, double scale) -> std::unique_ptr<QWidget> {
                set_text_scale(scale);
                apply_style(*qApp, theme);
                if (!is_page) {
                    auto panel = std::make_unique<TemplatesPanel>(backend, theme);
                    panel->resize(scaled(264), 800);
                    return panel;
                }
                auto page = std::make_unique<StartPage>(backend, QStringList{"/home/me/pictures/a house.noiseloom", "/home/me/pictures/R&D <b>.png"}, theme);
                page->resize(scaled(1000), scaled(560));
                return page;
            });
        set_text_scale(1);
    }
};

QTEST_MAIN(TemplatesPanelTest)
#include "templates_panel_test.moc"
