// Commands on subgraphs: making one of nodes, dissolving it, and keeping it as a file that the search offers in every workflow.
#pragma once

#include <QObject>
#include <QPointF>

#include "ui/app/desk.h"

namespace noiseloom {

class DocumentPage;

class SubgraphCommands : public QObject {
    Q_OBJECT
  public:
    // Both outlive it.
    SubgraphCommands(Desk& desk, DocumentPage& page) : desk_(desk), page_(page) {}

    void make();                                    // of the selected nodes; asks for its name
    void make_of(const std::vector<std::string>& nodes, const QString& title);
    void dissolve();                                // the selected one
    void save();                                    // the selected one
    void add_saved(const QString& file, QPointF scene);

  private:
    Desk& desk_;
    DocumentPage& page_;
};

}  // namespace noiseloom
