// The list of published workflows: the user's own and the one that comes with Noiseloom.
#include <thread>

#include <QTemporaryDir>
#include <QtTest>

#include "core/atomic_file.h"
#include "host/published_list.h"

using namespace noiseloom;

namespace {

Published entry(const std::string& name, const std::string& title) { return {name, title, "", name, {}, {}}; }

QStringList names(const std::vector<Published>& all) {
    QStringList found;
    for (const Published& one : all) found << QString::fromStdString(one.name);
    return found;
}

}  // namespace

class PublishedTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;
    std::filesystem::path resources_;

    void ship(const std::vector<Published>& all) const { write_file(resources_ / "templates/published.json", published_text(all)).or_throw(); }
    QStringList listed() const { return names(list_published(resources_).or_throw()); }

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        resources_ = folder_->path().toStdString() + "/resources";
        std::filesystem::create_directories(resources_ / "templates");
        qputenv("XDG_DATA_HOME", (folder_->path() + "/data").toUtf8());
        ship({entry("fill", "Fill"), entry("extend", "Extend")});
    }

    void without_a_list_of_the_users_it_is_the_shipped_one() {
        QCOMPARE(listed(), QStringList({"fill", "extend"}));
        std::filesystem::remove(resources_ / "templates/published.json");
        QVERIFY(listed().isEmpty());
    }

    void what_was_taken_out_stays_out_and_what_a_later_version_brings_comes_in() {
        unpublish("fill", resources_).or_throw();
        QCOMPARE(listed(), QStringList({"extend"}));
        ship({entry("fill", "Fill"), entry("extend", "Extend the Canvas"), entry("upscale", "Upscale")});
        QCOMPARE(listed(), QStringList({"extend", "upscale"}));
        QCOMPARE(list_published(resources_).or_throw()[0].title, std::string("Extend the Canvas"));   // as the later version has it
        unpublish("upscale", resources_).or_throw();
        QCOMPARE(listed(), QStringList({"extend"}));
    }

    void an_older_version_beside_it_brings_nothing_back() {
        const std::vector<Published> newer{entry("fill", "Fill"), entry("extend", "Extend"), entry("upscale", "Upscale")};
        ship(newer);
        unpublish("upscale", resources_).or_throw();
        ship({entry("fill", "Fill"), entry("extend", "Extend")});
        publish("Mine", {}, Registry(), resources_).or_throw();
        ship(newer);
        QCOMPARE(listed(), QStringList({"fill", "extend", "mine"}));
    }

    void what_a_later_version_no_longer_has_goes() {
        publish("Mine", {}, Registry(), resources_).or_throw();
        ship({entry("extend", "Extend")});
        QCOMPARE(listed(), QStringList({"extend", "mine"}));
    }

    void what_the_user_made_of_a_shipped_one_stays() {
        publish("Fill", {}, Registry(), resources_).or_throw();
        ship({entry("fill", "Fill It"), entry("extend", "Extend")});
        const auto all = list_published(resources_).or_throw();
        QCOMPARE(all[0].title, std::string("Fill"));
        QVERIFY(std::filesystem::path(all[0].source).is_absolute());
    }

    void nothing_is_lost_when_two_publish_at_once() {
        const auto many = [&](const std::string& title) {
            for (int i = 0; i < 20; ++i) publish(title + " " + std::to_string(i), {}, Registry(), resources_).or_throw();
        };
        std::thread other(many, "Other");
        many("One");
        other.join();
        QCOMPARE(listed().size(), 2 + 2 * 20);
    }

    void a_damaged_list_costs_only_what_is_in_it() {
        publish("Mine", {}, Registry(), resources_).or_throw();
        write_file(published_file(), "{ nonsense").or_throw();
        QVERIFY(!list_published(resources_));
        const auto [usable, problem] = usable_published(resources_);
        QCOMPARE(names(usable), QStringList({"fill", "extend"}));
        QVERIFY(problem && problem->message.find("published.json cannot be used") != std::string::npos);
        QVERIFY(!publish("Other", {}, Registry(), resources_));   // nor is it written over
    }

    void a_folder_that_cannot_be_used_is_told() {
        write_file(folder_->path().toStdString() + "/data", "").or_throw();
        const auto made = publish("Fill", {}, Registry(), resources_);
        QVERIFY(!made && made.error().code == Code::disk);
    }
};

QTEST_GUILESS_MAIN(PublishedTest)
#include "published_test.moc"
