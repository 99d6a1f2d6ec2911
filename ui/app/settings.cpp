#include "ui/app/settings.h"

#include <algorithm>
#include <array>

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "ui/theme/style.h"

namespace noiseloom {
namespace {

constexpr int most_files = 20, most_nodes = 24, most_seeds = 20, most_phrases = 300;
constexpr std::array<const char*, 3> theme_names{"system", "light", "dark"};
constexpr const char* keys_group = "keys";

QString settings_file() {
    const QString named = qEnvironmentVariable("NOISELOOM_CONFIG");
    const QString folder = named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + "/noiseloom" : named;
    return QDir(folder).filePath("noiseloom.ini");
}

}  // namespace

Settings::Settings(QObject* parent) : QObject(parent), store_(settings_file(), QSettings::IniFormat) {}

void Settings::set(const QString& key, const QVariant& value) {
    if (store_.contains(key) && store_.value(key) == value) return;
    store_.setValue(key, value);
    emit changed(key);
}

ThemeChoice Settings::theme() const {
    const QString name = store_.value("look/theme").toString();
    for (std::size_t i = 0; i < theme_names.size(); ++i)
        if (name == theme_names[i]) return static_cast<ThemeChoice>(i);
    return ThemeChoice::system;
}

void Settings::set_theme(ThemeChoice choice) { set("look/theme", QString(theme_names[static_cast<std::size_t>(choice)])); }

bool Settings::is_dark() const { return theme() == ThemeChoice::system ? is_desktop_dark() : theme() == ThemeChoice::dark; }

int Settings::text_size() const {
    const int percent = store_.value("look/text_size", 100).toInt();
    return percent < smallest_text || percent > largest_text ? 100 : percent;
}

void Settings::set_text_size(int percent) { set("look/text_size", std::clamp(percent, smallest_text, largest_text)); }
QString Settings::language() const { return store_.value("look/language").toString(); }
void Settings::set_language(const QString& language) { set("look/language", language); }

void Settings::put_first(const char* key, const QString& value, int most) {
    QStringList all = store_.value(key).toStringList();
    all.removeAll(value);
    all.prepend(value);
    set(key, QStringList(all.mid(0, most)));
}

QStringList Settings::recent_files() const {
    QStringList found;
    for (const QString& file : store_.value("recent/files").toStringList())
        if (QFileInfo::exists(file)) found << file;
    return found;
}

void Settings::add_recent_file(const QString& file) { put_first("recent/files", QFileInfo(file).absoluteFilePath(), most_files); }
void Settings::clear_recent_files() { set("recent/files", QStringList()); }
void Settings::set_recent_nodes(const QStringList& types) { set("recent/nodes", QStringList(types.mid(0, most_nodes))); }

std::vector<std::uint64_t> Settings::recent_seeds() const {
    std::vector<std::uint64_t> seeds;
    for (const QString& seed : store_.value("recent/seeds").toStringList()) {
        bool is_number = false;
        if (const std::uint64_t value = seed.toULongLong(&is_number); is_number) seeds.push_back(value);
    }
    return seeds;
}

void Settings::add_recent_seed(std::uint64_t seed) { put_first("recent/seeds", QString::number(seed), most_seeds); }

void Settings::add_phrases(const QStringList& phrases) {
    if (phrases.isEmpty()) return;
    QStringList all = phrases + this->phrases();
    all.removeDuplicates();
    set("recent/phrases", QStringList(all.mid(0, most_phrases)));
}

std::map<QString, QString> Settings::key_bindings() const {
    std::map<QString, QString> bound;
    for (const QString& key : store_.allKeys())
        if (key.startsWith(QString(keys_group) + "/")) bound[key.section('/', 1)] = store_.value(key).toString();
    return bound;
}

void Settings::bind_keys(const QString& action, const QString& keys) { set(QString(keys_group) + "/" + action, keys); }

void Settings::reset_keys(const QString& action) {
    const QString key = QString(keys_group) + "/" + action;
    if (!store_.contains(key)) return;
    store_.remove(key);
    emit changed(key);
}

void Settings::reset_all_keys() {
    store_.remove(keys_group);
    emit changed(keys_group);
}

}  // namespace noiseloom
