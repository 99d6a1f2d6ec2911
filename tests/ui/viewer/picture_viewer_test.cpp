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

    void what_was_shown_is_chosen_from_a_strip() {
        PictureViewer viewer(Theme::named("dark"));
        viewer.resize(320, 320);
        viewer.show();
        ThumbnailStrip& strip = viewer.strip();
        viewer.add({"one", ramp(300, 0), {}, {}});
        QVERIFY(!strip.isVisible());
        viewer.add({"two", ramp(300, 100), {}, {}});
        viewer.add_all({{"batch", ramp(300, 200), {}, {}}, {"batch", ramp(300, 250), {}, {}}});
        QApplication::processEvents();
        QVERIFY(strip.isVisible());
        QCOMPARE(strip.height(), scaled(56));
        QCOMPARE(viewer.place(), std::size_t(3));
        const auto gap = [&](std::size_t right) { return strip.place(right).left() - strip.place(right - 1).right(); };
        QVERIFY2(gap(3) < gap(2) && gap(2) == gap(1), "those of one result stand close together");
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.place(0).center().toPoint());
        QCOMPARE(viewer.shown().title, "one");
        QCOMPARE(viewer.view().picture().pixel(0, 0), qRgb(0, 0, 0));
        QCOMPARE(strip.accessibleDescription(), "1 of 4: one");
        QTest::keyClick(&viewer.view(), Qt::Key_PageDown);
        QCOMPARE(strip.accessibleDescription(), "2 of 4: two");
        QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(2, 28));   // beside them
        QCOMPARE(viewer.place(), std::size_t(1));
    }

    void a_long_strip_follows_the_picture_and_the_wheel() {
        PictureViewer viewer(Theme::named("dark"));
        viewer.resize(320, 320);
        viewer.show();
        for (int i = 0; i < 40; ++i) viewer.add({QString::number(i), ramp(300, i), {}, {}});
        QApplication::processEvents();
        ThumbnailStrip& strip = viewer.strip();
        const auto is_in_view = [&](std::size_t picture) { return strip.rect().contains(strip.place(picture).toAlignedRect().adjusted(1, 0, -1, 0)); };
        QVERIFY(is_in_view(29) && !is_in_view(0));
        QWheelEvent wheel(QPointF(100, 20), strip.mapToGlobal(QPointF(100, 20)), {}, QPoint(0, 120 * 40), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&strip, &wheel);
        QVERIFY(is_in_view(0) && !is_in_view(29));
        QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.place(1).center().toPoint());
        QCOMPARE(viewer.shown().title, "11");   // the first ten are no longer kept
        QCOMPARE(viewer.count(), std::size_t(30));
        for (int i = 0; i < 12; ++i) QTest::keyClick(&viewer.view(), Qt::Key_PageDown);
        QVERIFY(is_in_view(13) && is_in_view(14));   // and its neighbour
    }

    void pictures() {
        save_shots("viewer", [](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            auto viewer = std::make_unique<PictureViewer>(theme);
            viewer->resize(640, 480);
            viewer->add({"estimate, step 4", ramp(32, 40), {}, {}});
            viewer->add_all({{"batch", ramp(32, 90), {}, {}}, {"batch", ramp(32, 160), {}, {}}});
            viewer->add({"wide", ramp(32, 10).scaled(160, 20), {}, {}});
            viewer->add({"estimate, step 5", ramp(32, 220), ramp(32, 0)});
            viewer->view().set_comparison(Comparison::slider);
            return std::unique_ptr<QWidget>(std::move(viewer));
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(PictureViewerTest)
#include "picture_viewer_test.moc"
