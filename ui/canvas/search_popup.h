// The search over the canvas: nodes to add; with > commands to give; with / nodes to go to.
//
// Opened from a socket it offers only nodes that fit, and says which of their sockets would be wired. "cfg 5" sets the first number of what is
// added. It takes the focus, and goes when it loses it.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>

#include <QFrame>
#include <QPointer>
#include <QStringList>

#include "ui/canvas/graph_view.h"

class QAction;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace noiseloom {

class SearchPopup : public QFrame {
    Q_OBJECT
  public:
    // `commands`: what > offers, asked at each opening. `recent`: types of nodes, the last used first; kept by whoever gives it. `saved`: the
    // folder of subgraphs that are offered beside the nodes; empty: none.
    SearchPopup(GraphView& view, std::function<QList<QAction*>()> commands, QStringList& recent, std::filesystem::path saved = {});

    void open(QPointF scene, const std::optional<SocketName>& from, const QString& typed = {});
    QLineEdit& line() { return *line_; }
    QStringList shown() const;   // titles, as listed
    QString hint() const;        // below the current one

  signals:
    void place_requested(const QString& path);   // a node of whichever graph of the document
    void saved_requested(const QString& file, QPointF scene);   // a subgraph to be added there

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent*) override;

  private:
    void fill();
    void fill_nodes(const QString& words);
    void fill_saved(const QString& words);
    void fill_commands(const QString& words);
    void fill_places(const QString& words);
    void choose(const QModelIndex& index);
    void add(const NodeDef& def);
    void leave();

    GraphView& view_;
    const std::function<QList<QAction*>()> commands_;
    QStringList& recent_;
    const std::filesystem::path saved_;
    QLineEdit* line_;
    QListView* list_;
    QStandardItemModel* model_;
    QPointF scene_;
    std::optional<SocketName> from_;
    std::map<const NodeDef*, QString> fitting_;   // by what fits the socket that it was opened from: the label of the one that would be wired
    std::optional<double> number_;                // that was typed behind a name
};

}  // namespace noiseloom
