#include <QtTest>

#include <QAbstractItemView>
#include <QCompleter>
#include <QVBoxLayout>

#include "../shots.h"
#include "toy_inputs.h"
#include "ui/fields/prompt_edit.h"
#include "ui/fields/text_field.h"

using namespace noiseloom;

class PromptEditTest : public QObject {
    Q_OBJECT

    // An encoder of toys: a token a word, five fit, and "((" is wrong.
    static PromptReading toy_reading(const QString& text, int limit) {
        PromptReading reading;
        reading.chunks.push_back({0, limit, 0});
        qsizetype at = 0;
        for (const QString& word : text.split(' ')) {
            if (reading.chunks.back().tokens == limit) reading.chunks.push_back({0, limit, 0});
            at += word.size() + 1;
            ++reading.chunks.back().tokens;
            reading.chunks.back().end = static_cast<std::size_t>(text.left(at - 1).toUtf8().size());
        }
        if (const auto wrong = text.indexOf("(("); wrong >= 0) {
            const auto byte = static_cast<std::size_t>(text.left(wrong).toUtf8().size());
            reading.problems.push_back({byte, byte + 2, "<b>no</b>"});
        }
        return reading;
    }
    static FieldContext toy_context(int limit = 5) {
        FieldContext context;
        context.read_prompt = [limit](const QString& text, const std::string&, std::function<void(std::vector<EncoderReading>)> told) {
            told({{"", toy_reading(text, limit)}});
        };
        context.prompt_words = [] { return QStringList{"lighthouse", "light", "storm"}; };
        return context;
    }
    struct Fixture {
        std::vector<std::pair<Json, bool>> told;
        QWidget window;
        TextField* field;
        explicit Fixture(const FieldContext& context) {
            window.resize(300, 200);
            field = qobject_cast<TextField*>(make_field(toy_input("text"), context, &window));
            field->setGeometry(10, 10, 280, 120);
            QObject::connect(field, &FieldWidget::edited, [this](const Json& value, bool is_final) { told.emplace_back(value, is_final); });
            window.show();
            QApplication::setActiveWindow(&window);
            field->setFocus();
        }
        PromptEdit& edit() { return field->edit(); }
    };

  private slots:
    void typing_is_told_at_once_and_finally_once_it_rests() {
        Fixture f(toy_context());
        QTest::keyClicks(&f.edit(), "a red");
        QCOMPARE(f.told.size(), 5u);
        QVERIFY(!f.told.back().second);
        QCOMPARE(f.told.back().first, Json("a red"));
        QTRY_VERIFY(f.told.back().second);
        QCOMPARE(f.told.size(), 6u);
        f.field->set_value("a blue");
        QCOMPARE(f.edit().toPlainText(), "a blue");
        QCOMPARE(f.told.size(), 6u);
    }

    void tokens_are_counted_and_what_spills_is_marked() {
        Fixture f(toy_context());
        QTRY_COMPARE(f.edit().counters(), QStringList{"1 / 5"});
        f.field->set_value("ä b c d e f g");
        QTRY_COMPARE(f.edit().counters(), QStringList{"7 / 10"});
        QVERIFY(f.edit().overflows());
        QCOMPARE(f.edit().extraSelections().size(), 1);
        QCOMPARE(f.edit().extraSelections().front().cursor.selectedText(), " f g");   // bytes of UTF-8 were counted, letters are marked
        f.field->set_value("ä ((b");
        QTRY_COMPARE(f.edit().extraSelections().size(), 1);
        QTRY_COMPARE(f.edit().extraSelections().front().cursor.selectedText(), "((");
        QVERIFY(!f.edit().overflows());
    }

    void an_answer_that_comes_too_late_is_dropped() {
        std::vector<std::function<void(std::vector<EncoderReading>)>> answers;
        FieldContext context;
        context.read_prompt = [&](const QString&, const std::string&, std::function<void(std::vector<EncoderReading>)> told) { answers.push_back(told); };
        {
            Fixture f(context);
            QTRY_COMPARE(answers.size(), 1u);
            f.field->set_value("x");
            QTRY_COMPARE(answers.size(), 2u);
            answers[1]({{"", toy_reading("a b", 5)}});
            answers[0]({{"", toy_reading("a b c", 5)}});
            QCOMPARE(f.edit().counters(), QStringList{"2 / 5"});
        }
        answers[1]({{"", toy_reading("a", 5)}});   // nor does one that comes when the field is gone do harm
    }

    void weights_change_by_keys_and_are_undone() {
        Fixture f(toy_context());
        f.field->set_value("a red house");
        QTextCursor cursor = f.edit().textCursor();
        cursor.setPosition(3);
        f.edit().setTextCursor(cursor);
        QTest::keyClick(&f.edit(), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(f.edit().toPlainText(), "a (red:1.1) house");
        QTest::keyClick(&f.edit(), Qt::Key_Up, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f.edit().toPlainText(), "a (red:1.15) house");
        QCOMPARE(f.edit().groups().size(), 1u);
        QCOMPARE(f.told.back().first, Json("a (red:1.15) house"));
        f.edit().undo();
        f.edit().undo();
        QCOMPARE(f.edit().toPlainText(), "a red house");
    }

    void words_are_completed() {
        Fixture f(toy_context());
        auto* popup = f.edit().findChild<QCompleter*>()->popup();
        QTest::keyClicks(&f.edit(), "a l");
        QVERIFY(!popup->isVisible());
        QTest::keyClicks(&f.edit(), "i");
        QVERIFY(popup->isVisible());
        QTest::keyClick(&f.edit(), Qt::Key_Tab);
        QCOMPARE(f.edit().toPlainText(), "a lighthouse");
        QVERIFY(!popup->isVisible());
    }

    void without_an_encoder_it_is_a_text() {
        Fixture f(FieldContext{});
        f.field->set_value("a (red:1.2) house");
        QVERIFY(f.edit().groups().empty());
        QVERIFY(f.edit().counters().isEmpty());
    }

    void shots() {
        save_shots("prompt", [](const Theme& theme, double text_scale) {
            auto page = std::make_unique<QWidget>();
            auto* layout = new QVBoxLayout(page.get());
            FieldContext context = toy_context(16);
            context.theme = &theme;
            context.text_scale = text_scale;
            FieldWidget* field = make_field(toy_input("text"), context, page.get());
            field->set_value("a lighthouse in a (storm:1.3), ((dramatic light)), [calm], waves that break on the rocks, (oil on canvas, very (detailed:1.4):0.8), golden hour, by a painter");
            layout->addWidget(field);
            layout->addStretch();
            page->resize(static_cast<int>(320 * text_scale), static_cast<int>(150 * text_scale));
            return page;
        }, [](QWidget&) { QTest::qWait(350); });
    }
};

QTEST_MAIN(PromptEditTest)
#include "prompt_edit_test.moc"
