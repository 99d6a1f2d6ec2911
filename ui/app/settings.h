// What the user has set, in one file: noiseloom.ini of the user's configuration folder, or of $NOISELOOM_CONFIG.
//
// Values out of range, of a hand-written or a newer file, count as absent. Every change is told by changed() and written soon.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include <QObject>
#include <QSettings>
#include <QStringList>

namespace noiseloom {

enum class ThemeChoice { system, light, dark };
inline constexpr int smallest_text = 80, largest_text = 200;   // per cent

class Settings : public QObject {
    Q_OBJECT
  public:
    explicit Settings(QObject* parent = nullptr);
    QString file() const { return store_.fileName(); }

    // --- look ---
    ThemeChoice theme() const;
    void set_theme(ThemeChoice choice);
    bool is_dark() const;                          // as the desktop is, where the theme is its
    int text_size() const;                         // per cent
    void set_text_size(int percent);
    QString language() const;                      // "de", "zh_CN"; empty: the desktop's
    void set_language(const QString& language);
    bool reduces_motion() const { return flag("look/reduced_motion", false); }
    void reduce_motion(bool on) { set_flag("look/reduced_motion", on); }
    bool fades_wires() const { return flag("look/fade_wires", true); }
    void fade_wires(bool on) { set_flag("look/fade_wires", on); }
    bool shows_minimap() const { return flag("look/minimap", true); }
    void show_minimap(bool on) { set_flag("look/minimap", on); }

    // --- computing: names as the command line has them; empty: chosen by Noiseloom ---
    QString device() const { return store_.value("compute/device").toString(); }
    void set_device(const QString& device) { set("compute/device", device); }
    QString dtype() const { return store_.value("compute/dtype").toString(); }
    void set_dtype(const QString& dtype) { set("compute/dtype", dtype); }
    // Budgets of the caches in MiB; 0: chosen by Noiseloom.
    int memory_cache() const { return size("compute/memory_cache"); }
    void set_memory_cache(int mib) { set("compute/memory_cache", mib); }
    int disk_cache() const { return size("compute/disk_cache"); }
    void set_disk_cache(int mib) { set("compute/disk_cache", mib); }

    // --- files ---
    QStringList model_folders() const { return store_.value("files/models").toStringList(); }   // beside the usual ones
    void set_model_folders(const QStringList& folders) { set("files/models", folders); }
    QString output_folder() const { return store_.value("files/output").toString(); }           // empty: the usual one
    void set_output_folder(const QString& folder) { set("files/output", folder); }

    bool embeds_workflows() const { return flag("files/embed", true); }                         // in the pictures that are saved
    void embed_workflows(bool on) { set_flag("files/embed", on); }
    QString word_list() const { return store_.value("files/word_list").toString(); }            // a file to complete prompts from
    void set_word_list(const QString& file) { set("files/word_list", file); }

    // --- what was used: the newest first ---
    QStringList recent_files() const;              // those that still exist
    void add_recent_file(const QString& file);
    void clear_recent_files();
    QStringList recent_nodes() const { return store_.value("recent/nodes").toStringList(); }
    void set_recent_nodes(const QStringList& types);
    std::vector<std::uint64_t> recent_seeds() const;
    void add_recent_seed(std::uint64_t seed);
    QStringList phrases() const { return store_.value("recent/phrases").toStringList(); }        // of prompts
    void add_phrases(const QStringList& phrases);

    // --- image editors: how a published workflow was used last, as host_values.h writes it; empty: never ---
    QString host_values(const QString& workflow) const { return store_.value("hosts/" + workflow).toString(); }
    void set_host_values(const QString& workflow, const QString& values) { set("hosts/" + workflow, values); }
    // What the editor showed last for a host ("gimp"): published, a template or a file.
    QString host_workflow(const QString& host) const { return store_.value("last_workflow/" + host).toString(); }
    void set_host_workflow(const QString& host, const QString& workflow) { set("last_workflow/" + host, workflow); }

    // --- keys: only those that differ from the table of actions; an empty text takes a command's keys away ---
    std::map<QString, QString> key_bindings() const;
    void bind_keys(const QString& action, const QString& keys);
    void reset_keys(const QString& action);
    void reset_all_keys();

  signals:
    void changed(const QString& key);   // "look/theme"

  private:
    bool flag(const char* key, bool usual) const { return store_.value(key, usual).toBool(); }
    void set_flag(const char* key, bool on) { set(key, on); }
    int size(const char* key) const { return std::max(0, store_.value(key).toInt()); }
    void set(const QString& key, const QVariant& value);
    void put_first(const char* key, const QString& value, int most);

    QSettings store_;
};

}  // namespace noiseloom
