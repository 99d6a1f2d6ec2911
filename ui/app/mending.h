// What is offered where something does not work: on the strip of a node that failed, and for a wire that cannot be.
#pragma once

#include <QObject>

#include "ui/canvas/graph_view.h"

namespace noiseloom {

class DocumentPage;
class FieldHooks;

class Mending : public QObject {
    Q_OBJECT
  public:
    // Both outlive it.
    Mending(DocumentPage& page, FieldHooks& hooks) : page_(page), hooks_(hooks) {}

    // What the strip of a failed node offers: the file that is missing, the wire, else the whole story.
    void mend(const std::string& node);
    // A wire that cannot be: why, and the nodes that would make the one type of the other.
    void offer_bridges(const QString& message, const SocketName& from, const SocketName& to);

  private:
    void locate_file(const std::string& node, const InputDecl& input);

    DocumentPage& page_;
    FieldHooks& hooks_;
};

}  // namespace noiseloom
