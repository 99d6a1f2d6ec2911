#include "training/export.h"

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "models/safetensors.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

StateDict weights() {
    StateDict state;
    for (const char* name : {"a.weight", "b.weight", "c.weight"}) state.put(name, at::arange(8, at::kFloat) + static_cast<double>(name[0]));
    return state;
}

}  // namespace

class ExportTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    fs::path folder() const { return folder_.path().toStdString(); }

    void reads_back() const {
        const StateDict read = load_state_dict(folder()).or_throw(), written = weights();
        QCOMPARE(read.names(), written.names());
        for (const auto& name : written.names()) QVERIFY(read.find(name).equal(written.find(name).to(at::kHalf)));
    }

  private slots:
    void large_weights_come_in_several_files_and_an_index() {
        write_model_part(folder(), "model", Json::object(), weights(), 40);   // two tensors of 16 bytes each
        QVERIFY(fs::exists(folder() / "model-00001-of-00002.safetensors") && fs::exists(folder() / "model-00002-of-00002.safetensors"));
        QVERIFY(!fs::exists(folder() / "model.safetensors"));
        const Json index = parse_json(read_file(folder() / "model.safetensors.index.json", 4096).or_throw()).or_throw();
        QCOMPARE(index["metadata"]["total_size"].get<int>(), 48);
        QCOMPARE(index["weight_map"]["c.weight"].get<std::string>(), std::string("model-00002-of-00002.safetensors"));
        reads_back();
    }

    void one_file_takes_the_place_of_several_and_the_other_way_round() {
        write_model_part(folder(), "model", Json::object(), weights());
        QVERIFY(fs::exists(folder() / "model.safetensors") && !fs::exists(folder() / "model.safetensors.index.json"));
        reads_back();
        write_model_part(folder(), "model", Json::object(), weights(), 40);
        QVERIFY(!fs::exists(folder() / "model.safetensors"));
        reads_back();
    }

    void parts_of_an_earlier_export_go_and_nothing_else() {
        const auto files = [&] {
            std::set<std::string> names;
            for (const auto& entry : fs::directory_iterator(folder())) names.insert(entry.path().filename().string());
            return names;
        };
        for (const char* mine : {"model.safetensors.bak", "model-00001-of-00002.txt", "model.fp16.safetensors", "my-model-00001-of-00002.safetensors", "model-a-of-b.safetensors"})
            write_file(folder() / mine, "mine").or_throw();
        std::set<std::string> kept = files();
        write_model_part(folder(), "model", Json::object(), weights(), 20);
        QVERIFY(fs::exists(folder() / "model-00003-of-00003.safetensors") && !fs::exists(folder() / "model-00001-of-00002.safetensors"));
        reads_back();
        write_model_part(folder(), "model", Json::object(), weights());
        for (const char* now : {"model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "model.safetensors.index.json"}) kept.erase(now);
        kept.insert("model.safetensors");
        QCOMPARE(files(), kept);
        for (const char* mine : {"model.fp16.safetensors", "my-model-00001-of-00002.safetensors", "model-a-of-b.safetensors"}) fs::remove(folder() / mine);
        reads_back();
    }

    void a_part_that_is_gone_is_an_error_that_says_how_to_go_on() {
        try {
            copy_model_part(folder() / "gone", folder() / "copy");
            QFAIL("nothing was said");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().code, Code::disk);
            QVERIFY(failure.error().hint.find("checkpoint") != std::string::npos);
        }
    }
};

QTEST_APPLESS_MAIN(ExportTest)
#include "export_test.moc"
