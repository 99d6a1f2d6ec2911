// A window with documents. Commands come in from the table of actions.h; what concerns one document goes on to its page.
#pragma once

#include <map>

#include <QMainWindow>

#include "ui/app/desk.h"

class QAction;
class QMenu;
class QStackedWidget;

namespace noiseloom {

class DocumentPage;
class EditorDocument;
class RecoveryOffers;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    explicit MainWindow(Desk& desk);
    ~MainWindow() override;

    DocumentPage* page() const;   // the one that is shown; null: none
    std::vector<DocumentPage*> pages() const;
    QAction* action(const char* id) const;
    TopBar& top_bar() { return *top_bar_; }

    void new_document();
    // A workflow file, a template or a picture that carries its workflow. False, with a notice, if it cannot be opened.
    bool open(const QString& path, bool as_template = false);
    // Shows a document that is open already, on a page of its own, before all other windows.
    DocumentPage& show_document(std::unique_ptr<EditorDocument> document);
    void open_dialog();
    bool save();
    bool save_as();
    bool save_to(DocumentPage& page, const QString& file);
    bool close_page(int index = -1);   // asks for what is unsaved
    void offer_recovery();   // of documents that an earlier window left unsaved, on the page that is shown
    void show_panel(const QString& name);
    void show_settings();
    void show_published();
    void toggle_theme();
    void show_keys();
    void show_about();
    void toggle_fading();
    void set_theme(const Theme& theme);

  protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

  private:
    DocumentPage* add_page(std::unique_ptr<EditorDocument> document);
    enum class Answer { save, discard, cancel };
    Answer may_close(DocumentPage& page);   // asks about what is unsaved, and saves it
    void make_actions();
    void add_recent_files(QMenu& menu);
    void bind_keys();
    void apply_setting(const QString& key);
    void update_bar();
    void tell(const QString& message);

    Desk& desk_;
    TopBar* top_bar_;
    QStackedWidget* stack_;
    std::map<std::string, QAction*> actions_;
    int unnamed_ = 0;
    RecoveryOffers* recovery_;
};

}  // namespace noiseloom
