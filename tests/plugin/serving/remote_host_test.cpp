#include "serving/remote_host.h"

#include <QSignalSpy>
#include <QtTest>

#include "core/free_memory.h"
#include "image/images.h"
#include "plugin/serving/fake_bridge.h"

using namespace noiseloom;

namespace {

Value plain_picture(int width, int height, float value) { return Value::of(Images{{make_image(width, height, 3, std::vector<float>(static_cast<std::size_t>(width * height * 3), value))}}); }

Hello gimp() {
    Hello hello;
    hello.protocol = host_protocol;
    hello.name = "GIMP";
    return hello;
}

}  // namespace

class RemoteHostTest : public QObject {
    Q_OBJECT

    std::unique_ptr<FakeBridge> bridge_;
    const std::shared_ptr<SegmentPool> pool_ = std::make_shared<SegmentPool>();
    QThreadPool threads_;
    std::unique_ptr<RemoteHost> host_;

    void join() { host_ = std::make_unique<RemoteHost>(bridge_->join(), gimp(), bridge_->document, pool_, threads_); }

    // What `ask` is told, once it is.
    template <class T, class Ask>
    Result<T> told(Ask ask) {
        std::optional<Result<T>> answer;
        ask([&](const Result<T>& result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); })) return Error{Code::internal, "nothing was told", "", "", "", ""};
        return *answer;
    }
    Result<HostPictures> fetched() {
        return told<HostPictures>([&](auto tell) { host_->fetch({{"image.file", PixelSource::layer, "5", "Sky"}}, {2, 1, 4, 3}, tell); });
    }
    Result<std::vector<std::string>> put(std::vector<HostResult> results, const HostPlacement& placement) {
        return told<std::vector<std::string>>([&](auto tell) { host_->put(std::move(results), placement, tell); });
    }

    // Pixels and mask of what the put changed.
    using Bytes = std::vector<unsigned char>;
    std::pair<Bytes, Bytes> replaced(std::size_t put) const {
        const PutLayer& layer = bridge_->puts[put].layers[0];
        const auto at = bridge_->put_pixels[put].begin();
        const auto pixels = static_cast<std::ptrdiff_t>(layer.rect.width * layer.rect.height), mask = static_cast<std::ptrdiff_t>(layer.mask.value_or(0));
        return {Bytes(at, at + 4 * pixels), Bytes(at + mask, at + mask + pixels)};
    }

  private slots:
    void init() { bridge_ = std::make_unique<FakeBridge>(); }
    void cleanup() {
        host_.reset();
        bridge_.reset();
        QVERIFY(threads_.waitForDone(5000));
    }

    void layers_become_pictures() {
        join();
        const auto pictures = fetched();
        QVERIFY2(pictures, pictures ? "" : pictures.error().message.c_str());
        const HandedPicture& handed = pictures->handed->at("image.file");
        QCOMPARE(handed.name, std::string("Sky"));
        const Image& picture = handed.picture.as<Image>();
        QCOMPARE(picture.width, 4);
        QCOMPARE(picture.at(1, 0, 0), 20 / 255.0F);
        QVERIFY(!pictures->selection);
        QVERIFY(!handed.mask);
    }

    void the_selection_is_the_mask() {
        bridge_->document.selection = HostRect{3, 1, 2, 2};
        bridge_->selection = {0, 255, 128, 0, 0, 255, 255, 0, 0, 0, 0, 0};
        join();
        const auto pictures = fetched();
        QVERIFY(pictures && pictures->selection);
        QCOMPARE(pictures->handed->at("image.file").mask.as<Mask>().image.at(2, 0, 0), 128 / 255.0F);
    }

    void pictures_count_by_their_content() {
        bridge_->document.selection = HostRect{3, 1, 2, 2};
        bridge_->selection.assign(12, 255);
        join();
        const Key first = fetched()->handed->at("image.file").content;
        QVERIFY(fetched()->handed->at("image.file").content == first);
        bridge_->pixels[9] ^= 1;
        const Key second = fetched()->handed->at("image.file").content;
        QVERIFY(second != first);
        bridge_->selection[3] = 0;
        QVERIFY(fetched()->handed->at("image.file").content != second);
    }

    void a_layer_that_several_inputs_read_is_read_once() {
        join();
        const auto pictures = told<HostPictures>([&](auto tell) { host_->fetch({{"a.file", PixelSource::layer, "5", "Sky"}, {"b.file", PixelSource::layer, "5", "Sky"}}, {2, 1, 4, 3}, tell); });
        QCOMPARE(pictures->handed->size(), std::size_t{2});
        QCOMPARE(bridge_->reads.load(), 1);
    }

    void changes_of_the_document_are_told() {
        join();
        QSignalSpy changed(host_.get(), &HostLink::document_changed);
        QVERIFY(told<void>([&](auto tell) { host_->refresh(tell); }));
        QCOMPARE(changed.count(), 0);
        bridge_->document.layers[0].name = "Sea";
        QVERIFY(told<void>([&](auto tell) { host_->refresh(tell); }));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(host_->document().layers[0].name, std::string("Sea"));
    }

    // Only what is covered goes back, where it belongs, with its transparency.
    void results_lie_where_their_picture_came_from() {
        join();
        const auto pictures = fetched();
        const Value coverage = Value::of(Mask{make_image(4, 3, 1, {0, 0, 0, 0, 0, 1, 0.5F, 0, 0, 0, 0, 0})});
        const auto layers = put({{plain_picture(4, 3, 0.2F), 0, coverage, "Fill"}}, {PutAs::layer, "5", *pictures, "Fill"});
        QVERIFY2(layers, layers ? "" : layers.error().message.c_str());
        QCOMPARE(layers->front(), std::string("10"));
        const PutLayer& layer = bridge_->puts[0].layers[0];
        QCOMPARE(layer.rect, (HostRect{3, 2, 2, 1}));
        QCOMPARE(layer.above, std::string("5"));
        QVERIFY(!bridge_->puts[0].canvas);
        QVERIFY((bridge_->put_pixels[0] == std::vector<unsigned char>{51, 51, 51, 255, 51, 51, 51, 128}));
    }

    void what_was_extended_makes_the_canvas_larger() {
        join();
        const auto pictures = fetched();
        Images larger{{make_image(10, 4, 3, std::vector<float>(120, 0.5F))}};
        larger.items[0].x = -6;
        larger.items[0].y = -1;
        QVERIFY(put({{Value::of(std::move(larger)), 0, {}, "Extend"}}, {PutAs::layer, "5", *pictures, "Extend"}));
        QCOMPARE(bridge_->puts[0].layers[0].rect, (HostRect{-4, 0, 10, 4}));
        QVERIFY(bridge_->puts[0].canvas == (HostRect{-4, 0, 12, 6}));
    }

    void without_coverage_the_selection_is_the_transparency() {
        bridge_->document.selection = HostRect{2, 1, 1, 1};
        bridge_->selection.assign(12, 0);
        bridge_->selection[0] = 255;
        join();
        const auto pictures = fetched();
        QVERIFY(put({{plain_picture(4, 3, 1), 0, {}, "Paint"}}, {PutAs::layer, "5", *pictures, "Paint"}));
        QCOMPARE(bridge_->puts[0].layers[0].rect, (HostRect{2, 1, 1, 1}));
    }

    void variations_come_in_one_step_with_the_first_one_seen() {
        join();
        const auto pictures = fetched();
        QVERIFY(put({{plain_picture(4, 3, 0), 0, {}, "Fill"}, {plain_picture(4, 3, 1), 0, {}, "Fill"}}, {PutAs::layer, "5", *pictures, "Fill"}));
        QCOMPARE(bridge_->puts.size(), std::size_t{1});
        const std::vector<PutLayer>& layers = bridge_->puts[0].layers;
        QCOMPARE(layers[1].name, std::string("Fill 2"));
        QVERIFY(layers[0].is_visible && !layers[1].is_visible);
        QCOMPARE(bridge_->put_pixels[0][layers[1].offset], 255);
    }

    void a_layer_that_memory_has_no_room_for_is_an_error() {
        constexpr int side = Image::max_side;
        if (free_memory() > std::size_t{28} * side * side) QSKIP("this machine has room for it");
        join();
        const auto pictures = told<HostPictures>([&](auto tell) { host_->fetch({{"image.file", PixelSource::layer, "5", "Sky"}}, {0, 0, side, side}, tell); });
        QVERIFY(!pictures && pictures.error().code == Code::out_of_memory);
        QVERIFY2(pictures.error().message.starts_with("a layer of 32768 x 32768 pixels needs at least 30.1 GB of memory"), pictures.error().message.c_str());
        QCOMPARE(bridge_->reads.load(), 0);
    }

    void a_selection_beside_the_layer_is_an_error() {
        bridge_->document.selection = HostRect{0, 0, 1, 1};
        bridge_->selection.assign(12, 0);
        join();
        const auto pictures = fetched();
        QVERIFY(!pictures);
        QCOMPARE(pictures.error().message, std::string("nothing of what is read is selected"));
    }

    // Pasted pictures are mixed with the layer already: no holes come of soft edges, and they are mixed once.
    void in_place_of_a_layer_results_are_as_opaque_as_it() {
        join();
        const auto pictures = fetched();
        const Value coverage = Value::of(Mask{make_image(4, 3, 1, {0, 0, 0, 0, 0, 1, 0.5F, 0, 0, 0, 0, 0})});
        QVERIFY(put({{plain_picture(4, 3, 0.2F), 0, coverage, "Fill"}}, {PutAs::replace, "5", *pictures, "Fill"}));
        QCOMPARE(bridge_->puts[0].layers[0].layer, std::string("5"));
        QVERIFY((replaced(0) == std::pair{Bytes{51, 51, 51, 255, 51, 51, 51, 255}, Bytes{255, 255}}));
        bridge_->pixels[4 * 5 + 3] = 0;   // a hole, which is filled
        bridge_->pixels[4 * 6 + 3] = 0;
        const auto again = fetched();
        QVERIFY(put({{plain_picture(4, 3, 0.2F), 0, coverage, "Fill"}}, {PutAs::replace, "5", *again, "Fill"}));
        QVERIFY((replaced(1) == std::pair{Bytes{51, 51, 51, 255, 51, 51, 51, 128}, Bytes{255, 255}}));
    }

    // By what was selected when the layer was read; without it, all of it.
    void in_place_of_a_layer_the_host_mixes_by_the_selection() {
        join();
        const auto whole = fetched();
        QVERIFY(put({{plain_picture(4, 3, 0.2F), 0, {}, "Fill"}}, {PutAs::replace, "5", *whole, "Fill"}));
        QVERIFY(!bridge_->puts[0].layers[0].mask);
        QCOMPARE(bridge_->puts[0].layers[0].rect, (HostRect{2, 1, 4, 3}));
        bridge_->document.selection = HostRect{3, 2, 2, 1};
        bridge_->selection = {0, 0, 0, 0, 0, 255, 100, 0, 0, 0, 0, 0};
        QVERIFY(told<void>([&](auto tell) { host_->refresh(tell); }));
        const auto selected = fetched();
        QVERIFY(put({{plain_picture(4, 3, 0.2F), 0, {}, "Fill"}}, {PutAs::replace, "5", *selected, "Fill"}));
        QCOMPARE(bridge_->puts[1].layers[0].rect, (HostRect{3, 2, 2, 1}));
        QVERIFY((replaced(1) == std::pair{Bytes{51, 51, 51, 255, 51, 51, 51, 255}, Bytes{255, 100}}));
    }

    // Of a result that is smaller than what it was made of, and of one that was made of nothing.
    void in_place_of_a_layer_only_what_was_selected_changes() {
        bridge_->document.selection = HostRect{3, 2, 2, 1};
        bridge_->selection = {0, 0, 0, 0, 0, 255, 100, 0, 0, 0, 0, 0};
        join();
        const auto pictures = fetched();
        QVERIFY(put({{plain_picture(2, 3, 0.2F), 0, {}, "Half"}}, {PutAs::replace, "5", *pictures, "Half"}));
        QCOMPARE(bridge_->puts[0].layers[0].rect, (HostRect{3, 2, 1, 1}));
        QVERIFY((replaced(0) == std::pair{Bytes{51, 51, 51, 255}, Bytes{255}}));
        bridge_->selection = {255, 0};   // of the selection's rectangle, which is what is asked for
        QVERIFY(put({{plain_picture(4, 3, 0.2F), 0, {}, "New"}}, {PutAs::replace, "5", {}, "New"}));
        QCOMPARE(bridge_->puts[1].layers[0].rect, (HostRect{3, 2, 1, 1}));
    }

    void what_was_extended_does_not_take_the_layers_place() {
        join();
        const auto pictures = fetched();
        Images larger{{make_image(10, 4, 3, std::vector<float>(120, 0.5F))}};
        larger.items[0].x = -6;
        const auto done = put({{Value::of(std::move(larger)), 0, {}, "Extend"}}, {PutAs::replace, "5", *pictures, "Extend"});
        QVERIFY(!done && done.error().code == Code::usage);
        QVERIFY(bridge_->puts.empty());
    }

    // What people do meanwhile: another precision, a larger canvas.
    void results_fit_the_image_as_it_is_by_now() {
        join();
        const auto pictures = fetched();
        bridge_->document.format.sample = PixelSample::u16;
        bridge_->document.width = 20;
        Images larger{{make_image(10, 4, 3, std::vector<float>(120, 1.0F))}};
        larger.items[0].x = -6;
        larger.items[0].y = -1;
        QVERIFY(put({{Value::of(std::move(larger)), 0, {}, "Extend"}}, {PutAs::layer, "5", *pictures, "Extend"}));
        QVERIFY(bridge_->puts[0].canvas == (HostRect{-4, 0, 24, 6}));
        QVERIFY(bridge_->put_pixels[0] == Bytes(10 * 4 * 8, 255));
    }

    void pictures_from_nothing_go_to_the_middle() {
        join();
        QVERIFY(put({{plain_picture(4, 2, 0), 0, {}, "New"}}, {PutAs::layer, "", {}, "New"}));
        QCOMPARE(bridge_->puts[0].layers[0].rect, (HostRect{2, 2, 4, 2}));
    }

    void cancelling_in_the_host_is_heard() {
        join();
        QSignalSpy cancelled(host_.get(), &HostLink::cancel_requested);
        bridge_->say({{"type", "cancel"}});
        QVERIFY(cancelled.wait());
        QVERIFY(!host_->is_gone());
    }

    // The bridge is this process, whose parent lives on: whoever ended it meant the work alone.
    void a_host_that_ends_its_bridge_has_cancelled() {
        Hello hello = gimp();
        for (const bool is_process : {false, true}) {
            init();
            hello.is_process = is_process;
            host_ = std::make_unique<RemoteHost>(bridge_->join(), hello, bridge_->document, pool_, threads_);
            QSignalSpy cancelled(host_.get(), &HostLink::cancel_requested), gone(host_.get(), &HostLink::gone);
            bridge_->leave();
            QVERIFY(gone.wait());
            QCOMPARE(cancelled.size(), is_process ? 1 : 0);
            host_.reset();
        }
    }

    void a_closed_image_is_gone() {
        join();
        QSignalSpy gone(host_.get(), &HostLink::gone);
        bridge_->say({{"type", "closed"}});
        QVERIFY(gone.wait());
        QVERIFY(host_->is_gone());
    }

    void a_killed_host_is_gone_and_says_so() {
        join();
        QSignalSpy gone(host_.get(), &HostLink::gone);
        bridge_->leave();
        QVERIFY(gone.wait());
        QCOMPARE(gone.count(), 1);
        const auto pictures = fetched();
        QVERIFY(!pictures);
        QVERIFY(QString::fromStdString(pictures.error().message).startsWith("the image was closed, or GIMP has quit"));
    }

    void errors_of_the_host_are_passed_on() {
        bridge_->error = "refused";
        join();
        QCOMPARE(fetched().error().message, std::string("GIMP: no"));
        bridge_->error = "gone";   // of a layer: the image is there still, and another layer can be chosen
        QVERIFY(!fetched());
        QTest::qWait(50);
        QVERIFY(!host_->is_gone());
    }

    void progress_and_the_end_are_told() {
        join();
        host_->show_progress(0.5, "Step 1 of 2");
        host_->end_progress();
        host_->end("it failed", false);
        bridge_->wait();
        QCOMPARE(bridge_->told.size(), std::size_t{3});
        QCOMPARE(bridge_->told[0]["fraction"], Json(0.5));
        QVERIFY(!bridge_->told[1].contains("fraction"));
        QCOMPARE(bridge_->told[2]["error"], Json("it failed"));
    }

    void a_host_that_never_answers_keeps_nobody() {
        bridge_->answers = false;
        join();
        bool was_told = false;
        host_->fetch({{"image.file", PixelSource::layer, "5", "Sky"}}, {2, 1, 4, 3}, [&](const Result<HostPictures>&) { was_told = true; });
        QElapsedTimer clock;
        clock.start();
        host_.reset();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(!was_told);
    }

    // What takes the host for a crash of Noiseloom's is an end without a word: that comes once it has answered.
    void a_host_that_answers_late_hears_of_the_end() {
        bridge_->answers = false;
        join();
        host_->fetch({{"image.file", PixelSource::layer, "5", "Sky"}}, {2, 1, 4, 3}, [](const Result<HostPictures>&) {});
        QTest::qWait(100);   // it was asked
        host_->end({}, true);
        host_.reset();
        QTest::qWait(500);
        bridge_->say(reply(1));
        bridge_->wait();
        QCOMPARE(bridge_->told.size(), std::size_t{1});
        QCOMPARE(bridge_->told[0], Json({{"type", "end"}, {"cancelled", true}}));
    }

    void layers_that_are_too_large_are_refused() {
        join();
        const auto pictures = told<HostPictures>([&](auto tell) { host_->fetch({{"image.file", PixelSource::layer, "5", "Sky"}}, {0, 0, 40000, 1}, tell); });
        QVERIFY(!pictures);
        QCOMPARE(bridge_->reads.load(), 0);
    }
};

QTEST_GUILESS_MAIN(RemoteHostTest)
#include "remote_host_test.moc"
