#include "ui/fields/prompt_weight.h"

#include <QtTest>

using namespace noiseloom;

class PromptWeightTest : public QObject {
    Q_OBJECT

    // The text with "|" where the cursor is, or two around the selection, before and after.
    static QString changed(QString text, double delta, std::string_view syntax) {
        const qsizetype anchor = text.indexOf('|');
        text.remove(anchor, 1);
        qsizetype position = text.indexOf('|');
        if (position < 0) position = anchor;
        else text.remove(position, 1);
        const auto edit = change_weight(text, anchor, position, delta, syntax);
        if (!edit) return "nothing";
        text.replace(edit->begin, edit->length, edit->by);
        text.insert(edit->select_end, '|');
        text.insert(edit->select_begin, '|');
        return text;
    }

  private slots:
    void weights_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<double>("delta");
        QTest::addColumn<QString>("syntax");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* before, double delta, const char* syntax, const char* after) {
            QTest::newRow(qPrintable(QString("%1 %2 %3").arg(syntax, before).arg(delta))) << before << delta << syntax << after;
        };
        for (const char* syntax : {"a1111", "comfyui"}) {
            row("a re|d house", 0.1, syntax, "a (|red|:1.1) house");
            row("a |red| house", 0.05, syntax, "a (|red|:1.05) house");
            row("a| red house |now", 0.1, syntax, "a (|red house|:1.1) now");   // spaces stay outside
            row("a (re|d:1.1) house", 0.1, syntax, "a (|red|:1.2) house");
            row("a (|red|:1.1) house", -0.1, syntax, "a |red| house");           // 1 needs no brackets
            row("a (r|ed) house", 0.1, syntax, "a (|red|:1.2) house");            // as it is written it weighs 1.1
            row("a (red ho|use:0.9)", -0.1, syntax, "a (|red house|:0.8)");
            row("((re|d:1.2) house:1.3)", 0.1, syntax, "((|red|:1.3) house:1.3)");   // the inner one
            row("((red:1.2) ho|use:1.3)", 0.1, syntax, "(|(red:1.2) house|:1.4)");
            row("(a |red| house:1.2)", 0.1, syntax, "(a (|red|:1.1) house:1.2)");  // a part of a group
            row("wei|rd:1.3", 0.1, syntax, "(|weird|:1.1):1.3");
            row("(x:9.9|5)", 0.1, syntax, "(|x|:10)");
            row("(x:0.0|5)", -0.1, syntax, "(|x|:0)");
            row("two|, words", 0.1, syntax, "(|two|:1.1), words");
            row("|", 0.1, syntax, "nothing");
            row("a | b", 0.1, syntax, "nothing");
            row("|half (open| one", 0.1, syntax, "nothing");
        }
        row("a [re|d] house", 0.1, "a1111", "a |red| house");
        row("a [re|d] house", -0.1, "a1111", "a (|red|:0.8) house");
        row("[red:bl|ue:0.4]", 0.1, "a1111", "[red:(|blue|:1.1):0.4]");
        row("a re|d house", 0.1, "plain", "nothing");
        row("schön|e Häuser", 0.1, "a1111", "(|schöne|:1.1) Häuser");
    }
    void weights() {
        QFETCH(QString, before);
        QFETCH(double, delta);
        QFETCH(QString, syntax);
        QFETCH(QString, after);
        QCOMPARE(changed(before, delta, syntax.toStdString()), after);
    }

    void up_and_down_come_back() {
        QString text = "a red house";
        qsizetype at = 3;
        for (const double delta : {0.1, 0.1, 0.05, -0.05, -0.1, -0.1}) {
            const auto edit = change_weight(text, at, at, delta, "a1111");
            QVERIFY(edit);
            text.replace(edit->begin, edit->length, edit->by);
            at = edit->select_begin + 1;
        }
        QCOMPARE(text, "a red house");
    }

    void groups_are_found_in_half_finished_text() {
        const auto groups = weight_groups("(a:1.2), ((b)), (c, <lora:x:0.8> [d] [e:f:3] ) ) (g", "a1111");
        QCOMPARE(groups.size(), 5u);
        QCOMPARE(groups[0].weight, 1.2);
        QCOMPARE(groups[3].weight, 0.9);
        QCOMPARE(weight_groups("[d]", "comfyui").size(), 0u);
        QVERIFY(weight_groups("a \\(red\\) house", "a1111").empty());
        QCOMPARE(weight_groups("(d:1.2.3)", "comfyui").front().weight, 1.1);
        QString deep;
        for (int i = 0; i < 100'000; ++i) deep += '(';
        QVERIFY(weight_groups(deep, "a1111").empty());
    }
};

QTEST_GUILESS_MAIN(PromptWeightTest)
#include "prompt_weight_test.moc"
