#include <QtTest>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "../fields/toy_inputs.h"
#include "../shots.h"
#include "ui/fields/field_widget.h"
#include "ui/form/form_edit.h"
#include "ui/form/form_item.h"
#include "ui/form/form_view.h"
#include "ui/form/picture_box.h"
#include "ui/model/field_edit.h"

using namespace noiseloom;

class FormTest : public QObject {
    Q_OBJECT

    static const Registry& registry() {
        static const Registry made = [] {
            Registry one;
            one.add(toy_node());
            return one;
        }();
        return made;
    }
    static Workflow workflow() {
        Workflow made;
        made.graph.nodes["a"] = Node{"toy.everything", 1, false, {{"text", Json("a lighthouse")}}};
        made.form = Json::parse(R"([{"heading": "What"}, {"input": "a.text", "label": "Prompt"}, {"input": "a.rescale"}, {"input": "a.seed", "label": "Seed"},
                                    {"text": "<b>plain</b>"}, {"input": "gone.x"}, {"odd": 1}])");
        return made;
    }
    struct Fixture {
        EditorDocument document{registry(), workflow(), "", "test"};
        FormView form{document, [](const QString&) { return FieldContext(); }};
        Fixture() {
            form.show();
            QApplication::setActiveWindow(&form);
        }
        QPushButton* button(const QString& text) {
            for (QPushButton* one : form.findChildren<QPushButton*>())
                if (one->isVisible() && one->text().startsWith(text)) return one;
            return nullptr;
        }
        FormItem* item(std::size_t place) {
            for (FormItem* one : form.findChildren<FormItem*>())
                if (one->isVisible() && one->place() == place) return one;
            return nullptr;
        }
    };

  private slots:
    void the_form_as_data() {
        const Json form = workflow().form;
        QCOMPARE(place_in_form(form, "a", "seed"), std::optional<std::size_t>(3));
        QCOMPARE(place_in_form(form, "a", "steps"), std::nullopt);
        QCOMPARE(with_input(Json::array(), "a", "seed", "Seed"), Json::parse(R"([{"input": "a.seed", "label": "Seed"}])"));
        QCOMPARE(with_moved_item(form, 0, 2)[2], form[0]);
        QCOMPARE(with_moved_item(form, 2, 0)[0], form[2]);
        QCOMPARE(with_moved_item(form, 2, 99), form);
        QCOMPARE(with_label(form, 1, "")[1], Json::parse(R"({"input": "a.text"})"));
        QCOMPARE(with_label(form, 0, "How")[0], Json::parse(R"({"heading": "How"})"));
        QCOMPARE(without_item(form, 6).size(), form.size() - 1);
    }

    void fields_and_document_are_one() {
        Fixture f;
        FieldWidget* field = f.form.field("a", "rescale");
        QVERIFY(field);
        QVERIFY(f.form.field("a", "text")->accessibleName().startsWith("Prompt"));
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(literal_of(f.document.graph(), "a", "rescale"), Json(0.75));
        f.document.undo();
        QCOMPARE(field->value(), Json());
        QVERIFY(f.document.apply(Patch{{SetInput{"a", "rescale", Input(Json(0.1))}}}, "set"));
        QCOMPARE(field->value(), Json(0.1));
        for (QLabel* label : f.form.findChildren<QLabel*>()) QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void generate_becomes_stop() {
        Fixture f;
        QSignalSpy generated(&f.form, &FormView::generate_requested), stopped(&f.form, &FormView::stop_requested);
        QTest::mouseClick(f.button("Generate"), Qt::LeftButton);
        QCOMPARE(generated.size(), 1);
        f.form.set_progress(0.5);
        QVERIFY(f.button("Stop   50 %"));
        QTest::mouseClick(f.button("Stop"), Qt::LeftButton);
        QCOMPARE(stopped.size(), 1);
        f.form.set_progress(-1);
        QVERIFY(f.button("Generate"));
    }

    void the_picture_before_is_shown_while_space_is_held() {
        Fixture f;
        QImage one(8, 8, QImage::Format_RGB32), two(8, 8, QImage::Format_RGB32);
        one.fill(Qt::red);
        two.fill(Qt::blue);
        PictureBox& box = f.form.picture();
        const auto middle = [&] { return box.grab().toImage().pixelColor(box.width() / 2, box.height() / 2); };
        f.form.set_picture(one);
        f.form.set_picture(two, true);   // a preview is no result
        f.form.set_picture(two);
        QCOMPARE(middle(), QColor(Qt::blue));
        QTest::keyPress(&box, Qt::Key_Space);
        QVERIFY(box.shows_previous());
        QCOMPARE(middle(), QColor(Qt::red));
        QTest::keyRelease(&box, Qt::Key_Space);
        QCOMPARE(middle(), QColor(Qt::blue));
    }

    void items_are_moved_renamed_and_removed() {
        Fixture f;
        f.form.set_editing(true);
        QVERIFY(!f.form.field("a", "rescale"));
        f.item(2)->setFocus();
        QTest::keyClick(f.item(2), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(f.document.form()[1], Json::parse(R"({"input": "a.rescale"})"));
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QApplication::processEvents();

        auto* label = f.item(1)->findChild<QLineEdit*>();
        label->setFocus();
        QTest::keyClicks(label, "Less");
        QTest::keyClick(label, Qt::Key_Return);
        QCOMPARE(f.document.form()[1]["label"], Json("Less"));
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QApplication::processEvents();

        FormItem* first = f.item(0);
        const QPoint below = first->mapFromGlobal(f.item(2)->mapToGlobal(QPoint(10, f.item(2)->height() - 2)));
        QTest::mousePress(first, Qt::LeftButton, {}, {8, 8});
        QTest::mouseMove(first, below - QPoint(0, 4));
        QTest::mouseMove(first, below);
        QTest::mouseRelease(first, Qt::LeftButton, {}, below);
        QCOMPARE(f.document.form()[2], Json::parse(R"({"heading": "What"})"));
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QApplication::processEvents();

        QTest::mouseClick(f.button("Add heading"), Qt::LeftButton);
        QCOMPARE(f.document.form().back(), Json::parse(R"({"heading": "Heading"})"));
        for (int i = 0; i < 4; ++i) f.document.undo();
        QCOMPARE(f.document.form(), workflow().form);
        QVERIFY(!f.document.can_undo());
    }

    void shots() {
        for (const bool is_editing : {false, true})
            save_shots(is_editing ? "form-edit" : "form", [is_editing](const Theme& theme, double text_scale) {
                auto* document = new EditorDocument(registry(), workflow(), "", "test");
                auto form = std::make_unique<FormView>(*document, [&theme, text_scale](const QString&) {
                    FieldContext context;
                    context.theme = &theme;
                    context.text_scale = text_scale;
                    return context;
                });
                document->setParent(form.get());
                form->set_editing(is_editing);
                auto* save = new QAction("Save…", form.get());
                form->set_actions({save, new QAction("Insert as layer", form.get())});
                QImage picture(64, 64, QImage::Format_RGB32);
                picture.fill(theme[Tone::run]);
                form->set_picture(picture);
                if (!is_editing) form->set_progress(0.62);
                form->resize(static_cast<int>(420 * text_scale), static_cast<int>(640 * text_scale));
                return form;
            });
    }
};

QTEST_MAIN(FormTest)
#include "form_test.moc"
