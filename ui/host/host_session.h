// A document at work for an image editor: which layers its picture inputs read, running it on them, and its pictures on their way back.
//
// The workflow itself knows nothing of it, and stays runnable everywhere. generate() reads the pictures anew, so people paint on
// meanwhile; a result goes where its picture came from. The form, the editor's bar and runs without a window all are views of this.
#pragma once

#include <deque>

#include "ui/backend/backend.h"
#include "ui/host/host_link.h"
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
    QImage small;
    bool is_chosen = true;
};

class HostSession : public QObject {
    Q_OBJECT
  public:
    // All outlive it; the link is its own.
    HostSession(Backend& backend, EditorDocument& document, Runs& runs, std::unique_ptr<HostLink> link, QObject* parent = nullptr);
    ~HostSession() override;

    HostLink& link() { return *link_; }
    const HostLink& link() const { return *link_; }

    // --- what is read ---
    const std::vector<HostBinding>& bindings() const { return bindings_; }   // of the workflow's picture inputs, as its form has them
    void bind(std::size_t binding, InputFrom from, const std::string& layer = {});
    // The layer that a binding reads, by its name; empty if there is none.
    QString layer_name(const HostBinding& binding) const;

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
    void choose(std::size_t variation, bool on);
    bool can_insert() const;                         // something is chosen, and the host is there
    void insert();                                   // what is chosen
    double progress() const;                         // 0 to 1 of the variations

    static constexpr int most_variations = 16;

  signals:
    void changed();                                  // anything above
    void generated();                                // variations() are there
    void inserted(const std::vector<std::string>& layers);
    void failed(const QString& message);             // or stopped: the message is empty
    void host_gone();

  private:
    struct Source {   // what the pictures of a run are: an output of a node, by its path in the flat graph
        std::string path, output;
    };

    void find_inputs();
    Result<std::vector<Source>> sources() const;
    Result<HostRect> frame() const;
    const HostLayer* layer_of(const HostBinding& binding) const;
    void read_pictures();
    void start_runs(const HostPictures& pictures);
    void job_ended(int job);
    void take(const Value& pictures, const Value& coverage);
    void take_next();
    void finish();
    void fail(const QString& message);
    void set_state(State state);
    void tell_progress();

    Backend& backend_;
    EditorDocument& document_;
    Runs& runs_;
    std::unique_ptr<HostLink> link_;
    std::vector<HostBinding> bindings_;
    int count_ = 1;
    PutAs put_as_ = PutAs::layer;
    QString title_;

    State state_ = State::idle;
    bool inserts_at_once_ = false;
    HostPictures pictures_;                // that the variations were made of
    std::vector<Source> sources_;
    std::vector<int> jobs_;                // of this generate(), that have not ended
    int started_ = 1, ended_ = 0;          // of them all
    std::deque<std::pair<int, Source>> wanted_;   // pictures of jobs that have ended, still to be fetched
    std::vector<HostVariation> variations_;
    QElapsedTimer told_;
};

}  // namespace noiseloom
