// The canvas by keys: one node is current, and in it perhaps a socket. Arrows walk from node to node, Tab through a node's sockets, Enter edits
// a field, and W letters all sockets that the current one may be wired to: the letter draws the wire.
#pragma once

#include <map>
#include <set>
#include <string>

#include "ui/canvas/graph_view.h"

namespace noiseloom {

class KeyWalk {
  public:
    explicit KeyWalk(GraphView& view) : view_(view) {}

    const SocketName& place() const { return place_; }   // node "": none; socket "": the node as a whole
    void go_to(const SocketName& place);                 // selects the node, and shows it

    void walk(Qt::Key direction, bool extends);
    void walk_sockets(bool forward);
    void open();             // Enter
    void begin_letters();    // W
    bool has_letters() const { return !letters_.empty(); }
    const std::map<QString, SocketName>& letters() const { return letters_; }
    bool take_letter(const QString& typed);              // true: it was for the letters
    void end_letters();
    void paint(QPainter& painter) const;                 // the letters, in the scene

  private:
    GraphView& view_;
    SocketName place_;
    std::map<QString, SocketName> letters_;
    std::map<std::string, std::set<std::string>> ends_;
    QString typed_;
};

}  // namespace noiseloom
