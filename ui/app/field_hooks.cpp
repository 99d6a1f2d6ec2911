#include "ui/app/field_hooks.h"

#include <filesystem>

#include <QFileDialog>
#include <QMenu>

#include "engine/file_roots.h"
#include "ui/app/settings.h"
#include "ui/app/used_values.h"
#include "ui/model/field_edit.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view encoder_type = "encoder";

}  // namespace

FieldHooks::FieldHooks(Desk& desk, EditorDocument& document, Runs& runs, QWidget* window)
    : desk_(desk), runs_(runs), window_(window), home_(std::make_shared<Home<FieldHooks>>(this)) {
    if (!desk_.settings) return;
    connect(&runs_, &Runs::job_finished, this, [this, &document](int number) {
        if (const Job* job = runs_.find_job(number); job && job->state == JobState::done) remember(*desk_.settings, job->workflow, document.declarations());
    });
    connect(desk_.settings, &Settings::changed, this, [this](const QString& key) {
        if (key == "files/word_list") read_word_list();
    });
    read_word_list();
}

FieldHooks::~FieldHooks() { home_->leave(); }

FieldContext FieldHooks::context(const GraphPlace& place, const QString& node) {
    FieldContext made;
    made.theme = desk_.theme;
    made.text_scale = text_scale();
    const std::string id = node.toStdString();
    const NodeDef* def = place.declaration(id);
    if (def && std::any_of(def->inputs().begin(), def->inputs().end(), [&](const InputDecl& input) { return is_prompt(*def, input); })) {
        made.prompt_words = [this] { return word_list_ + (desk_.settings ? desk_.settings->phrases() : QStringList()); };
        made.read_prompt = [this, place, id](const QString& text, const std::string& syntax, std::function<void(std::vector<EncoderReading>)> told) { read_prompt(place, id, text, syntax, std::move(told)); };
        made.prompt_syntax = [place, id]() -> std::string {
            const Json syntax = place.is_there() ? literal_of(place.graph(), id, "syntax") : Json();
            return syntax.is_string() ? syntax.get<std::string>() : "a1111";
        };
    }
    if (def && std::any_of(def->inputs().begin(), def->inputs().end(), [](const InputDecl& input) { return input.file == FileKind::model; })) desk_.workshop.models().want();
    made.choose_file = [this](FileKind kind, std::function<void(const Json&)> chosen) {
        const QString path = kind == FileKind::output ? QFileDialog::getSaveFileName(window_, QObject::tr("Save as"))
                                                      : QFileDialog::getOpenFileName(window_, kind == FileKind::model ? QObject::tr("Choose a model") : QObject::tr("Choose a picture"), {},
                                                                                     kind == FileKind::model ? QObject::tr("Models (*.safetensors);;All files (*)") : QObject::tr("Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.exr *.bmp);;All files (*)"));
        if (path.isEmpty()) return;
        if (const auto json = take_file(kind, path)) chosen(*json);
    };
    made.picture_beneath = [this, place, id] { return picture_of(place, id); };
    if (desk_.settings) made.recent_seeds = [this] { return desk_.settings->recent_seeds(); };
    made.known_files = [this](FileKind kind) { return known_files(kind); };
    made.take_file = [this](FileKind kind, const QString& path) { return take_file(kind, path); };
    return made;
}

std::optional<Json> FieldHooks::take_file(FileKind kind, const QString& path) {
    const fs::path file = path.toStdString();
    if (kind == FileKind::output) return Json(file.filename().string());
    std::error_code failed;
    if (!fs::exists(file, failed)) return {};
    runs_.grant(file);
    if (kind == FileKind::model)
        for (const fs::path& folder : default_model_folders(desk_.backend.resources())) {
            const fs::path relative = fs::proximate(file, folder, failed);
            if (!failed && !relative.empty() && *relative.begin() != "..") return Json(relative.generic_string());
        }
    return Json(fs::absolute(file, failed).string());
}

// The first picture that is wired into the node, as it was last seen.
QImage FieldHooks::picture_of(const GraphPlace& place, const std::string& node) const {
    const NodeDef* def = place.is_there() ? place.declaration(node) : nullptr;
    for (const InputDecl& input : def ? def->inputs() : std::vector<InputDecl>())
        if (const Link* link = link_to(place.graph(), node, input.name))
            if (const QImage picture = runs_.status_within(place.run_path(link->node)).picture; !picture.isNull()) return picture;
    return {};
}

void FieldHooks::read_word_list() {
    desk_.workshop.planning().start([home = home_, file = std::filesystem::path(desk_.settings->word_list().toStdString())] {
        home->post([words = read_words(file)](FieldHooks& hooks) { hooks.word_list_ = words; });
    });
}

// While they are looked up for the first time there is nothing to offer yet: a name can be typed.
QStringList FieldHooks::known_files(FileKind kind) const {
    QStringList names;
    if (kind != FileKind::model) return names;
    for (const ModelFile& file : desk_.workshop.models().files()) names << QString::fromStdString(file.name);
    return names;
}

void FieldHooks::read_prompt(const GraphPlace& place, const std::string& node, const QString& text, const std::string& syntax, std::function<void(std::vector<EncoderReading>)> told) {
    const NodeDef* def = place.is_there() ? place.declaration(node) : nullptr;
    std::vector<std::pair<QString, Value>> encoders;
    if (def)
        for (const InputDecl& input : def->inputs()) {
            if (input.type->name != encoder_type) continue;
            if (const Link* link = link_to(place.graph(), node, input.name))
                if (Value encoder = runs_.output(place.run_path(link->node), link->output)) encoders.push_back({QString::fromStdString(input.name), std::move(encoder)});
        }
    desk_.workshop.planning().start([home = home_, &backend = desk_.backend, encoders = std::move(encoders), typed = text.toStdString(), syntax, told = std::move(told)]() mutable {
        std::vector<EncoderReading> readings;
        for (const auto& [name, encoder] : encoders)
            if (auto reading = backend.read_prompt(encoder, typed, syntax)) readings.push_back({name, *std::move(reading)});
        encoders.clear();
        home->post([told = std::move(told), readings = std::move(readings)](FieldHooks&) mutable { told(std::move(readings)); });
    });
}

}  // namespace noiseloom
