// The nodes of an edit on the embedded model, by the template that comes with Noiseloom: a red house becomes a blue one.
#include <ATen/ATen.h>

#include <QTemporaryDir>
#include <QtTest>

#include "engine/executor.h"
#include "library/nodes.h"
#include "library/tensor_image.h"
#include "models/clip_model.h"
#include "models/device.h"
#include "nodes/templates.h"
#include "training/diffusion_clip/edit_loss.h"
#include "training/scenes/render.h"

using namespace noiseloom;
using noiseloom::testing::graph_of_template;
using noiseloom::testing::ResourceFiles;
using noiseloom::testing::resources;

namespace {

namespace fs = std::filesystem;

// What was made comes before what is shipped.
class MadeFiles final : public ResourceFiles {
  public:
    explicit MadeFiles(fs::path output) : output_(std::move(output)) {}
    Result<fs::path> resolve(const FileRef& file, FileKind kind, const std::string& node) override {
        const fs::path made = output_ / file.name;
        return kind == FileKind::output || fs::exists(made) ? made : ResourceFiles::resolve(file, kind, node);
    }

  private:
    fs::path output_;
};

// [1, 1, 128, 128]: 1 where the template's house stands, which is where its picture depends on the colour.
at::Tensor house_mask(std::uint64_t seed) {
    const auto pixels = [seed](scenes::Colour colour) {
        scenes::SceneOptions options;
        options.kinds = {scenes::Kind::house};
        options.colours = {colour};
        options.sizes = {scenes::Size::large};
        options.positions = {scenes::Position::centre};
        options.patterns = {scenes::Pattern::plain};
        options.backgrounds = {scenes::Background::meadow};
        options.two_objects = 0;
        std::vector<std::uint8_t> rgb(128 * 128 * 3);
        scenes::render(scenes::sample_scene(seed, options), 128, rgb);
        return at::tensor(at::ArrayRef<std::uint8_t>(rgb), at::kByte).view({128, 128, 3}).to(at::kInt);
    };
    const at::Tensor differs = (pixels(scenes::Colour::red) - pixels(scenes::Colour::blue)).abs().sum(2).gt(0);
    return differs.to(at::kFloat).view({1, 1, 128, 128});
}

double mean_within(const at::Tensor& values, const at::Tensor& mask) { return ((values * mask).sum() / (mask.sum() * values.size(1))).item<double>(); }

}  // namespace

class EditNodesTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    Registry registry_;
    Caches caches_{CacheSettings{}};
    std::unique_ptr<Executor> executor_;
    Graph graph_;
    at::Tensor original_, again_, edited_;   // [1, 3, 128, 128] in [-1, 1]

    static constexpr const char *scene = "scene-h4rd", *invert = "invert-n7vt", *learn = "learn-f1ne", *apply = "apply-d3gr", *again = "again-r3co",
                                *edited = "edited-b1ue";

    RunResult run(const Graph& graph, std::vector<std::string> targets) {
        RunOptions options;
        options.files = std::make_shared<MadeFiles>(fs::path(folder_.path().toStdString()));
        return run_now(*executor_, graph, std::move(targets), options);
    }
    at::Tensor picture(const RunResult& result, const char* node) const { return to_tensor(result.outputs.at(node).at(0).as<Images>()); }
    at::Tensor picture_with(const char* node, const char* input, const Json& value, const char* target) {
        Graph changed = graph_;
        changed.nodes[node].inputs[input] = value;
        const RunResult result = run(changed, {target});
        if (!result.ok()) qWarning("%s", to_string(result.errors.front()).c_str());
        return picture(result, target);
    }
    Error error_of(const char* node, const char* input, const Json& value, const char* target) {
        Graph changed = graph_;
        changed.nodes[node].inputs[input] = value;
        const RunResult result = run(changed, {target});
        return result.errors.empty() ? Error{} : result.errors.front();
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        register_nodes(registry_);
        executor_ = std::make_unique<Executor>(registry_, caches_);
        graph_ = graph_of_template("diffusion-clip");
        const RunResult result = run(graph_, {scene, again, edited});
        QVERIFY2(result.ok(), result.errors.empty() ? "" : to_string(result.errors.front()).c_str());
        original_ = picture(result, scene);
        again_ = picture(result, again);
        edited_ = picture(result, edited);
    }

    // By the pack's CLIP, which the edit was learnt with, and by the pixels themselves.
    void the_picture_changes_as_the_text_does() {
        const ClipModel clip = load_clip_model(resources / "noiseloom-pack/clip", {}, {}).or_throw();
        const EditLoss loss(clip, {clip.texts({"a red house"}), clip.texts({"a blue house"})}, {}, nullptr);
        const double before = loss.likeness(original_, again_), after = loss.likeness(original_, edited_);
        qInfo("directional similarity: %.3f drawn again, %.3f edited", before, after);
        QVERIFY(after > before + 0.4);
        const at::Tensor texts = clip.texts({"a red house", "a blue house"});
        const auto prefers_blue = [&](const at::Tensor& image) {
            const at::Tensor likeness = at::matmul(clip.pictures(image), texts.t())[0];
            return (likeness[1] - likeness[0]).item<double>();
        };
        QVERIFY(prefers_blue(edited_) > prefers_blue(again_) + 0.05);
        const at::Tensor house = house_mask(3);
        const auto blueness = [&](const at::Tensor& image) { return mean_within(image.narrow(1, 2, 1) - image.narrow(1, 0, 1), house); };
        qInfo("blue minus red of the house: %.3f, again %.3f, edited %.3f", blueness(original_), blueness(again_), blueness(edited_));
        QVERIFY(blueness(edited_) > blueness(again_) + 0.8);   // of a range of 4
    }

    void the_background_stays() {
        const at::Tensor house = house_mask(3), rest = 1 - house;
        const double lost = mean_within((again_ - original_).abs(), rest), moved = mean_within((edited_ - again_).abs(), rest);
        const double house_moved = mean_within((edited_ - again_).abs(), house);
        qInfo("background: %.3f lost by inverting, %.3f moved by the edit; the house moved by %.3f", lost, moved, house_moved);
        QVERIFY(lost < 0.15);    // of a range of 2
        QVERIFY(moved < 0.2);
        QVERIFY(house_moved > 3 * moved);
    }

    void the_degree_leads_from_the_original_to_the_edit() {
        QVERIFY(picture_with(apply, "degree", 0, edited).equal(again_));
        const at::Tensor half = picture_with(apply, "degree", 0.5, edited);
        const auto from_original = [&](const at::Tensor& image) { return (image - again_).abs().mean().item<double>(); };
        QVERIFY(from_original(half) > 0.2 * from_original(edited_) && from_original(half) < from_original(edited_));
        // Half of it twice is all of it.
        Graph twice = graph_;
        twice.nodes[apply].inputs["degree"] = Json(0.5);
        twice.nodes[apply].inputs["weights_2"] = Link{learn, "weights"};
        twice.nodes[apply].inputs["degree_2"] = Json(0.5);
        QVERIFY((picture(run(twice, {edited}), edited) - edited_).abs().max().item<double>() < 0.02);
    }

    void the_model_may_be_told_where_a_step_leads() {
        const at::Tensor other = picture_with(invert, "told", "end", again);
        const auto lost = [&](const at::Tensor& image) { return (image - original_).abs().mean().item<double>(); };
        qInfo("lost by inverting: %.4f told the start of each step, %.4f its end", lost(again_), lost(other));
        QVERIFY(!other.equal(again_));
        QVERIFY(lost(other) < 0.15);   // of a range of 2
    }

    void what_was_learnt_is_a_file() {
        Graph saving = graph_;
        saving.nodes["save-edit"] = Node{"edit.save_weights", 1, false, {{"weights", Link{learn, "weights"}}, {"file", Json("blue.safetensors")}}, Json::object()};
        for (const char* name : {"blue.safetensors", "blue-2.safetensors"}) {   // nothing is overwritten
            const RunResult saved = run(saving, {"save-edit"});
            QVERIFY2(saved.ok(), saved.errors.empty() ? "" : to_string(saved.errors.front()).c_str());
            QCOMPARE(saved.files.size(), std::size_t{1});
            QCOMPARE(saved.files.front().filename().string(), std::string(name));
        }
        Graph loading = graph_;
        loading.nodes["load-edit"] = Node{"edit.load_weights", 1, false, {{"file", Json("blue.safetensors")}}, Json::object()};
        loading.nodes[apply].inputs["weights"] = Link{"load-edit", "weights"};
        const RunResult loaded = run(loading, {edited});
        QVERIFY2(loaded.ok(), loaded.errors.empty() ? "" : to_string(loaded.errors.front()).c_str());
        QVERIFY((picture(loaded, edited) - edited_).abs().mean().item<double>() < 0.01);   // float16
        saving.nodes["save-edit"].inputs["file"] = Json("blue.ckpt");
        QVERIFY(run(saving, {"save-edit"}).errors.front().message.find("written as a .safetensors file, not as 'blue.ckpt'") != std::string::npos);
    }

    void noise_can_be_tuned_instead_of_the_model() {
        Graph tuning = graph_;
        Node node = tuning.nodes[learn];
        node.type = "edit.tune_noise";
        for (const char* only_learning : {"growth", "learning_rate", "method"}) node.inputs.erase(only_learning);
        node.inputs["rounds"] = Json(3);
        node.inputs["steps"] = Json(3);
        tuning.nodes["tune"] = node;
        tuning.nodes[again].inputs["inversion"] = Link{"tune", "inversion"};
        const RunResult result = run(tuning, {again});
        QVERIFY2(result.ok(), result.errors.empty() ? "" : to_string(result.errors.front()).c_str());
        QVERIFY(!picture(result, again).equal(again_));
    }

    void strange_pictures_come_nearer_to_the_models() {
        Graph bringing = graph_;
        bringing.nodes["bring"] = Node{"edit.into_domain", 1, false, {}, Json::object()};
        for (const char* input : {"model", "autoencoder", "image", "conditioning"}) bringing.nodes["bring"].inputs[input] = graph_.nodes.at(invert).inputs.at(input);
        bringing.nodes["bring"].inputs["steps"] = Json(3);
        bringing.nodes["bring"].inputs["times"] = Json(2);
        const at::Tensor one = picture(run(bringing, {"bring"}), "bring");
        QCOMPARE(one.sizes().vec(), original_.sizes().vec());
        bringing.nodes["bring"].inputs["seed"] = Json(1);
        QVERIFY(!picture(run(bringing, {"bring"}), "bring").equal(one));
    }

    void errors_say_what_does_not_fit() {
        const Error deep = error_of(invert, "steps", 960, again);
        QCOMPARE(deep.message, std::string("960 steps are more than there are noise levels up to depth 950."));
        QCOMPARE(deep.socket, std::string("steps"));
        const Error same = error_of(learn, "target", "a red house", edited);
        QCOMPARE(same.message, std::string("Source and target text are the same to CLIP: there is no direction to go."));
        const Error changing = error_of("prompt-x3pa", "text", "a [red:blue:0.4] house", again);
        QVERIFY(changing.message.find("The prompt changes over the steps or has several parts") == 0);
        QCOMPARE(changing.socket, std::string("conditioning"));
        Graph mixed = graph_;
        mixed.nodes[learn].inputs["model"] = Link{apply, "model"};
        mixed.nodes[apply].inputs["weights"] = Link{"load-edit", "weights"};
        mixed.nodes["load-edit"] = Node{"edit.load_weights", 1, false, {}, Json::object()};
        const RunResult result = run(mixed, {learn});
        QVERIFY(!result.ok());
        QCOMPARE(result.errors.front().message, std::string("This model has no weights of its own that could be changed."));
    }
};

QTEST_GUILESS_MAIN(EditNodesTest)
#include "edit_nodes_test.moc"
