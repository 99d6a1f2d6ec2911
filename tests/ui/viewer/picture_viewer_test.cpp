#include <QtTest>

#include "../shots.h"
#include "ui/theme/fonts.h"
#include "ui/viewer/picture_viewer.h"

using namespace noiseloom;

class PictureViewerTest : public QObject {
    Q_OBJECT

    static QImage ramp(int size, int blue) {
        QImage image(size, size, QImage::Format_RGB32);
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) image.setPixel(x, y, qRgb(x * 255 / size, y * 255 / size, blue));
        return image;
    }

  private slots:
    void zoom_keeps_the_pixel_under_the_mouse() {
        PictureView view(Theme::named("dark"));
        view.resize(400, 300);
        view.set_picture(ramp(64, 0));
        QCOMPARE(view.zoom(), 300 / 64.0);   // it fits
        const QPointF mouse(250.5, 120.5);
        const QPoint before = view.pixel_at(mouse);
        view.zoom_to(20, mouse);
        QCOMPARE(view.pixel_at(mouse), before);
        view.zoom_to(1, mouse);
        QCOMPARE(view.pixel_at(mouse), before);
        view.zoom_to(1e9, mouse);
        QCOMPARE(view.zoom(), 64.0);
        QTest::keyClick(&view, Qt::Key_F);
        QCOMPARE(view.zoom(), 300 / 64.0);
    }

    void the_mouse_tells_the_pixel() {
        PictureView view(Theme::named("dark"));
        view.resize(64, 64);
        view.set_picture(ramp(64, 7));
        view.show();
        QString told;
        connect(&view, &PictureView::pixel_told, [&](const QString& text) { told = text; });
        QMouseEvent move(QEvent::MouseMove, QPointF(32.5, 16.5), QPointF(32.5, 16.5), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(&view, &move);
        QCOMPARE(told, QString("x 32  y 16   127 63 7"));
    }

    void differences_are_amplified_and_clipped() {
        const QImage a = ramp(8, 10), b = ramp(8, 30);
        QCOMPARE(difference(a, b, 4).pixel(3, 3), qRgb(0, 0, 80));
        QCOMPARE(difference(a, b, 64).pixel(3, 3), qRgb(0, 0, 255));
        QCOMPARE(difference(a, b.scaled(4, 4), 1).size(), QSize(8, 8));
    }

    void the_last_one_is_compared_with() {
        PictureViewer viewer(Theme::named("dark"));
        viewer.add({"one", ramp(8, 0), {}, {}});
        QVERIFY(!viewer.view().has_other());
        viewer.view().set_comparison(Comparison::slider);
        QCOMPARE(viewer.view().comparison(), Comparison::none);
        viewer.add({"two", ramp(8, 200), ramp(8, 1)});
        QVERIFY(viewer.view().has_other() && viewer.view().has_overlay());
        QTest::keyClick(&viewer.view(), Qt::Key_D);
        QCOMPARE(viewer.view().comparison(), Comparison::difference);
        QTest::keyClick(&viewer.view(), Qt::Key_PageUp);
        QCOMPARE(viewer.place(), std::size_t(0));
        QCOMPARE(viewer.view().comparison(), Comparison::none);   // there is none before the first
        QTest::keyClick(&viewer.view(), Qt::Key_PageUp);
        QCOMPARE(viewer.place(), std::size_t(0));
        for (int i = 0; i < 40; ++i) viewer.add({"more", ramp(8, i), {}, {}});
        QCOMPARE(viewer.count(), std::size_t(30));
    }

    void pictures() {
        save_shots("viewer", [](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            auto viewer = std::make_unique<PictureViewer>(theme);
            viewer->resize(640, 480);
            viewer->add({"estimate, step 4", ramp(32, 40), {}, {}});
            viewer->add({"estimate, step 5", ramp(32, 220), ramp(32, 0)});
            viewer->view().set_comparison(Comparison::slider);
            return std::unique_ptr<QWidget>(std::move(viewer));
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(PictureViewerTest)
#include "picture_viewer_test.moc"
