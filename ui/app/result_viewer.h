// Results in the picture viewer, over the canvas: brought from where they are kept, as large as they are, and saved with the workflow that
// made them. Everything takes a moment, since values may have to be read and turned into pictures; that is done by workers.
#pragma once

#include <functional>

#include <QObject>

#include "ui/app/desk.h"
#include "ui/model/editor_document.h"
#include "ui/runs/runs.h"

namespace noiseloom {

class PictureViewer;

class ResultViewer : public QObject {
    Q_OBJECT
  public:
    // All outlive it. `place`: where on `page` the viewer lies.
    ResultViewer(Desk& desk, EditorDocument& document, Runs& runs, QWidget* page, std::function<QRect()> place);
    ~ResultViewer() override;

    void show_node(const std::string& path, const QString& title);      // what it gives now, or what was last seen of it
    void show_job(int job, std::size_t cell = 0);                       // of a run in the history; `cell` of a sweep
    void show_picture(const QString& title, const QImage& picture, const QImage& overlay = {});
    PictureViewer* viewer() const { return viewer_; }                   // null until something was shown
    void look_changed();                                                // its colours are of the theme

  signals:
    void use_requested(const QString& file);   // as an input of the workflow
    void closed();
    void refused(const QString& message);

  private:
    struct Source {   // of pictures that are brought
        std::string path;
        Workflow workflow;
    };
    void take(const QString& title, const Value& value, const QImage& small, const Source& source);
    void save(const QString& file, const Value& value, std::size_t index, const QImage& shown, const Source& source);
    void use(const QImage& picture);
    PictureViewer& opened();

    Desk& desk_;
    EditorDocument& document_;
    Runs& runs_;
    QWidget* page_;
    std::function<QRect()> place_;
    PictureViewer* viewer_ = nullptr;
};

}  // namespace noiseloom
