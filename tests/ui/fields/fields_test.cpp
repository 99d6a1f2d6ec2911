#include <QtTest>

#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QVBoxLayout>

#include "../shots.h"
#include "toy_inputs.h"
#include "ui/fields/file_field.h"
#include "ui/fields/list_popup.h"
#include "ui/fields/seed_field.h"

using namespace noiseloom;

class FieldsTest : public QObject {
    Q_OBJECT

    // A field in a window of its own, with a record of what it told.
    struct Fixture {
        std::vector<std::pair<Json, bool>> told;
        int lefts = 0;
        QWidget window;   // after what its end may tell of
        FieldWidget* field;

        explicit Fixture(const char* name, const FieldContext& context = {}) {
            window.resize(240, 200);
            field = make_field(toy_input(name), context, &window);
            field->setGeometry(10, 10, 204, 24);
            QObject::connect(field, &FieldWidget::edited, [this](const Json& value, bool is_final) { told.emplace_back(value, is_final); });
            QObject::connect(field, &FieldWidget::left, [this] { ++lefts; });
            window.show();
            QApplication::setActiveWindow(&window);
            field->setFocus();
        }
        QLineEdit* line() const {
            for (QLineEdit* line : field->findChildren<QLineEdit*>())
                if (line->isVisible()) return line;
            return nullptr;
        }
        void type(const QString& text) {
            QTest::keyClick(field, Qt::Key_Return);
            QVERIFY(line());
            line()->selectAll();
            QTest::keyClicks(line(), text);
            QTest::keyClick(line(), Qt::Key_Return);
        }
    };

    static QListWidget* popup_list() {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* popup = qobject_cast<ListPopup*>(widget); popup && popup->isVisible()) return popup->findChild<QListWidget*>();
        return nullptr;
    }

  private slots:
    void wires_have_no_field() {
        QWidget parent;
        for (const InputDecl& input : toy_node().inputs()) QCOMPARE(make_field(input, {}, &parent) == nullptr, input.name == "model");
    }

    void a_drag_is_many_changes_and_one_final_one() {
        Fixture f("rescale");
        f.field->set_value(0.2);
        QTest::mousePress(f.field, Qt::LeftButton, {}, {50, 10});
        for (int x = 55; x <= 110; x += 5) QTest::mouseMove(f.field, {x, 10});
        QVERIFY(f.told.size() > 5);
        for (const auto& [value, is_final] : f.told) QVERIFY(!is_final);
        QTest::mouseRelease(f.field, Qt::LeftButton, {}, {110, 10});
        QVERIFY(f.told.back().second);
        QCOMPARE(f.told.back().first.get<double>(), 0.5);
        QCOMPARE(f.field->value(), Json(0.5));
    }

    void shift_taken_up_during_a_drag_does_not_make_it_jump() {
        Fixture f("rescale");
        f.field->set_value(0.0);
        QTest::mousePress(f.field, Qt::LeftButton, {}, {10, 10});
        QTest::mouseMove(f.field, {111, 10});
        const double before = f.field->value().get<double>();
        QMouseEvent moved(QEvent::MouseMove, QPointF(131, 10), f.field->mapToGlobal(QPointF(131, 10)), Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(f.field, &moved);
        QCOMPARE(f.field->value().get<double>(), before);
        QMouseEvent on(QEvent::MouseMove, QPointF(151, 10), f.field->mapToGlobal(QPointF(151, 10)), Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        QApplication::sendEvent(f.field, &on);
        QCOMPARE(f.field->value().get<double>(), before + 0.01);
    }

    void escape_in_a_drag_brings_the_value_back() {
        Fixture f("rescale");
        f.field->set_value(0.2);
        QTest::mousePress(f.field, Qt::LeftButton, {}, {50, 10});
        QTest::mouseMove(f.field, {100, 10});
        QVERIFY(f.field->value() != Json(0.2));
        QTest::keyClick(f.field, Qt::Key_Escape);
        QCOMPARE(f.field->value(), Json(0.2));
        QVERIFY(f.told.back().second);
        QTest::mouseRelease(f.field, Qt::LeftButton, {}, {100, 10});
        QCOMPARE(f.field->value(), Json(0.2));
    }

    void a_sum_is_typed_after_enter_or_a_double_click() {
        Fixture f("scale");
        f.type("7.5*2");
        QCOMPARE(f.told, (std::vector<std::pair<Json, bool>>{{15.0, true}}));
        QCOMPARE(f.lefts, 1);
        QVERIFY(f.field->hasFocus());
        QTest::mouseDClick(f.field, Qt::LeftButton, {}, {100, 10});
        QVERIFY(f.line());
        QCOMPARE(f.line()->selectedText(), "15");
        QTest::keyClick(f.line(), Qt::Key_Escape);
        QCOMPARE(f.told.size(), 1u);
    }

    void what_is_no_number_stays_open_and_says_why() {
        Fixture f("rescale");
        f.type("3 px");
        QVERIFY(f.told.empty());
        QVERIFY(f.line());
        QVERIFY2(f.field->remark().contains("'px' is no part of a sum"), qPrintable(f.field->remark()));
        QCOMPARE(f.lefts, 0);
        f.line()->selectAll();
        QTest::keyClicks(f.line(), "1/4");
        QTest::keyClick(f.line(), Qt::Key_Return);
        QCOMPARE(f.field->value(), Json(0.25));
        QVERIFY(f.field->remark().isEmpty());
    }

    void what_is_out_of_range_is_taken_as_near_as_it_can_be_and_said() {
        Fixture f("rescale");
        f.type("7");
        QCOMPARE(f.field->value(), Json(1.0));
        QCOMPARE(f.field->remark(), "At most 1");
        QCOMPARE(f.field->accessibleDescription(), "At most 1");
        Fixture steps("steps");
        steps.type("7/2");
        QCOMPARE(steps.field->value(), Json(4));
        QCOMPARE(steps.field->remark(), "Whole numbers only: 4");
    }

    void keys_step_and_reset() {
        Fixture f("steps");
        QTest::keyClick(f.field, Qt::Key_Up);
        QCOMPARE(f.field->value(), Json(21));
        QTest::keyClick(f.field, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(f.field->value(), Json(11));
        QVERIFY(!f.told.back().second);
        QTRY_VERIFY(f.told.back().second);   // once the keys rest
        QTest::keyClick(f.field, Qt::Key_Backspace);
        QCOMPARE(f.field->value(), Json(20));
        QTest::keyClicks(f.field, "4");
        QVERIFY(f.line());
        QCOMPARE(f.line()->text(), "4");
    }

    void the_wheel_turns_only_what_has_the_focus() {
        Fixture f("steps");
        const auto turn = [&](int by) {
            QWheelEvent wheel(QPointF(50, 10), f.field->mapToGlobal(QPointF(50, 10)), {}, {0, by}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
            QApplication::sendEvent(f.field, &wheel);
            return wheel.isAccepted();
        };
        QVERIFY(turn(60));
        QVERIFY(f.told.empty());   // half a notch
        QVERIFY(turn(60));
        QCOMPARE(f.field->value(), Json(21));
        f.field->clearFocus();
        QVERIFY(!turn(120));
        QCOMPARE(f.field->value(), Json(21));
    }

    void seeds_are_exact_to_the_last_of_64_bits() {
        Fixture f("seed");
        f.type("18446744073709551615");
        QCOMPARE(f.field->value(), Json(18446744073709551615ULL));
        f.type("9 007 199 254 740 993");   // 2^53 + 1: no double has it
        QCOMPARE(f.field->value(), Json(9007199254740993ULL));
        f.type("18446744073709551616");
        QVERIFY2(f.field->remark().contains("too large"), qPrintable(f.field->remark()));
    }

    void the_dice_sets_the_seed_before_anything_else_and_remembers() {
        Fixture f("seed");
        auto* seed = qobject_cast<SeedField*>(f.field);
        f.type("11");
        for (int i = 0; i < 8; ++i) seed->roll();
        QCOMPARE(f.told.size(), 9u);
        QCOMPARE(f.told.back().first, f.field->value());
        const auto last = seed->last_seeds();
        QCOMPARE(last.size(), 5u);
        QCOMPARE(Json(last.front()), f.told[7].first);   // the one before
    }

    void choices_are_walked_and_found_by_letters() {
        Fixture f("kind");
        QTest::keyClick(f.field, Qt::Key_Down);
        QCOMPARE(f.field->value(), Json("leading"));
        QTest::keyClick(f.field, Qt::Key_Up);
        QTest::keyClick(f.field, Qt::Key_Up);
        QCOMPARE(f.field->value(), Json("trailing"));
        QTest::keyClicks(f.field, "k");
        QListWidget* list = popup_list();
        QVERIFY(list);
        QCOMPARE(list->currentItem()->text(), "karras");
        QTest::keyClick(list->window(), Qt::Key_Return);
        QCOMPARE(f.field->value(), Json("karras"));
        QCOMPARE(f.lefts, 1);
    }

    void a_switch_turns() {
        Fixture f("clamp");
        QTest::mouseClick(f.field, Qt::LeftButton);
        QCOMPARE(f.field->value(), Json(false));
        QTest::keyClick(f.field, Qt::Key_Space);
        QCOMPARE(f.field->value(), Json(true));
    }

    void what_a_file_says_is_never_markup() {
        InputDecl input = toy_input("note");
        input.doc = "<img src='/etc/passwd'> & <b>bold</b>";
        QWidget parent;
        const FieldWidget* field = make_field(input, {}, &parent);
        QVERIFY2(!field->toolTip().contains("<img") && field->toolTip().contains("&lt;img"), qPrintable(field->toolTip()));
    }

    void files_come_from_lists_and_drops() {
        FieldContext context;
        context.known_files = [](FileKind kind) { return kind == FileKind::model ? QStringList{"a.safetensors", "b.safetensors"} : QStringList(); };
        context.take_file = [](FileKind, const QString& path) { return path.endsWith(".safetensors") ? std::optional<Json>(Json{{"name", "dropped.safetensors"}}) : std::nullopt; };
        Fixture f("file", context);
        QTest::mouseClick(f.field, Qt::LeftButton, {}, {100, 10});
        QListWidget* list = popup_list();
        QVERIFY(list);
        QCOMPARE(list->count(), 2);
        QTest::keyClick(list->window(), Qt::Key_Down);
        QTest::keyClick(list->window(), Qt::Key_Return);
        QCOMPARE(f.field->value(), Json("b.safetensors"));

        const auto drop = [&](const QString& path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            QDragEnterEvent enter(QPoint(50, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(f.field, &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent event(QPointF(50, 10), Qt::CopyAction, &data, Qt::LeftButton, {});
            QApplication::sendEvent(f.field, &event);
        };
        drop("/somewhere/x.txt");
        QCOMPARE(f.field->value(), Json("b.safetensors"));
        QVERIFY(!f.field->remark().isEmpty());
        drop("/somewhere/x.safetensors");
        QCOMPARE(f.field->value(), (Json{{"name", "dropped.safetensors"}}));
    }

    void shots() {
        save_shots("fields", [](const Theme& theme, double text_scale) {
            auto page = std::make_unique<QWidget>();
            auto* layout = new QVBoxLayout(page.get());
            FieldContext context;
            context.theme = &theme;
            context.text_scale = text_scale;
            context.choose_file = [](FileKind, std::function<void(const Json&)>) {};
            for (const InputDecl& input : toy_node().inputs())
                if (FieldWidget* field = make_field(input, context, page.get())) layout->addWidget(field);
            layout->addStretch();
            page->resize(static_cast<int>(300 * text_scale), static_cast<int>(520 * text_scale));
            return page;
        });
    }
};

QTEST_MAIN(FieldsTest)
#include "fields_test.moc"
