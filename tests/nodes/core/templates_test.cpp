#include <QTemporaryDir>
#include <QtTest>

#include "core/atomic_file.h"
#include "core/templates.h"

using namespace noiseloom;

class TemplatesTest : public QObject {
    Q_OBJECT
  private slots:
    void workflows_are_found_by_name_with_what_they_say() {
        const QTemporaryDir made;
        const std::filesystem::path folder = made.path().toStdString();
        write_file(folder / "plain.noiseloom", R"({"noiseloom": 1, "nodes": {}})").or_throw();
        write_file(folder / "first.noiseloom", R"({"noiseloom": 1, "nodes": {}, "about": "Nothing at all."})").or_throw();
        write_file(folder / "odd.noiseloom", R"({"noiseloom": 1, "nodes": {}, "about": 7})").or_throw();
        write_file(folder / "broken.noiseloom", "{").or_throw();
        write_file(folder / "note.txt", R"({"noiseloom": 1, "nodes": {}})").or_throw();
        const auto all = find_templates(folder);
        QCOMPARE(all.size(), std::size_t(3));
        QCOMPARE(all[0].name, std::string("first"));
        QCOMPARE(all[0].about, std::string("Nothing at all."));
        QCOMPARE(all[0].file, folder / "first.noiseloom");
        QCOMPARE(all[1].name, std::string("odd"));
        QCOMPARE(all[1].about, std::string());
        QCOMPARE(all[2].name, std::string("plain"));
    }
    void without_a_folder_there_are_none() { QVERIFY(find_templates("/nonexistent").empty()); }
    void what_comes_with_a_program_is_found() {
        const QTemporaryDir made;
        const std::filesystem::path root = made.path().toStdString();
        for (const char* folder : {"usr/bin", "usr/lib/noiseloom", "usr/share/noiseloom/templates", "source/build/bin", "source/resources/templates"}) std::filesystem::create_directories(root / folder);
        QCOMPARE(resources_beside(root / "usr/bin/noiseloom-editor"), root / "usr/share/noiseloom");
        QCOMPARE(resources_beside(root / "usr/lib/noiseloom/noiseloom"), root / "usr/share/noiseloom");
        QCOMPARE(resources_beside(root / "source/build/bin/noiseloom"), root / "source/resources");
        QVERIFY(resources_beside(root / "elsewhere/noiseloom").empty());
    }

    void one_is_found_by_its_name_alone() {
        const QTemporaryDir made;
        const std::filesystem::path folder = made.path().toStdString();
        write_file(folder / "plain.noiseloom", R"({"noiseloom": 1, "nodes": {}})").or_throw();
        QCOMPARE(template_file(folder, "plain"), folder / "plain.noiseloom");
        QVERIFY(template_file(folder, "other").empty());
        QVERIFY(template_file(folder / "templates", "../plain").empty());
    }
};

QTEST_GUILESS_MAIN(TemplatesTest)
#include "templates_test.moc"
