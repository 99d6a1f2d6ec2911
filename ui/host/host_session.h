// A document at work for an image editor: which layers its picture inputs read, running it on them, and its pictures on their way back.
//
// The workflow itself knows nothing of it, and stays runnable everywhere. generate() reads the pictures anew, so people paint on
// meanwhile; a result goes where its picture came from. The form, the editor's bar and runs without a window all are views of this.
#pragma once

#include <deque>

#include "ui/backend/backend.h"
#include "ui/host/host_link.h"
#include "ui/host/made_pictures.h"
#include "ui/runs/runs.h"

namespace noiseloom {

enum class InputFrom { active_layer, merged, layer, file };   // file: what the workflow names itself

struct HostBinding {
    std::string input;   // "image-w2kd.file"
    QString label;
    InputFrom from = InputFrom::active_layer;
    std::string layer;   // id, of InputFrom::layer
};

// A picture that was made, and whether it is to go into the host.
struct HostVariation {
    HostResult result;
    std::string path;        // of the node that made it
    QImage small;
    bool is_chosen = true;
};

class HostSession : public QObject {
    Q_OBJECT
  public:
    // All outlive it; the link is its own.
    HostSession(Backend& backend, EditorDocument& document, Runs& runs, std::unique_ptr<HostLink> link, QObject* parent = nullptr);
    ~HostSession() override;   // the host's side ends

    // The document goes on elsewhere, with other runs. What is at work is stopped.
    void move_to(Runs& runs);
    // The host's side ends, once: with an error for the user there; without one as cancelled if nothing was inserted.
    void leave(const QString& error = {});

    HostLink& link() { return *link_; }
    const HostLink& link() const { return *link_; }

    // --- what is read ---
    const std::vector<HostBinding>& bindings() const { return bindings_; }   // of the workflow's picture inputs, as its form has them
    void bind(std::size_t binding, InputFrom from, const std::string& layer = {});
    bool was_cancelled_in_host() const { return was_cancelled_; }   // and is gone
    bool reads(const std::string& input) const;      // whether the host gives it: it is not from a file
    // The layer that a binding reads, by its name; empty if there is none.
    QString layer_name(const HostBinding& binding) const;
    // Reads the pictures without a run, so that plans know them. While busy: nothing.
    void read();

    // --- what is made ---
    int count() const { return count_; }
    void set_count(int count);                       // variations: 1 to most_variations
    PutAs put_as() const { return put_as_; }
    void set_put_as(PutAs as);
    void set_title(const QString& title);            // of the layers and the step of undo; usually the document's name

    // --- work ---
    enum class State { idle, reading, running, inserting };
    State state() const { return state_; }
    bool is_busy() const { return state_ != State::idle; }
    // Reads the host's pictures and runs the workflow once a variation. While busy: nothing.
    void generate();
    // generate(), and insert() of all that came of it.
    void generate_into_host();
    void stop();
    // Of the last generate(), in their order; they stay when the host goes.
    const std::vector<HostVariation>& variations() const { return variations_; }
    void choose(std::size_t variation, bool on);     // of what replaces a layer, one at a time
    std::size_t chosen_count() const;
    bool can_generate() const;                       // it is idle, and what is read is there, or was read before the host went
    bool can_insert() const;                         // something is chosen, and the host is there
    void insert();                                   // what is chosen
    // Writes what is chosen into files: `file`, or that with numbers. Told by saved() or failed().
    void save(const QString& file);
    double progress() const;                         // 0 to 1 of the variations

    static constexpr int most_variations = 64;   // as the protocol has it

  signals:
    void began();                                    // generate()
    void rebound();                                  // bindings()
    void changed();                                  // anything above
    void generated();                                // variations() are there
    void inserted(const std::vector<std::string>& layers);
    void saved(const QStringList& files);
    void failed(const QString& message);             // or stopped: the message is empty
    void host_gone();

  private:
    void follow_runs();
    void find_inputs();
    Result<HostRect> frame() const;
    const HostLayer* layer_of(const HostBinding& binding) const;
    void begin_reading(bool is_all, std::function<void()> then);
    void read_pictures(const std::function<void()>& then);
    void start_runs();
    void job_ended(int job);
    void take(const MadePicture& source, const Value& pictures, const Value& coverage);
    void take_next();
    void finish();
    void fail(const QString& message);
    void set_state(State state);
    void keep_one();
    void queue_changed();
    void tell_progress();
    QString gone_text() const;

    Backend& backend_;
    EditorDocument& document_;
    Runs* runs_;
    std::unique_ptr<HostLink> link_;
    std::vector<HostBinding> bindings_;
    int count_ = 1;
    PutAs put_as_ = PutAs::layer;
    QString title_;

    State state_ = State::idle;
    int work_ = 0;                         // counts what was begun; answers to what was stopped are not heard
    bool only_reads_ = false;              // nothing is lost if that gives way to a run
    bool was_cancelled_ = false;           // in the host, what runs or ran last
    bool inserts_at_once_ = false, has_inserted_ = false, has_left_ = false;
    HostPictures pictures_;                // as they were read last
    std::string read_layer_;               // where the first of them came from
    HostPictures made_from_;               // pictures_ of the variations
    std::string made_above_;
    Workflow made_by_;
    std::vector<MadePicture> sources_;
    int total_ = 0;                        // of this generate()
    std::vector<int> jobs_;                // of it, that have not ended
    std::deque<std::pair<int, MadePicture>> wanted_;   // pictures of jobs that have ended, still to be fetched
    std::vector<HostVariation> variations_;
    QElapsedTimer told_;
};

}  // namespace noiseloom
