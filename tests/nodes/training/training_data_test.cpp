#include "training/data.h"

#include <atomic>
#include <chrono>
#include <thread>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "diffusion/random.h"
#include "image/write.h"
#include "training/prefetch.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace noiseloom;

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const DataSet> data(const Json& json, const fs::path& folder = "", Captions captions = Captions::needed) {
    return make_data(Settings(json, folder / "test.json"), captions);
}

template <class Work>
Error failure_of(Work&& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return failure.error();
    }
    return {};
}

std::size_t different_words(const std::string& a, const std::string& b) {
    const QStringList first = QString::fromStdString(a).split(' '), second = QString::fromStdString(b).split(' ');
    std::size_t count = 0;
    for (const auto& word : first) count += !second.contains(word);
    return count;
}

}  // namespace

class TrainingDataTest : public QObject {
    Q_OBJECT
  private slots:
    void a_pass_holds_every_item_once() {
        for (const std::int64_t size : {1, 2, 3, 100, 257}) {
            std::vector<std::int64_t> first, second;
            for (std::int64_t i = 0; i < size; ++i) {
                first.push_back(shuffled(i, size, 5));
                second.push_back(shuffled(size + i, size, 5));
            }
            if (size >= 100) QVERIFY(first != second && !std::is_sorted(first.begin(), first.end()));
            for (auto* pass : {&first, &second}) {
                std::sort(pass->begin(), pass->end());
                for (std::int64_t i = 0; i < size; ++i) QCOMPARE((*pass)[static_cast<std::size_t>(i)], i);
            }
        }
    }

    void draws_depend_on_their_address_only() {
        QVERIFY(Draws(mixed({1, 2})).normal({4}).equal(Draws(mixed({1, 2})).normal({4})));
        QVERIFY(!Draws(mixed({1, 2})).normal({4}).equal(Draws(mixed({2, 1})).normal({4})));
        QVERIFY(mixed(1, "a.weight") != mixed(1, "a.bias"));
        const at::Tensor many = Draws(7).normal({10000});
        QVERIFY(std::abs(many.mean().item<double>()) < 0.05 && std::abs(many.std().item<double>() - 1) < 0.05);
    }

    void scenes_are_functions_of_their_number() {
        const auto scenes = data({{"size", 100}});
        QCOMPARE(scenes->size(), 100);
        QVERIFY(scenes->picture(3, 32).equal(scenes->picture(3, 32)));
        QVERIFY(!scenes->picture(3, 32).equal(scenes->picture(4, 32)));
        QVERIFY(scenes->picture(102, 32).equal(data({{"size", 50}})->picture(52, 32)));   // held out: the same whatever is trained on
        const at::Tensor batch = pictures(*scenes, {1, 2}, 32);
        QCOMPARE(batch.sizes().vec(), (std::vector<std::int64_t>{2, 3, 32, 32}));
        QVERIFY(batch.min().item<double>() >= -1 && batch.max().item<double>() <= 1 && batch.min().item<double>() < 0);
        QCOMPARE(scenes->labels(3).size(), scenes->label_kinds().size());
    }

    void unknown_settings_are_errors() {
        QCOMPARE(failure_of([&] { data({{"sizee", 100}}); }).message, std::string("test.json: 'sizee' is no setting."));
        QVERIFY(failure_of([&] { data({{"scenes", {{"colors", {"red"}}}}}); }).message.find("colors") != std::string::npos);
        QCOMPARE(failure_of([&] { data({{"scenes", Json::object()}, {"folder", "."}}); }).message,
                 std::string("test.json: 'folder' and 'scenes' are both set."));
    }

    void wrong_captions_are_wrong_in_one_thing() {
        const auto scenes = data({{"size", 100}, {"scenes", {{"two_objects", 0}}}});
        for (std::int64_t item = 0; item < 50; ++item) {
            const auto draw = static_cast<std::uint64_t>(item);
            const std::string right = scenes->caption(item, draw, true);
            for (const char* kind : {"kind", "colour"}) {
                const std::string wrong = scenes->wrong_caption(item, draw, kind, true);
                const std::size_t count = different_words(right, wrong);
                QVERIFY2(count >= 1 && count <= 2, (right + " / " + wrong).c_str());   // "an orange", "a red"
            }
            QVERIFY(scenes->wrong_caption(item, draw, "position", true) != right);
            QVERIFY(scenes->wrong_caption(item, draw, "background", true) != right);
            QCOMPARE(scenes->wrong_caption(item, draw, "mood", true), std::string());
        }
    }

    void a_folder_of_pictures_with_captions() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        fs::create_directories(folder / "set/inner");
        const auto put = [&](const char* name, float value) {
            write_image(folder / "set" / name, make_image(8, 6, 3, std::vector<float>(8 * 6 * 3, value))).or_throw();
        };
        QCOMPARE(failure_of([&] { data({{"folder", "nowhere"}}, folder); }).message,
                 "test.json: 'folder' names " + (folder / "nowhere").string() + ", which does not exist.");
        QCOMPARE(failure_of([&] { data({{"folder", "set"}}, folder); }).message, std::string("test.json: 'folder' holds fewer than two pictures."));
        put("a.png", 0);
        put("inner/b.png", 1);
        put("c.png", 0.5F);
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \"inner/b.png\", \"text\": \"white\"}\n\n").or_throw();
        write_file(folder / "set/a.txt", "black\n").or_throw();
        const Error missing = failure_of([&] { data({{"folder", "set"}}, folder); });
        QCOMPARE(missing.message, std::string("test.json: 'folder' holds c.png without a caption."));
        QVERIFY(missing.hint.find("c.txt") != std::string::npos);
        write_file(folder / "set/c.txt", "grey").or_throw();

        const auto set = data({{"folder", "set"}}, folder);
        QCOMPARE(set->size() + set->held_out(), 3);
        std::map<std::string, int> values;
        for (std::int64_t i = 0; i < 3; ++i) values[set->caption(i, 0)] = set->picture(i, 4)[0][0][0].item<int>();
        QCOMPARE(values, (std::map<std::string, int>{{"black", 0}, {"grey", 128}, {"white", 255}}));

        QCOMPARE(set->wrong_caption(0, 5, "kind", true), std::string());   // nobody knows of which kind they are
        for (std::int64_t item = 0; item < 3; ++item)
            for (std::uint64_t draw = 0; draw < 8; ++draw) {
                const std::string wrong = set->wrong_caption(item, draw, "caption", true);
                QVERIFY(values.contains(wrong) && wrong != set->caption(item, draw));
            }

        const std::string cut = read_file(folder / "set/inner/b.png", 1 << 20).or_throw();
        write_file(folder / "set/inner/b.png", cut.substr(0, cut.size() / 2)).or_throw();
        const std::string words = failure_of([&] {
            for (std::int64_t item = 0; item < 3; ++item) set->picture(item, 4);
        }).message;
        QVERIFY2(words.starts_with((folder / "set/inner/b.png").string() + ": "), words.c_str());

        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \"b.png\", \"text\": \"white\"}").or_throw();
        QVERIFY(failure_of([&] { data({{"folder", "set"}}, folder); }).message.find("metadata.jsonl, line 1: there is no picture 'b.png'") != std::string::npos);
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \"./inner//b.png\", \"text\": \"snow\"}").or_throw();
        const auto renamed = data({{"folder", "set"}}, folder);
        std::set<std::string> captions;
        for (std::int64_t item = 0; item < 3; ++item) captions.insert(renamed->caption(item, 0));
        QCOMPARE(captions, (std::set<std::string>{"black", "grey", "snow"}));
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \"c.png\", \"text\": \"a\"}\n{\"file_name\": \"./c.png\", \"text\": \"b\"}").or_throw();
        QVERIFY(failure_of([&] { data({{"folder", "set"}}, folder); }).message.find("line 2: 'c.png' has a line already") != std::string::npos);
        fs::create_symlink("loop.png", folder / "set/loop.png");   // a link to itself is no picture
        write_file(folder / "set/metadata.jsonl", "").or_throw();
        write_file(folder / "set/inner/b.txt", "white").or_throw();
        QCOMPARE(data({{"folder", "set"}}, folder)->size() + 1, 3);
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": 1}").or_throw();
        const Error number = failure_of([&] { data({{"folder", "set"}}, folder); });
        QVERIFY2(number.message.find("metadata.jsonl, line 1: 'file_name' is 1, which is no text.") != std::string::npos, number.message.c_str());
        write_file(folder / "set/metadata.jsonl", "[1]").or_throw();
        QVERIFY(failure_of([&] { data({{"folder", "set"}}, folder); }).message.find("metadata.jsonl, line 1: no object with the texts") != std::string::npos);
    }

    void captions_come_as_editors_write_them() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        for (const char* name : {"a.png", "b.png"}) write_image(folder / name, make_image(4, 4, 3, std::vector<float>(48, 0.5F))).or_throw();
        const std::string mark = "\xEF\xBB\xBF";
        const Json json{{"folder", "."}};
        const auto words = [&] { return failure_of([&] { data(json, folder); }).message; };
        write_file(folder / "metadata.jsonl", mark + "{\"file_name\": \"a.png\", \"text\": \"one\", \"class\": null}\n").or_throw();
        write_file(folder / "b.txt", mark + "two\n").or_throw();
        const auto set = data(json, folder);
        QCOMPARE((std::set<std::string>{set->caption(0, 0), set->caption(1, 0)}), (std::set<std::string>{"one", "two"}));
        write_file(folder / "b.txt", "\n").or_throw();
        QCOMPARE(words(), std::string("test.json: 'folder' holds b.png with an empty caption."));
        QCOMPARE(data(json, folder, Captions::optional)->size(), 1);
        write_file(folder / "b.txt", "two").or_throw();
        for (const auto& [text, kind, wrong] : {std::tuple("7", "\"x\"", "'text' is 7"), std::tuple("\"two\"", "10", "'class' is 10")}) {
            write_file(folder / "metadata.jsonl", std::string("\n{\"file_name\": \"b.png\", \"text\": ") + text + ", \"class\": " + kind + "}").or_throw();
            const std::string said = words();
            QVERIFY2(said.find("metadata.jsonl, line 2: " + std::string(wrong) + ", which is no text.") != std::string::npos, said.c_str());
        }
    }

    void captions_are_utf8() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        for (const char* name : {"a", "b"}) {
            write_image(folder / (std::string(name) + ".png"), make_image(4, 4, 3, std::vector<float>(48, 1.0F))).or_throw();
            write_file(folder / (std::string(name) + ".txt"), std::string("\xff\xfe") + "a").or_throw();   // UTF-16's mark
        }
        QVERIFY(failure_of([&] { data({{"folder", "."}}, folder); }).message.ends_with("is no UTF-8 text."));
    }

    void the_output_folder_is_no_data() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        fs::create_directories(folder / "photos");
        fs::create_directories(folder / "run/pictures");
        const auto words = [&](const Json& json, const fs::path& output) {
            Settings settings({{"data", json}}, folder / "test.json");
            return failure_of([&] { check_apart(settings, output); }).message;
        };
        const Json photos{{"folder", "photos/"}}, shown{{"folder", "run/pictures"}};
        QCOMPARE(words(photos, folder / "photos/run"), "test.json: 'data.folder' holds the output folder " + (folder / "photos/run").string() +
                                                           ": the pictures that a run makes would join its data.");
        QVERIFY(!words(photos, folder / "photos").empty() && !words(photos, folder / "run/../photos/a/b").empty());
        QVERIFY(!words(shown, folder / "run").empty());
        QVERIFY(words(photos, folder / "run").empty() && words(photos, folder / "photos-2").empty() && words(shown, folder / "run/next").empty());
        QVERIFY(words({{{"until", 0.5}, {"scenes", Json::object()}}, photos}, folder / "photos/run").find("'data[1].folder'") != std::string::npos);
    }

    void folders_and_metadata_tell_classes() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        const auto put = [&](const std::string& name, float value) {
            fs::create_directories((folder / "set" / name).parent_path());
            write_image(folder / "set" / name, make_image(4, 4, 3, std::vector<float>(48, value))).or_throw();
        };
        for (int i = 0; i < 40; ++i) put((i % 2 ? "dark/" : "light/") + std::to_string(i) + ".png", i % 2 ? 0 : 1);
        const Json json{{"folder", "set"}};
        const auto set = data(json, folder, Captions::optional);
        QCOMPARE(set->label_kinds().size(), std::size_t{1});
        QCOMPARE(set->label_kinds().front().name, std::string("class"));
        QCOMPARE(set->label_kinds().front().classes, (std::vector<std::string>{"dark", "light"}));
        std::int64_t light = 0;
        for (std::int64_t i = 0; i < set->size() + set->held_out(); ++i) {
            QCOMPARE(set->labels(i).front(), set->picture(i, 4)[0][0][0].item<int>() > 0 ? 1 : 0);
            light += i < 10 ? set->labels(i).front() : 0;
        }
        QVERIFY(light > 0 && light < 10);   // shuffled, and so those held out

        put("loose.png", 1);
        const auto mixed = data(json, folder, Captions::optional);
        QVERIFY(mixed->label_kinds().empty());
        QCOMPARE(mixed->why_no_labels(), std::string("loose.png has no class: put it into the folder of one, or give it a \"class\" in metadata.jsonl."));
        QVERIFY(set->why_no_labels().empty());
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \"loose.png\", \"class\": \"other\"}").or_throw();
        QCOMPARE(data(json, folder, Captions::optional)->label_kinds().front().classes, (std::vector<std::string>{"dark", "light", "other"}));
        QCOMPARE(failure_of([&] { data({{"folder", "set"}}, folder); }).message.find("without a caption") != std::string::npos, true);
    }

    void links_are_followed_and_what_is_hidden_is_not_there() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        const auto put = [&](const std::string& name) {
            fs::create_directories((folder / name).parent_path());
            write_image(folder / name, make_image(4, 4, 3, std::vector<float>(48, 1.0F))).or_throw();
        };
        for (const char* name : {"elsewhere/a.png", "elsewhere/b.png", "set/dogs/c.png", "set/dogs/.thumbs/c.png", "set/.trash/d.png"}) put(name);
        write_file(folder / "set/dogs/._c.png", "no picture").or_throw();
        fs::create_directory_symlink("../elsewhere", folder / "set/cats");
        fs::create_directory_symlink("..", folder / "set/dogs/round");
        fs::create_symlink("../elsewhere/a.png", folder / "set/a.png");
        const auto set = data({{"folder", "set"}}, folder, Captions::optional);
        QCOMPARE(set->size() + set->held_out(), std::int64_t{4});
        fs::remove(folder / "set/a.png");
        const auto classes = data({{"folder", "set"}}, folder, Captions::optional);
        QCOMPARE(classes->label_kinds().front().classes, (std::vector<std::string>{"cats", "dogs"}));
        write_file(folder / "set/metadata.jsonl", "{\"file_name\": \".trash/d.png\", \"class\": \"other\"}").or_throw();
        QVERIFY(failure_of([&] { data({{"folder", "set"}}, folder, Captions::optional); }).message.find("there is no picture '.trash/d.png' in the folder") != std::string::npos);
    }

    // A run goes on with a copy of the pictures, not with others; what was computed from them is not even kept for a copy.
    void a_folder_is_known_by_its_files() {
        const QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        const auto put = [&](const std::string& name, int side) {
            fs::create_directories((folder / name).parent_path());
            write_image(folder / name, make_image(side, side, 3, std::vector<float>(static_cast<std::size_t>(3 * side * side), 0.5F)), {.existing = Existing::replace}).or_throw();
        };
        for (const char* name : {"a/1.png", "a/2.png", "b/1.png", "b/2.png"}) put(name, 8);
        const auto identity = [&](const char* name) {
            Settings settings({{"data", {{"folder", name}}}}, folder / "test.json");
            make_data(settings.section("data"));
            return settings.identity();
        };
        const auto pictures_of = [&](const char* name) { return data({{"folder", name}}, folder, Captions::optional)->pictures_identity(); };
        fs::last_write_time(folder / "b/1.png", fs::last_write_time(folder / "a/1.png") + std::chrono::hours(1));
        QCOMPARE(identity("a"), identity("b"));
        QVERIFY(pictures_of("a") != pictures_of("b"));
        write_file(folder / "b/1.txt", "grey").or_throw();
        QVERIFY(identity("a") != identity("b"));
        fs::remove(folder / "b/1.txt");
        QCOMPARE(identity("a"), identity("b"));
        put("b/3.png", 8);
        QVERIFY(identity("a") != identity("b"));
    }

    void what_was_made_ahead_comes_in_order() {
        Prefetch<int> numbers(3, 6, 2, [](std::int64_t number) { return static_cast<int>(number * 10); });
        QCOMPARE(numbers.next(), 30);
        QCOMPARE(numbers.next(), 40);
        QCOMPARE(numbers.next(), 50);
        Prefetch<int> failing(0, 6, 2, [](std::int64_t number) -> int {
            if (number == 1) throw std::runtime_error("no more");
            return 1;
        });
        QCOMPARE(failing.next(), 1);
        QVERIFY_EXCEPTION_THROWN(failing.next(), std::runtime_error);
    }

    // The first is the slowest: the others wait for it, and no more than four of them are made meanwhile.
    void several_threads_keep_the_order() {
        std::atomic<int> made = 0;
        int made_meanwhile = 0;
        Prefetch<std::int64_t> numbers(0, 40, 4, [&](std::int64_t number) {
            if (number == 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
                made_meanwhile = made;
            }
            ++made;
            return number;
        }, 3);
        for (std::int64_t i = 0; i < 40; ++i) QCOMPARE(numbers.next(), i);
        QVERIFY(made_meanwhile <= 3);
    }
};

QTEST_APPLESS_MAIN(TrainingDataTest)
#include "training_data_test.moc"
