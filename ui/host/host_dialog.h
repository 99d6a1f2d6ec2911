// A workflow as a dialog of an image editor: its form, what it reads and where results go, and a button. No graph, no models: it is there at once.
//
// One variation goes into the host as soon as it is made, and the dialog with it; of several the user chooses. "Open in Editor" hands document and
// session on to a page of the editor's window.
#pragma once

#include <QDialog>

#include "ui/app/desk.h"
#include "ui/host/host_session.h"

class QPushButton;

namespace noiseloom {

class FieldHooks;
class FormView;
class HostBar;
class NoticeBar;

class HostDialog : public QDialog {
    Q_OBJECT
  public:
    HostDialog(Desk& desk, std::unique_ptr<EditorDocument> document, std::unique_ptr<HostLink> link);
    ~HostDialog() override;   // ends the host's side, and what runs

    EditorDocument& document() { return *document_; }
    HostSession& session() { return *session_; }
    FormView& form() { return *form_; }
    HostBar& bar() { return *bar_; }
    NoticeBar& notices() { return *notices_; }
    void generate();

    struct Parts {
        std::unique_ptr<EditorDocument> document;
        std::unique_ptr<HostSession> session;
    };
    // Nothing can be done with the dialog afterwards; it goes once the session has moved to other runs.
    Parts take_apart();

  signals:
    void editor_requested();

  private:
    void lay_out();
    void show_picture();
    void show_variation(std::size_t variation);
    void show_buttons();

    Desk& desk_;
    std::unique_ptr<EditorDocument> document_;
    std::unique_ptr<Runs> runs_;
    std::unique_ptr<FieldHooks> hooks_;
    std::unique_ptr<HostSession> session_;
    FormView* form_;
    HostBar* bar_;
    QPushButton* editor_;
    QPushButton* close_;
    QPushButton* generate_;
    NoticeBar* notices_;
};

}  // namespace noiseloom
