#include "ui/app/field_hooks.h"

#include <filesystem>

#include <QFileDialog>
#include <QMenu>

#include "core/text.h"
#include "engine/file_roots.h"
#include "ui/app/settings.h"
#include "ui/app/used_values.h"
#include "ui/model/field_edit.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr int most_files = 500, deepest = 4;
constexpr std::string_view encoder_type = "encoder";

bool is_model(const fs::directory_entry& entry) {
    std::error_code failed;
    if (entry.is_directory(failed)) return fs::exists(entry.path() / "model_index.json", failed) || fs::exists(entry.path() / "config.json", failed);
    return ending_of(entry.path()) == ".safetensors";
}

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

// Looked up once: folders of models hold few files, and the list is only an offer.
QStringList FieldHooks::known_files(FileKind kind) {
    if (kind != FileKind::model) return {};
    if (const auto known = known_.find(kind); known != known_.end()) return known->second;
    QStringList names;
    for (const fs::path& folder : default_model_folders(desk_.backend.resources())) {
        std::error_code failed;
        for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed); !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
            if (names.size() >= most_files) break;
            if (entry.depth() >= deepest) entry.disable_recursion_pending();
            if (!is_model(*entry)) continue;
            names << QString::fromStdString(fs::proximate(entry->path(), folder, failed).generic_string());
            entry.disable_recursion_pending();
        }
    }
    names.removeDuplicates();
    return known_[kind] = names;
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
