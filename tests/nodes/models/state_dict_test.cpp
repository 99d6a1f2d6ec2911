#include "models/state_dict.h"

#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>

#include "models/safetensors.h"
#include "nodes/models/safetensors_files.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

QString message_of(const std::function<void()>& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return QString::fromStdString(failure.error().message);
    }
    return {};
}

// A folder with two shards ("a" and "b" of 8 bytes each) and this index.
fs::path sharded(const fs::path& folder, const std::string& index) {
    fs::create_directories(folder);
    write_safetensors(folder / "model-00001-of-00002.safetensors", {{"a", at::arange(2.0, at::kFloat)}}).or_throw();
    write_safetensors(folder / "model-00002-of-00002.safetensors", {{"b", at::ones({2}, at::kFloat)}}).or_throw();
    return testing::write(folder / "model.safetensors.index.json", index);
}

const char* good_index = R"({"metadata": {"total_size": 16}, "weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})";

}  // namespace

class StateDictTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    fs::path path(const std::string& name) const { return fs::path(folder_.path().toStdString()) / name; }

  private slots:
    void takes_and_reports() {
        StateDict state("x.safetensors");
        state.put("encoder.conv.weight", at::zeros({2, 3}));
        state.put("encoder.conv.bias", at::zeros({2}));
        state.put("decoder.bias", at::zeros({1}));
        const StateDict encoder = state.scoped("encoder.");
        QCOMPARE(encoder.names(), (std::vector<std::string>{"conv.bias", "conv.weight"}));
        QVERIFY(encoder.take("conv.weight", {2, 3}).defined());
        QCOMPARE(state.unused(), (std::vector<std::string>{"decoder.bias", "encoder.conv.bias"}));   // views share the marks
        QVERIFY(encoder.find("conv.bias").defined());
        QCOMPARE(encoder.unused(), (std::vector<std::string>{"conv.bias"}));   // looking is not taking
        QVERIFY(!encoder.take_if("conv.extra").defined());
        QVERIFY(encoder.take_if("conv.bias", {2}).defined());
        QVERIFY(state.contains_below("decoder.") && !state.contains_below("mid."));
        QVERIFY(encoder.scoped("conv.").contains("bias") && state.scoped("mid.").empty());
        QCOMPARE(state.bytes(), std::size_t{36});
        QCOMPARE(state.size(), std::size_t{3});
    }

    void errors_name_the_file_the_tensor_and_both_shapes() {
        StateDict state("x.safetensors");
        state.put("encoder.conv.weight", at::zeros({2, 3}));
        const StateDict encoder = state.scoped("encoder.");
        QCOMPARE(message_of([&] { encoder.take("conv.weight", {3, 2}); }),
                 QString("x.safetensors: the tensor 'encoder.conv.weight' has the shape [2, 3] where [3, 2] is expected"));
        QCOMPARE(message_of([&] { encoder.take_if("conv.weight", {6}); }),
                 QString("x.safetensors: the tensor 'encoder.conv.weight' has the shape [2, 3] where [6] is expected"));
        QCOMPARE(message_of([&] { encoder.take("conv.bias", {2}); }), QString("x.safetensors: the tensor 'encoder.conv.bias' [2] is missing"));
    }

    void reads_sharded_folders() {
        const fs::path index = sharded(path("good"), good_index);
        for (const fs::path& from : {index, index.parent_path()}) {
            const auto state = load_state_dict(from);
            QVERIFY2(state, state ? "" : state.error().message.c_str());
            QVERIFY(at::equal(state->find("a"), at::arange(2.0, at::kFloat)) && at::equal(state->find("b"), at::ones({2})));
        }
    }

    void refuses_bad_indexes_data() {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QString>("words");
        const auto names = [](const char* tag, const QByteArray& shard, const char* words) {
            QTest::newRow(tag) << "{\"weight_map\": {\"a\": \"" + shard + "\", \"b\": \"model-00002-of-00002.safetensors\"}}" << QString(words);
        };
        names("folder above", "../x.safetensors", "'../x.safetensors' is not the name of a .safetensors file in the same folder, at weight_map.a");
        names("absolute", "/etc/x.safetensors", "is not the name of a .safetensors file");
        names("NUL", "x\\u0000.safetensors", "NUL");
        names("backslash", "..\\\\x.safetensors", "is not the name of a .safetensors file");
        names("URL", "https://example.com/x.safetensors", "is not the name of a .safetensors file");
        names("drive", "c:x.safetensors", "is not the name of a .safetensors file");
        names("control character", "x\\u001b[31m.safetensors", "is not the name of a .safetensors file");
        names("other kind", "model.bin", "is not the name of a .safetensors file");
        names("itself", "model.safetensors.index.json", "is not the name of a .safetensors file");
        names("missing shard", "model-00003-of-00002.safetensors", "the shard 'model-00003-of-00002.safetensors' is missing");
        names("wrong shard", "model-00002-of-00002.safetensors", "is not in model-00002-of-00002.safetensors");
        QTest::newRow("listed but absent")
            << QByteArray(R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors", "c": "model-00001-of-00002.safetensors"}})")
            << "the tensor 'c' is not in model-00001-of-00002.safetensors";
        QTest::newRow("not listed") << QByteArray(R"({"weight_map": {"c": "model-00001-of-00002.safetensors"}})")
                                    << "the tensor 'a' of model-00001-of-00002.safetensors is not in the index";
        QTest::newRow("listed twice") << QByteArray(R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "a": "model-00002-of-00002.safetensors"}})")
                                      << "the key 'a' stands twice";
        QTest::newRow("other total") << QByteArray(good_index).replace("16", "17") << "the shards hold 16 bytes of tensors but the index says 17";
        QTest::newRow("no map") << QByteArray("{}") << "an object 'weight_map' from tensors to files is expected";
        QTest::newRow("empty map") << QByteArray(R"({"weight_map": {}})") << "the index names no tensors";
        QTest::newRow("number") << QByteArray(R"({"weight_map": {"a": 1}})") << "a file name is expected, at weight_map.a";
        QByteArray many = "{\"weight_map\": {";
        for (int i = 0; i < 200'000; ++i) many += (i ? ",\"" : "\"") + QByteArray::number(i) + "\": \"" + QByteArray::number(i) + ".safetensors\"";
        QTest::newRow("200000 shards") << many + "}}" << "more than 1000 shards";
    }
    void refuses_bad_indexes() {
        QFETCH(QByteArray, index);
        QFETCH(QString, words);
        const auto state = load_state_dict(sharded(path("bad"), index.toStdString()));
        QVERIFY(!state);
        QCOMPARE(state.error().code, Code::bad_model);
        const QString message = QString::fromStdString(state.error().message);
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void a_tensor_in_two_shards_is_refused() {
        const fs::path index = sharded(path("twice"), good_index);
        write_safetensors(index.parent_path() / "model-00002-of-00002.safetensors", {{"a", at::ones({2})}, {"b", at::ones({2})}}).or_throw();
        const auto state = load_state_dict(index);
        QVERIFY(!state);
        QVERIFY2(QString::fromStdString(state.error().message).contains("lies in model-00002-of-00002.safetensors and, by the index, in model-00001"),
                 state.error().message.c_str());
    }

    void variants_and_their_order() {
        fs::create_directories(path("v"));
        const auto put = [&](const std::string& name, double value) { write_safetensors(path("v/" + name), {{"x", at::full({1}, value)}}).or_throw(); };
        const auto value = [&](const char* variant) { return load_state_dict(path("v"), variant).or_throw().find("x").item<double>(); };
        put("model.fp16.safetensors", 16);
        QCOMPARE(value(""), 16.0);   // the only one there
        put("model.safetensors", 32);
        QCOMPARE(value(""), 32.0);
        QCOMPARE(value("fp16"), 16.0);
        QCOMPARE(value("bf16"), 32.0);   // falls back
    }

    void a_hugging_face_snapshot_is_followed() {
        const fs::path cache = path("models--someone--tiny");
        fs::create_directories(cache / "blobs");
        fs::create_directories(cache / "snapshots/1234/unet");
        const fs::path index = sharded(cache / "real", good_index);
        for (const auto& [name, blob] : {std::pair{"model.safetensors.index.json", "aaaa"}, {"model-00001-of-00002.safetensors", "bbbb"}, {"model-00002-of-00002.safetensors", "cccc"}}) {
            fs::rename(index.parent_path() / name, cache / "blobs" / blob);
            fs::create_symlink(fs::path("../../../blobs") / blob, cache / "snapshots/1234/unet" / name);
        }
        const auto state = load_state_dict(cache / "snapshots/1234/unet");
        QVERIFY2(state, state ? "" : state.error().message.c_str());
        QCOMPARE(state->size(), std::size_t{2});
    }

    void scaled_eight_bit_floats_are_refused() {
        const at::Tensor weight = at::ones({2}).to(at::kFloat8_e4m3fn);
        write_safetensors(path("plain.safetensors"), {{"w.weight", weight}}).or_throw();
        QVERIFY(load_state_dict(path("plain.safetensors")));
        write_safetensors(path("scaled.safetensors"), {{"w.weight", weight}, {"w.scale_weight", at::scalar_tensor(0.5)}}).or_throw();
        const auto state = load_state_dict(path("scaled.safetensors"));
        QVERIFY(!state);
        QVERIFY2(QString::fromStdString(state.error().message).endsWith("the weights are scaled 8-bit floats ('w.scale_weight'), which are not supported"), state.error().message.c_str());
    }

    void folders_without_weights_say_what_they_hold() {
        fs::create_directories(path("empty"));
        QCOMPARE(QString::fromStdString(load_state_dict(path("empty")).error().message), QString::fromStdString(path("empty").string() + ": the folder is empty"));
        testing::write(path("empty/pytorch_model.bin"), "PK");
        QVERIFY(QString::fromStdString(load_state_dict(path("empty")).error().message).contains("only as a pickle ('pytorch_model.bin')"));
        testing::write(path("empty/a.safetensors"), "");
        testing::write(path("empty/b.safetensors"), "");
        QVERIFY(QString::fromStdString(load_state_dict(path("empty")).error().message).contains("holds 2 .safetensors files"));
    }
};

QTEST_GUILESS_MAIN(StateDictTest)
#include "state_dict_test.moc"
