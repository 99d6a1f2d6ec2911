// The small picture of the whole graph.
#include "graph_bench.h"
#include "ui/canvas/minimap.h"
#include "ui/theme/fonts.h"

using namespace noiseloom;

class MinimapTest : public QObject {
    Q_OBJECT

    static QPointF centre(const GraphView& view) { return view.visible_rect().center(); }

  private slots:
    void a_click_goes_there_by_the_left_button_alone() {
        GraphBench b;
        Minimap map(b.view);
        map.show();
        const QPointF before = centre(b.view);
        QTest::mouseClick(&map, Qt::RightButton, {}, QPoint(10, 10));
        QCOMPARE(centre(b.view), before);
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(10, 10));
        QVERIFY(centre(b.view).x() < before.x() && centre(b.view).y() < before.y());
    }

    // Dragged beyond the edge, the same way of the mouse is the same way of the view.
    void a_drag_keeps_its_scale() {
        GraphBench b;
        Minimap map(b.view);
        map.show();
        QTest::mousePress(&map, Qt::LeftButton, {}, map.rect().center());
        std::vector<double> at;
        for (int i = 0; i < 4; ++i) {
            const QPoint to = map.rect().center() + QPoint(40 * i, 0);
            QMouseEvent move(QEvent::MouseMove, to, map.mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(&map, &move);
            at.push_back(centre(b.view).x());
        }
        for (std::size_t i = 2; i < at.size(); ++i) QVERIFY(qAbs((at[i] - at[i - 1]) - (at[1] - at[0])) < 3);
        QTest::mouseRelease(&map, Qt::LeftButton, {}, QPoint(0, 0));
    }

    void the_wheel_zooms() {
        GraphBench b;
        Minimap map(b.view);
        map.show();
        const double before = b.view.zoom();
        QWheelEvent wheel(map.rect().center(), map.mapToGlobal(map.rect().center()), {}, QPoint(0, 120), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&map, &wheel);
        QVERIFY(b.view.zoom() > before);
    }

    void it_leaves_room_whatever_the_text_size() {
        for (const double size : {1.0, 2.0}) {
            set_text_scale(size);
            GraphBench b;
            Minimap map(b.view);
            for (const QSize room : {QSize(1200, 800), QSize(500, 260)}) {
                b.view.resize(room);
                QVERIFY(map.width() <= room.width() / 4 && map.height() <= room.height() / 4 + 1);
                QVERIFY(QRect(QPoint(), room).contains(map.geometry()));
            }
        }
        set_text_scale(1);
    }
};

QTEST_MAIN(MinimapTest)
#include "minimap_test.moc"
