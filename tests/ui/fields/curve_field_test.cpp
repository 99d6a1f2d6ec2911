#include <QtTest>

#include <QLineEdit>
#include <QVBoxLayout>

#include "../shots.h"
#include "toy_inputs.h"
#include "ui/fields/curve_field.h"
#include "ui/fields/curve_plot.h"

using namespace noiseloom;

class CurveFieldTest : public QObject {
    Q_OBJECT

    struct Fixture {
        std::vector<std::pair<Json, bool>> told;
        QWidget window;
        CurveField* field;
        explicit Fixture(const Json& value) {
            window.resize(300, 260);
            field = qobject_cast<CurveField*>(make_field(toy_input("scale"), {}, &window));
            field->set_value(value);
            field->setGeometry(10, 10, 280, field->sizeHint().height());
            QObject::connect(field, &FieldWidget::edited, [this](const Json& now, bool is_final) { told.emplace_back(now, is_final); });
            window.show();
            QApplication::setActiveWindow(&window);
            field->setFocus();
        }
        QPoint at(double u, double value) { return field->plot().place_of(u, value).toPoint(); }
        Knots knots() { return field->plot().knots(); }
    };
    static Json three() { return {{"curve", {{0, 2}, {0.5, 8}, {1, 2}}}}; }

  private slots:
    void a_number_becomes_a_curve_and_a_curve_a_number() {
        Fixture f(5.5);
        QVERIFY(!f.field->is_curve());
        const int flat_height = f.field->sizeHint().height();
        f.field->make_curve();
        QCOMPARE(f.told.back().first, (Json{{"curve", {{0, 5.5}, {1, 5.5}}}}));
        QVERIFY(f.field->sizeHint().height() > 3 * flat_height);
        f.field->make_flat();
        QCOMPARE(f.told.back().first, Json(5.5));
        QVERIFY(!f.field->is_curve());
    }

    void the_number_is_dragged_and_typed_as_others_are() {
        Fixture f(5.0);
        auto* number = f.field->findChild<FieldWidget*>();
        QTest::keyClick(number, Qt::Key_Up);
        QCOMPARE(f.field->value(), Json(5.1));
        QTest::keyClick(number, Qt::Key_Return);
        QTest::keyClicks(number->findChild<QLineEdit*>(), "3*4");
        QTest::keyClick(number->findChild<QLineEdit*>(), Qt::Key_Return);
        QCOMPARE(f.field->value(), Json(12.0));
    }

    void a_knot_is_dragged_and_stays_between_its_neighbours() {
        Fixture f(three());
        QTest::mousePress(&f.field->plot(), Qt::LeftButton, {}, f.at(0.5, 8));
        const QPoint to = f.at(0.7, 4);
        QTest::mouseMove(&f.field->plot(), to - QPoint(5, 0));
        QTest::mouseMove(&f.field->plot(), to);
        QVERIFY(!f.told.empty() && !f.told.back().second);
        QTest::mouseRelease(&f.field->plot(), Qt::LeftButton, {}, to);
        QVERIFY(f.told.back().second);
        QVERIFY(std::abs(f.knots()[1].first - 0.7) < 0.02);
        QVERIFY(std::abs(f.knots()[1].second - 4) < 0.2);
        QCOMPARE(f.knots().size(), 3u);
    }

    void a_click_on_the_line_adds_and_delete_removes() {
        Fixture f(three());
        QTest::mouseClick(&f.field->plot(), Qt::LeftButton, {}, f.at(0.25, 5));
        QCOMPARE(f.knots().size(), 4u);
        QCOMPARE(f.field->plot().selected(), 1u);
        QVERIFY(f.told.back().second);
        QTest::keyClick(&f.field->plot(), Qt::Key_Delete);
        QCOMPARE(f.knots().size(), 3u);
        QTest::mouseClick(&f.field->plot(), Qt::LeftButton, {}, f.at(0.5, 1));   // beside the line
        QCOMPARE(f.knots().size(), 3u);
    }

    void everything_can_be_done_by_keys() {
        Fixture f(three());
        CurvePlot& plot = f.field->plot();
        QTest::keyClick(&plot, Qt::Key_Right);
        QCOMPARE(plot.selected(), 1u);
        QTest::keyClick(&plot, Qt::Key_Up);
        QCOMPARE(f.knots()[1].second, 8.1);
        QTest::keyClick(&plot, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(f.knots()[1].first, 0.49);
        QTest::keyClick(&plot, Qt::Key_Plus);
        QCOMPARE(f.knots().size(), 4u);
        QCOMPARE(plot.selected(), 2u);
        auto lines = f.field->findChildren<QLineEdit*>();
        QLineEdit* value = lines.back();
        value->setFocus();
        value->selectAll();
        QTest::keyClicks(value, "2+1");
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(f.knots()[2].second, 3.0);
        QCOMPARE(f.field->value()["curve"][2][1], Json(3.0));
    }

    void the_document_s_value_shows_without_being_told_again() {
        Fixture f(three());
        f.field->set_value({{"curve", {{0, 1}, {1, 9}}}});
        QCOMPARE(f.knots().size(), 2u);
        f.field->set_value({{"curve", "nonsense"}});
        f.field->set_value(3.0);
        QVERIFY(!f.field->is_curve());
        QVERIFY(f.told.empty());
    }

    void shots() {
        save_shots("curve", [](const Theme& theme, double text_scale) {
            auto page = std::make_unique<QWidget>();
            auto* layout = new QVBoxLayout(page.get());
            FieldContext context;
            context.theme = &theme;
            context.text_scale = text_scale;
            for (const Json& value : {Json(6.0), Json{{"curve", {{0, 2}, {0.15, 7.5}, {0.6, 7.5}, {1, 1}}}}}) {
                FieldWidget* field = make_field(toy_input("scale"), context, page.get());
                field->set_value(value);
                layout->addWidget(field);
                auto& plot = qobject_cast<CurveField*>(field)->plot();
                plot.set_steps(20);
                plot.set_marker(0.6);
                plot.set_ghost(*Curve::from_knots({{0, 7}, {1, 3}}));
                plot.select(1);
                if (value.is_object()) field->setFocus();
            }
            layout->addStretch();
            page->resize(static_cast<int>(320 * text_scale), static_cast<int>(250 * text_scale));
            return page;
        });
    }
};

QTEST_MAIN(CurveFieldTest)
#include "curve_field_test.moc"
