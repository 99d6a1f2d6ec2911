#include "core/atomic_file.h"
#include "core/run.h"
#include "image/images.h"
#include "library/model/text_encoder.h"
#include "models/load.h"
#include "training/data.h"
#include "training/log.h"
#include "training/plot.h"
#include "training/trainer.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

// The configuration with the node's own fields in it.
Result<Json> configured(const fs::path& file, std::int64_t steps, std::uint64_t seed, const fs::path& folder) {
    NL_TRY(const Settings given, Settings::read(file));
    Json json = given.json();
    if (steps > 0) json["steps"] = steps;
    if (seed > 0) json["seed"] = seed;
    json["output"] = fs::absolute(folder).string();
    return json;
}

// A folder of its own for what belongs to these settings.
fs::path folder_of(const fs::path& place, const Json& settings) { return place / KeyBuilder("training").add(json_text(settings)).key().hex().substr(0, 12); }

// The network that was written, by its configuration's "_class_name"; empty if there is none.
std::string class_written(const fs::path& made) {
    const auto text = read_file(made / "config.json", std::size_t{1} << 20);
    const auto json = text ? parse_json(*text) : Result<Json>(Json());
    return json && json->is_object() ? json->value("_class_name", "") : "";
}

Error lack(const char* what, const fs::path& folder) {
    return {Code::bad_workflow, "What was trained has no " + std::string(what) + ".", "All that it wrote lies in " + folder.string() + ".", "", "", ""};
}

}  // namespace

NodeDef training_train_node() {
    NodeDef n("training.train", 1);
    n.text("Train", "Training",
           "Trains a model by a configuration and hands it on. A run that was cancelled has left a checkpoint, from which the next one goes on.");
    n.keywords("learn fine-tune lora checkpoint loss");
    In<FileRef> configuration = n.in<FileRef>("configuration").value(FileRef{"training/first-steps.json", ""}).file(FileKind::model).doc(
        "A training configuration, as `noiseloom train` reads it, in a model folder. The files that it names lie relative to it.");
    In<std::int64_t> steps = n.in<std::int64_t>("steps").value(0).range(0, 1e9).doc("How many steps in all; 0: as the configuration says.");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Of the weights, the order and the noise; 0: as the configuration says.");
    In<FileRef> folder = n.in<FileRef>("folder").value(FileRef{"training", ""}).file(FileKind::output).doc(
        "Where checkpoint, log, pictures and model go: in a folder of their own for each configuration and seed.");
    Out<Denoiser> model = n.out<Denoiser>("model").doc("The trained model, where that is a denoiser.");
    Out<TextEncoder> encoder = n.out<TextEncoder>("encoder").doc("The text encoder that it was trained with.");
    Out<Autoencoder> autoencoder = n.out<Autoencoder>("autoencoder").doc("The autoencoder that it was trained with, or the trained one.");
    Out<Classifier> classifier = n.out<Classifier>("classifier").doc("The trained classifier, where that is one.");
    Out<Images> loss = n.out<Images>("loss").doc("The loss over the steps, on a logarithmic scale.");
    Out<Images> pictures = n.out<Images>("pictures").doc("The pictures of the last report: samples, or reconstructions.");
    Out<std::string> written = n.out<std::string>("folder").doc("The folder of the weights.");
    // Never from the cache: what the configuration names may have changed, and what was written may be gone. A run that is done is
    // known by its checkpoint, as everywhere.
    n.impure();
    n.cost([](const Json&) { return 600.0; });
    n.run([=](Run& r) -> Result<void> {
        NL_TRY(const auto file, r.context().resolve(r[configuration], FileKind::model));
        NL_TRY(const auto place_for_runs, r.context().resolve(r[folder], FileKind::output));
        NL_TRY(Json json, configured(file, r[steps], r[seed].number, place_for_runs));
        Settings settings(std::move(json), file);
        TrainerSettings trainer = TrainerSettings::read(settings);
        check_apart(settings, trainer.output);
        const fs::path cache = folder_of(trainer.output / "cache", run_identity(settings));
        NL_TRY(Placement placement, place({r.context().compute().device, "fp32"}));
        placement.channels_last = true;
        const auto task = make_task(settings, {placement, trainer.seed, cache, r.cancel(), [](const std::string&) {}, r.cancel()});
        settings.finish();
        // What a node makes follows from its inputs alone: only the same run, to the last step and rate, goes on from a checkpoint.
        trainer.identify(settings);
        Json run = trainer.identity;
        run["optimizer"] = settings.json().value("optimizer", Json::object());
        run["steps"] = trainer.steps;
        trainer.output = folder_of(trainer.output, with_defaults(std::move(run), trainer.defaults));

        std::map<std::string, Image> last;
        TrainerObserver observer;
        observer.cancel = r.cancel();
        observer.on_step = [&](std::int64_t step) { r.context().progress(static_cast<double>(step), static_cast<double>(trainer.steps)); };
        observer.on_line = [&](const Json& line) {
            if (line.contains("loss")) r.context().metric("loss", line["step"].get<int>(), line["loss"].get<double>());
        };
        observer.on_picture = [&](const std::string& name, std::int64_t step, const Image& picture) {
            last[name] = picture;
            r.context().preview(Value::of(Images{{picture}}), static_cast<int>(step));
        };
        if (train(*task, trainer, observer) == Ending::cancelled) throw Cancelled();

        const fs::path made = trainer.output / "model";
        r.context().wrote(made);
        NL_CHECK(r.set(written, made.string()));
        NL_CHECK(r.set(loss, Images{{loss_plot(read_losses(trainer.output / "log.jsonl"))}}));
        Images sheets;
        for (auto& [name, picture] : last) sheets.items.push_back(std::move(picture));
        if (!sheets.items.empty()) {
            NL_CHECK(r.set(pictures, std::move(sheets)));
        } else {
            r.lacks(pictures, lack("pictures", made));
        }

        std::error_code ignored;
        if (fs::exists(made / "model_index.json", ignored)) {
            NL_TRY(LoadedModel loaded, load_model(made, r.context().compute()));
            NL_TRY(auto text, make_text_encoder(loaded, r.context()));
            NL_CHECK(r.set(model, loaded.denoiser));
            NL_CHECK(r.set(encoder, std::move(text)));
            r.lacks(classifier, lack("classifier", made));
            if (loaded.autoencoder) return r.set(autoencoder, loaded.autoencoder);
            r.lacks(autoencoder, lack("autoencoder", made));
            return {};
        }
        r.lacks(model, lack("denoiser", made));
        r.lacks(encoder, lack("text encoder of a whole model", made));
        const std::string name = class_written(made);
        if (name == "NoisyClassifier" || name == "EncoderUNetModel") {
            NL_TRY(auto loaded, load_classifier(made, r.context().compute()));
            NL_CHECK(r.set(classifier, std::move(loaded)));
        } else {
            r.lacks(classifier, lack("classifier", made));
        }
        if (name == "AutoencoderTiny" || name == "AutoencoderKL" || name == "VQModel") {
            NL_TRY(auto loaded, load_autoencoder(made, r.context().compute()));
            return r.set(autoencoder, std::move(loaded));
        }
        r.lacks(autoencoder, lack("autoencoder", made));
        return {};
    });
    return n;
}

}  // namespace noiseloom
