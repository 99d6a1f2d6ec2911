// Workflows with entries in the menus of image editors, published on the command line.
#include "program.h"

using namespace noiseloom;

class PublishTest : public QObject {
    Q_OBJECT

    static QJsonArray listed(const Workplace& place) { return QJsonDocument::fromJson(place.run({"publish", "--json"}).out)["workflows"].toArray(); }
    static QJsonObject named(const QJsonArray& all, const QString& name) {
        for (const QJsonValue& one : all)
            if (one["name"] == name) return one.toObject();
        return {};
    }
    static const QByteArray& workflow() {
        static const QByteArray text = json(
            "{'noiseloom': 1, 'about': 'Softens.', 'nodes': {'load': {'type': 'image.load@1'}, 'other': {'type': 'image.load@1'}, 'mask': {'type': 'mask.from_image@1', 'image': '@other.image'},"
            "'feather': {'type': 'mask.feather@1', 'mask': '@mask.mask', 'radius': 7}, 'mix': {'type': 'image.composite@1', 'base': '@load.image', 'over': '@other.image', 'mask': '@feather.mask'},"
            "'save': {'type': 'image.save@1', 'image': '@mix.image'}},"
            "'form': [{'heading': 'Look'}, {'input': 'feather.radius', 'label': 'How soft?'}, {'input': 'feather.mask'}, {'input': 'load.file', 'label': 'Picture'}, {'input': 'gone.radius'}, {'input': 'mix.feather'}, {'input': 'mix.feather'}]}");
        return text;
    }

  private slots:
    // The list that comes with Noiseloom is made of its templates; `noiseloom publish --usual --json > resources/templates/published.json` makes it anew.
    void the_usual_list_is_that_of_the_templates() {
        const Workplace place;
        const Outcome usual = place.run({"publish", "--usual", "--json"});
        QFile file(NOISELOOM_SOURCE_DIR "/resources/templates/published.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(usual.out, file.readAll());
        QVERIFY(QJsonDocument::fromJson(usual.out)["workflows"].toArray().size() >= 4);
        QCOMPARE(place.run({"publish", "--json"}).out, usual.out);   // as long as the user has none
    }

    void a_workflow_is_published_with_its_form() {
        const Workplace place;
        place.write("soft.noiseloom", workflow());
        const int before = static_cast<int>(listed(place).size());
        const Outcome done = place.run({"publish", "soft.noiseloom", "--title", "Soften Edges…"});
        QVERIFY2(done.status == 0 && done.out.startsWith("soften-edges: "), shown(done));
        const QJsonArray all = listed(place);
        QCOMPARE(all.size(), before + 1);
        const QJsonObject made = named(all, "soften-edges");
        QCOMPARE(made["title"].toString(), QString("Soften Edges…"));
        QCOMPARE(made["about"].toString(), QString("Softens."));
        const QJsonArray fields = made["fields"].toArray();   // what the form shows and nothing feeds, each once
        QCOMPARE(fields.size(), 2);
        QCOMPARE(fields[0].toObject()["name"].toString(), QString("how-soft"));
        QCOMPARE(fields[0].toObject()["kind"].toString(), QString("number"));
        QCOMPARE(fields[0].toObject()["value"].toDouble(), 7.0);
        QCOMPARE(fields[0].toObject()["input"].toString(), QString("feather.radius"));
        QCOMPARE(fields[1].toObject()["name"].toString(), QString("feather"));
        const QJsonArray inputs = made["inputs"].toArray();   // first what the form shows
        QCOMPARE(inputs.size(), 2);
        QCOMPARE(inputs[0].toObject()["input"].toString(), QString("load.file"));
        QCOMPARE(inputs[0].toObject()["name"].toString(), QString("picture"));
        QCOMPARE(inputs[1].toObject()["name"].toString(), QString("picture-2"));
        // The copy is what counts from now on: the file may go.
        QVERIFY(QFile::remove(place.path("soft.noiseloom")));
        QVERIFY(QFile::exists(made["source"].toString()));
        QCOMPARE(place.run({"validate", made["source"].toString()}).status, 0);
    }

    void the_same_title_replaces_and_removing_takes_the_copy_away() {
        const Workplace place;
        place.write("soft.noiseloom", workflow());
        place.write("hard.noiseloom", QByteArray(workflow()).replace("\"radius\": 7", "\"radius\": 1"));
        QCOMPARE(place.run({"publish", "soft.noiseloom", "--title", "Soft"}).status, 0);
        const int count = static_cast<int>(listed(place).size());
        QCOMPARE(place.run({"publish", "hard.noiseloom", "--title", "Soft"}).status, 0);
        QCOMPARE(listed(place).size(), count);
        const QJsonObject made = named(listed(place), "soft");
        QCOMPARE(made["fields"].toArray()[0].toObject()["value"].toDouble(), 1.0);
        QCOMPARE(place.run({"publish", "--remove", "soft"}).status, 0);
        QCOMPARE(listed(place).size(), count - 1);
        QVERIFY(!QFile::exists(made["source"].toString()));
        const Outcome again = place.run({"publish", "--remove", "soft"});
        QVERIFY2(again.status == 2 && again.err.contains("no workflow is published as 'soft'"), shown(again));
    }

    void titles_of_any_script_have_entries_of_their_own() {
        const Workplace place;
        place.write("soft.noiseloom", workflow());
        const int before = static_cast<int>(listed(place).size());
        for (const char* title : {"水彩", "油画", "Run", "水彩"}) QCOMPARE(place.run({"publish", "soft.noiseloom", "--title", title}).status, 0);
        const QJsonArray all = listed(place);
        QCOMPARE(all.size(), before + 3);
        QCOMPARE(named(all, "workflow")["title"].toString(), QString("水彩"));
        QCOMPARE(named(all, "workflow-2")["title"].toString(), QString("油画"));
        QCOMPARE(named(all, "run-2")["title"].toString(), QString("Run"));
        for (const char* title : {"  ", ""}) {
            const Outcome blank = place.run({"publish", "soft.noiseloom", "--title", title});
            QVERIFY2(blank.status == 2 && blank.err.contains("needs a title"), shown(blank));
        }
    }

    void those_that_come_with_it_can_be_removed_too() {
        const Workplace place;
        const QString name = listed(place)[0].toObject()["name"].toString();
        QCOMPARE(place.run({"publish", "--remove", name}).status, 0);
        QVERIFY(named(listed(place), name).isEmpty());
    }

    void what_is_wrong_is_said() {
        const Workplace place;
        QVERIFY(QDir().mkpath(place.path("../home/.local/share/noiseloom")));
        QFile file(place.path("../home/.local/share/noiseloom/published.json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{\"workflows\": 3}") > 0);
        file.close();
        const Outcome damaged = place.run({"publish"});
        QVERIFY2(damaged.status == 3 && damaged.err.contains("it has no list of workflows") && damaged.err.contains("Remove it"), shown(damaged));
        const Workplace other;
        QCOMPARE(other.run({"publish", "no-such"}).status, 3);
    }
};

QTEST_GUILESS_MAIN(PublishTest)
#include "publish_test.moc"
