// The window onto a graph: camera, mouse and keys. Drags are tools (tool.h), commands are actions (ui/app/actions.h) that call the functions
// here; everything edits the document through GraphPlace.
#pragma once

#include <memory>
#include <optional>
#include <set>

#include <QElapsedTimer>
#include <QGraphicsView>
#include <QPointer>
#include <QTimer>

#include "ui/canvas/graph_scene.h"
#include "ui/canvas/hit.h"
#include "ui/canvas/tool.h"
#include "ui/fields/field_widget.h"

namespace noiseloom {

class GraphEdits;
class KeyWalk;

// A socket by name: where a wire begins or ends.
struct SocketName {
    std::string node, socket;
    bool is_output = false;
    auto operator<=>(const SocketName&) const = default;
};

class GraphView : public QGraphicsView {
    Q_OBJECT
  public:
    GraphView(GraphScene& scene, std::function<FieldContext(const QString& node)> context_of, QWidget* parent = nullptr);
    ~GraphView() override;

    GraphScene& graph_scene() const { return scene_; }
    const GraphPlace& place() const { return scene_.place(); }

    // --- camera: zoom 1 shows a canvas unit as a pixel, times the text size ---
    double zoom() const { return zoom_; }
    double pixels_per_unit() const;
    void set_zoom(double zoom, QPointF keep);   // `keep`: the viewport's point that stays
    void zoom_by(double factor);
    void fit(const QRectF& rect);
    void fit_all();
    void fit_selection();
    void keep_fitted();                         // fits, also as the window takes its size, until the user moves the camera
    void scroll_by(QPointF pixels);
    QRectF visible_rect() const;                // in the scene
    Json camera_json() const;
    void set_camera(const Json& camera);        // kept, as the window takes its size, until the user moves the camera
    void text_size_changed();

    // Applies a patch; errors are told by refused().
    bool edit(const Patch& patch, const QString& label, const QString& merge = {});
    GraphEdits& edits() { return *edits_; }     // the commands on what is selected
    KeyWalk& keys() { return *keys_; }          // the keyboard's place

    // --- sockets ---
    // Those that could be the other end of a wire from here: "i:name" and "o:name" by node.
    std::map<std::string, std::set<std::string>> possible_ends(const SocketName& from) const;
    void light(const std::map<std::string, std::set<std::string>>* ends);   // null: no wire is drawn
    void show_marks();
    bool connect_sockets(const SocketName& a, const SocketName& b);          // says why not
    void open_field(const std::string& node, const std::string& input);
    void close_field();
    FieldWidget* open_field_widget() const { return field_; }

    bool cancel_gesture();                       // a drag that goes on, as Escape does; false: there is none
    void reduce_motion(bool on) { is_animation_wanted_ = !on; }
    void start_animation();                      // until nothing runs
    void say(const QString& text, QPointF at);   // a remark beside the mouse
    bool is_key_down(int key) const { return keys_down_.contains(key); }

  signals:
    // Something to add is wanted: at a point of the scene, wired to a socket if one is named.
    void search_requested(QPointF scene, const std::optional<noiseloom::SocketName>& from);
    void menu_requested(const noiseloom::Hit& hit, QPointF scene, const QPoint& global);
    void refused(const QString& message);
    void wire_refused(const QString& message, const noiseloom::SocketName& from, const noiseloom::SocketName& to);
    void camera_changed();
    void opened(const QString& node);                    // double click on a node's body: look inside, or at its picture
    void remedy_requested(const QString& node);          // the strip was clicked
    void rename_requested(const QString& node);
    void file_dropped(const QString& path, QPointF scene);

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    bool focusNextPrevChild(bool) override { return false; }   // Tab is the canvas's own key
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    ToolEvent tool_event(const QMouseEvent& event) const;
    std::unique_ptr<Tool> tool_for(const Hit& hit, const QMouseEvent& event);
    void select_hit(const Hit& hit, Qt::KeyboardModifiers modifiers);
    void clicked(const Hit& hit, const ToolEvent& event);
    void hover(const ToolEvent& event);
    QString tip(const Hit& hit) const;
    void update_transform(QPointF keep_view, QPointF keep_scene);
    void place_field();
    GraphScene& scene_;
    const std::function<FieldContext(const QString&)> context_of_;
    double zoom_ = 1;
    std::unique_ptr<Tool> tool_;
    QPointF pressed_at_;               // pixels
    Qt::MouseButton pressed_button_ = Qt::NoButton;
    bool is_dragging_ = false;
    std::unique_ptr<Tool> waiting_tool_;   // becomes the tool once the mouse has moved far enough
    std::optional<InputName> hovered_wire_;
    std::set<int> keys_down_;
    const std::map<std::string, std::set<std::string>>* ends_ = nullptr;
    std::unique_ptr<GraphEdits> edits_;
    std::unique_ptr<KeyWalk> keys_;
    QPointer<FieldWidget> field_;
    std::string field_node_, field_input_;
    QTimer animation_;
    QElapsedTimer animation_clock_;
    bool is_animation_wanted_ = true;
    bool is_kept_fitted_ = false;
    std::optional<QPointF> kept_centre_;   // of set_camera()
};

}  // namespace noiseloom
