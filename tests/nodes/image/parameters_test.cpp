// Texts in the manner of A1111 and of programs that imitate it; written for this test.
#include "image/parameters.h"

#include <QtTest>

using namespace noiseloom;

class ParametersTest : public QObject {
    Q_OBJECT
  private slots:
    void reads_all_parts() {
        const Parameters read = parse_parameters(
            "a lighthouse, (storm:1.2)\nsecond line: yes\n"
            "Negative prompt: blurry, text\nmore of it\n"
            "Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7.5, Seed: 18446744073709551615, Size: 512x768, "
            "Model hash: 45dee52b10, Model: dream v1, Denoising strength: 0.4, Clip skip: 2, RNG: CPU, Hires upscale: 2, "
            "Lora hashes: \"a: 1234, b: 5678\", Version: v1.10.1");
        Parameters expected;
        expected.prompt = "a lighthouse, (storm:1.2)\nsecond line: yes";
        expected.negative = "blurry, text\nmore of it";
        expected.steps = 20;
        expected.sampler = "DPM++ 2M";
        expected.schedule_type = "Karras";
        expected.cfg_scale = 7.5;
        expected.seed = UINT64_MAX;
        expected.width = 512;
        expected.height = 768;
        expected.model_hash = "45dee52b10";
        expected.model = "dream v1";
        expected.denoising_strength = 0.4;
        expected.clip_skip = 2;
        expected.rng = "CPU";
        expected.others = {{"Hires upscale", "2"}, {"Lora hashes", "a: 1234, b: 5678"}, {"Version", "v1.10.1"}};
        QVERIFY(read == expected);
        QVERIFY(parse_parameters(write_parameters(read)) == expected);
    }

    void quirks_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QString>("negative");
        QTest::addColumn<QString>("sampler_and_schedule");
        QTest::addColumn<int>("steps");   // -1: none
        const auto row = [](const char* name, const char* text, const char* prompt, const char* negative, const char* sampler, int steps) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(prompt) << QString::fromUtf8(negative) << QString::fromUtf8(sampler) << steps;
        };
        row("empty", "", "", "", "|", -1);
        row("prompt only", "a cat", "a cat", "", "|", -1);
        row("two pairs are prompt", "a cat\nSteps: 20, Sampler: Euler", "a cat\nSteps: 20, Sampler: Euler", "", "|", -1);
        row("three pairs are settings", "a cat\nSteps: 20, Sampler: Euler, Seed: 1", "a cat", "", "Euler|Automatic", 20);
        row("settings only", "Steps: 20, Sampler: Euler, Seed: 1", "", "", "Euler|Automatic", 20);
        row("schedule in the name", "a\nSteps: 5, Sampler: DPM++ 2M Karras, Seed: 1", "a", "", "DPM++ 2M|Karras", 5);
        row("exponential", "a\nSteps: 5, Sampler: DPM++ SDE Exponential, Seed: 1", "a", "", "DPM++ SDE|Exponential", 5);
        row("undefined sampler", "a\nSteps: 5, Sampler: Undefined, Seed: 1", "a", "", "Undefined|Automatic", 5);
        row("line ends of Windows", "a\r\nNegative prompt: b\r\nSteps: 5, Sampler: Euler, Seed: 1\r\n", "a", "b", "Euler|Automatic", 5);
        row("no negative text", "a\nNegative prompt: \nSteps: 5, Sampler: Euler, Seed: 1", "a", "", "Euler|Automatic", 5);
        row("steps that are no number", "a\nSteps: many, Sampler: Euler, Seed: 1", "a", "", "Euler|Automatic", -1);
        row("quote that never ends", "a\nSteps: 5, Sampler: Euler, Note: \"x, Seed: 1", "a", "", "Euler|Automatic", 5);
        row("list of resources", "a\nSteps: 5, Sampler: Euler, Seed: 1, Civitai resources: [{\"type\":\"checkpoint\",\"weight\":1}]", "a", "", "Euler|Automatic", 5);
        row("unicode", "灯塔 \xF0\x9F\x8C\x8A\nNegative prompt: 模糊\nSteps: 5, Sampler: Euler, Seed: 1", "灯塔 \xF0\x9F\x8C\x8A", "模糊", "Euler|Automatic", 5);
    }
    void quirks() {
        QFETCH(QString, text);
        QFETCH(QString, prompt);
        QFETCH(QString, negative);
        QFETCH(QString, sampler_and_schedule);
        QFETCH(int, steps);
        const Parameters read = parse_parameters(text.toStdString());
        QCOMPARE(QString::fromStdString(read.prompt), prompt);
        QCOMPARE(QString::fromStdString(read.negative), negative);
        QCOMPARE(QString::fromStdString(read.sampler + "|" + read.schedule_type), sampler_and_schedule);
        QCOMPARE(read.steps.value_or(-1), steps);
    }

    void quotes_what_would_break_the_line() {
        Parameters written;
        written.prompt = "a";
        written.steps = 1;
        written.sampler = "Euler";
        written.schedule_type = "Automatic";
        written.seed = 0;
        written.model = "odd, \"name\": \\ with\nall";
        written.others = {{"Template", "灯塔, \xF0\x9F\x8C\x8A"}};
        const std::string text = write_parameters(written);
        QCOMPARE(QString::fromStdString(text).count('\n'), 1);
        QVERIFY(parse_parameters(text) == written);
    }

    // A quadratic parser would work for hours on these.
    void long_lines_take_linear_time() {
        for (const std::string& part : {std::string("a"), std::string("a:"), std::string("a: \""), std::string("a: \"\\"), std::string("\n"), std::string(" ")}) {
            std::string text = "x\n";
            while (text.size() < 4'000'000) text += part;
            parse_parameters(text + ", Steps: 1, Sampler: b, Seed: 2");
        }
    }
};

QTEST_GUILESS_MAIN(ParametersTest)
#include "parameters_test.moc"
