#include "ui/fields/expression.h"

#include <QtTest>

using namespace noiseloom;

class ExpressionTest : public QObject {
    Q_OBJECT

  private slots:
    void values_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        const auto row = [](const char* text, double value) { QTest::newRow(text) << text << value; };
        row("7.5", 7.5);
        row(" 7.5*2 ", 15);
        row("1/3", 1.0 / 3);
        row("sqrt(2)", std::sqrt(2.0));
        row("2^8", 256);
        row("2^3^2", 512);   // from the right
        row("-2^2", -4);
        row("2^-1", 0.5);
        row("1+2*3", 7);
        row("(1+2)*3", 9);
        row("8/2/2", 2);
        row("5-3-1", 1);
        row("--5", 5);
        row("+.5e1", 5);
        row("max(2, min(9,3))", 3);
        row("2*pi", 2 * M_PI);
        row("abs(-3) + round(2.6)", 6);
        row("1e3", 1000);
    }
    void values() {
        QFETCH(QString, text);
        QFETCH(double, value);
        const auto result = evaluate(text.toStdString());
        QVERIFY2(result, result ? "" : result.error().message.c_str());
        QCOMPARE(*result, value);
    }

    void refusals_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, const char* words) { QTest::newRow(text) << text << words; };
        row("", "there is no number");
        row("  ", "there is no number");
        row("7.5 px", "'px' is no part of a sum");
        row("px", "'px' is not known here");
        row("1,5", "a comma is not understood");
        row("1/0", "nothing can be divided by zero");
        row("sqrt(-1)", "not a finite number");
        row("10^400", "not a finite number");
        row("(1+2", "a closing parenthesis is missing");
        row("1+2)", "')' is not understood");
        row("2*", "the sum ends too early");
        row("sqrt 2", "'sqrt' wants a number in parentheses");
        row("min(2)", "'min' wants two numbers");
        row("1 2", "'2' is not understood");
        row("½", "'½' is not understood");
        row("nan", "'nan' is not known here");
        row("inf", "'inf' is not known here");
    }
    void refusals() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const auto result = evaluate(text.toStdString());
        QVERIFY(!result);
        QVERIFY2(QString::fromStdString(result.error().message).contains(words), result.error().message.c_str());
        QVERIFY(!result.error().hint.empty());
    }

    void deep_nesting_is_refused_and_not_the_end_of_the_program() {
        for (const char* piece : {"(", "-", "2^", "sqrt(", "1+("}) {
            std::string text;
            for (int i = 0; i < 200'000; ++i) text += piece;
            const auto result = evaluate(text);
            QVERIFY(!result);
            QVERIFY2(result.error().message.find("too many") != std::string::npos, result.error().message.c_str());
        }
        QVERIFY(evaluate("((((((((((1))))))))))"));
    }
};

QTEST_GUILESS_MAIN(ExpressionTest)
#include "expression_test.moc"
