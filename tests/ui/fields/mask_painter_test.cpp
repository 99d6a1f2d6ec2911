// A mask is painted: by mouse, by keys, from the field.
#include <QSlider>
#include <QToolButton>
#include <QtTest>

#include "../shots.h"
#include "toy_inputs.h"
#include "ui/fields/mask_field.h"
#include "ui/fields/mask_painter.h"
#include "ui/theme/fonts.h"

using namespace noiseloom;

class MaskPainterTest : public QObject {
    Q_OBJECT

    static QImage picture() {
        QImage image(200, 100, QImage::Format_RGB32);
        for (int y = 0; y < 100; ++y)
            for (int x = 0; x < 200; ++x) image.setPixel(x, y, qRgb(x, 80 + y, 160));
        return image;
    }
    static void drag(MaskCanvas& canvas, QPointF from, QPointF to, Qt::MouseButton button = Qt::LeftButton) {
        const QRectF area = canvas.place();
        const auto at = [&](QPointF place) { return (area.topLeft() + QPointF(place.x() * area.width(), place.y() * area.height())).toPoint(); };
        QTest::mousePress(&canvas, button, {}, at(from));
        for (int i = 1; i <= 8; ++i) {
            const QPointF now = at(from + (to - from) * i / 8.0);
            QMouseEvent move(QEvent::MouseMove, now, canvas.mapToGlobal(now), Qt::NoButton, button, {});
            QApplication::sendEvent(&canvas, &move);
        }
        QTest::mouseRelease(&canvas, button, {}, at(to));
    }

  private slots:
    void strokes_are_in_parts_of_the_picture() {
        MaskPainter painter({}, picture(), Theme::named("dark"), nullptr);
        painter.resize(700, 500);
        painter.show();
        QSignalSpy painted(&painter, &MaskPainter::painted);
        MaskCanvas& canvas = painter.canvas();
        QCOMPARE(std::round(canvas.place().width() / canvas.place().height() * 100), 200.0);   // as the picture is
        drag(canvas, {0.25, 0.5}, {0.75, 0.5});
        QCOMPARE(painted.size(), 1);
        QCOMPARE(painter.drawing().strokes.size(), std::size_t(1));
        const BrushStroke& stroke = painter.drawing().strokes[0];
        QVERIFY(!stroke.erases && stroke.points.size() == 9);
        QVERIFY(qAbs(stroke.points.front().first - 0.25) < 0.01 && qAbs(stroke.points.back().first - 0.75) < 0.01 && qAbs(stroke.points.back().second - 0.5) < 0.01);
        drag(canvas, {0.5, 0.4}, {0.5, 0.6}, Qt::RightButton);
        QVERIFY(painter.drawing().strokes[1].erases);
        const QImage shown = canvas.grab().toImage();
        const auto colour = [&](double x, double y) { return shown.pixel((canvas.place().topLeft() + QPointF(x * canvas.place().width(), y * canvas.place().height())).toPoint()); };
        QVERIFY(colour(0.3, 0.5) != colour(0.3, 0.9));
        QVERIFY(qAbs(qGreen(colour(0.5, 0.5)) - 130) < 12);   // the picture itself
        QTest::keyClick(&canvas, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(painter.drawing().strokes.size(), std::size_t(1));
        QVERIFY(ValueType<Drawing>::from_json(ValueType<Drawing>::to_json(painter.drawing())));
    }

    void keys_are_enough() {
        MaskPainter painter({}, {}, Theme::named("dark"), nullptr);
        painter.show();
        MaskCanvas& canvas = painter.canvas();
        const double before = canvas.brush();
        QTest::keyClick(&canvas, Qt::Key_BracketRight);
        QVERIFY(canvas.brush() > before);
        QCOMPARE(painter.findChild<QSlider*>()->value(), static_cast<int>(std::lround(canvas.brush() * 100)));
        for (int i = 0; i < 5; ++i) QTest::keyClick(&canvas, Qt::Key_Right);
        QTest::keyClick(&canvas, Qt::Key_Space);
        QCOMPARE(painter.drawing().strokes.size(), std::size_t(1));
        QCOMPARE(painter.drawing().strokes[0].points, (std::vector<std::pair<double, double>>{{0.6, 0.5}}));
        QTest::keyClick(&canvas, Qt::Key_E);
        QTest::keyClick(&canvas, Qt::Key_Space);
        QVERIFY(painter.drawing().strokes[1].erases);
    }

    void the_field_opens_it_and_takes_the_strokes() {
        FieldContext context;
        context.picture_beneath = [] { return picture(); };
        QWidget window;
        MaskField field(toy_input("mask"), context, &window);
        field.set_value(Json());
        window.show();
        QSignalSpy edited(&field, &FieldWidget::edited), left(&field, &FieldWidget::left);
        field.begin_editing();
        auto* painter = field.findChild<MaskPainter*>();
        QVERIFY(painter && painter->isVisible());
        drag(painter->canvas(), {0.2, 0.2}, {0.4, 0.4});
        QCOMPARE(edited.size(), 1);
        QCOMPARE(field.value()["strokes"].size(), std::size_t(1));
        painter->reject();
        QCOMPARE(left.size(), 1);
    }

    void pictures() {
        save_shots("mask-painter", [](const Theme& theme, double text_scale) {
            set_text_scale(text_scale);
            auto painter = std::make_unique<MaskPainter>(Drawing{{{0.3, false, {{0.3, 0.4}, {0.5, 0.6}, {0.7, 0.5}}}, {0.15, true, {{0.5, 0.6}}}}}, picture(), theme, nullptr);
            painter->resize(scaled(640), scaled(520));
            return std::unique_ptr<QWidget>(std::move(painter));
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(MaskPainterTest)
#include "mask_painter_test.moc"
