// The gallery of templates: as a panel with all of them and a search, and as the page of an empty window with the four to start with.
#pragma once

#include <QWidget>

#include "ui/backend/backend.h"
#include "ui/panels/template_card.h"

class QGridLayout;
class QLineEdit;
class QVBoxLayout;

namespace noiseloom {

class TemplatesPanel : public QWidget {
    Q_OBJECT
  public:
    TemplatesPanel(Backend& backend, const Theme& theme, QWidget* parent = nullptr);
    void show_only(const QString& typed);

  signals:
    void template_chosen(const QString& path);

  private:
    QLineEdit* search_;
    std::vector<TemplateCard*> cards_;
};

class StartPage : public QWidget {
    Q_OBJECT
  public:
    // `recent`: files to go on with, the last one first.
    StartPage(Backend& backend, const QStringList& recent, const Theme& theme, QWidget* parent = nullptr);

  signals:
    void template_chosen(const QString& path);
    void file_chosen(const QString& path);
    void more();      // all templates
    void empty();     // a graph without nodes

  protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    void add_recent(QVBoxLayout& rows, const QStringList& recent);

    const Theme& theme_;
    QGridLayout* grid_;
    std::vector<TemplateCard*> cards_;
};

}  // namespace noiseloom
