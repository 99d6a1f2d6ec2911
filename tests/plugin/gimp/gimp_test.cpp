// GIMP 2.10 as a user has it: what comes into an image lies where it should, in the image's own numbers, and what is not selected stays as
// it is to the last bit; and when a part of it dies, the others go on.
//
// Two workflows make pixels without a model: `same` hands on what it reads, `flat` makes all of one colour.
#include "gimp.h"

#include <OpenImageIO/imageio.h>

using namespace noiseloom;

class GimpTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Gimp> gimp_;
    QByteArray output_;   // of the run that makes the pictures

    struct Case {
        const char *name, *base, *type, *precision, *profile;
        double tolerance;   // of `same`, for the way to sRGB and back
    };
    static const std::vector<Case>& cases() {
        static const std::vector<Case> all{{"u8", "RGB", "RGB-IMAGE", "PRECISION-U8-GAMMA", "", 0},
                                           {"u8-alpha", "RGB", "RGBA-IMAGE", "PRECISION-U8-GAMMA", "", 0},
                                           {"u8-linear", "RGB", "RGB-IMAGE", "PRECISION-U8-LINEAR", "", 0},
                                           {"u16", "RGB", "RGB-IMAGE", "PRECISION-U16-GAMMA", "", 1e-4},
                                           {"u16-linear", "RGB", "RGB-IMAGE", "PRECISION-U16-LINEAR", "", 1e-4},
                                           {"half", "RGB", "RGBA-IMAGE", "PRECISION-HALF-GAMMA", "", 1e-3},
                                           {"float", "RGB", "RGB-IMAGE", "PRECISION-FLOAT-GAMMA", "", 1e-5},
                                           {"float-linear", "RGB", "RGBA-IMAGE", "PRECISION-FLOAT-LINEAR", "", 1e-5},
                                           {"gray", "GRAY", "GRAY-IMAGE", "PRECISION-U8-GAMMA", "", 0},
                                           {"gray-float-linear", "GRAY", "GRAYA-IMAGE", "PRECISION-FLOAT-LINEAR", "", 1e-5},
                                           {"adobe-u8", "RGB", "RGB-IMAGE", "PRECISION-U8-GAMMA", "a98.icc", 1.01 / 255},
                                           {"adobe-float-linear", "RGB", "RGBA-IMAGE", "PRECISION-FLOAT-LINEAR", "a98.icc", 2e-3}};
        return all;
    }
    static QString profile_file(const char* name) { return QStringLiteral("/usr/share/color/icc/ghostscript/") + name; }   // GIMP's packages bring it

    QByteArray script_of(const Case& one) const {
        const auto file = [&](const char* what) { return "\"" + gimp_->path(QString("%1-%2.tif").arg(one.name, what)).toUtf8() + "\""; };
        QByteArray script = "(let* ((back (picture " + QByteArray(one.base) + " " + one.type + " " + one.precision + " 96 80)) (image (image-of back)) (group (car (gimp-layer-group-new image)))"
                            " (layer (car (gimp-layer-copy back FALSE))))\n";
        if (*one.profile) script += "(gimp-image-set-color-profile-from-file image \"file://" + profile_file(one.profile).toUtf8() + "\")\n";
        script += "(gimp-image-insert-layer image group 0 0) (gimp-image-insert-layer image layer group 0) (gimp-item-set-name layer \"Sky\")\n"
                  "(gimp-layer-resize layer 64 48 -8 -8) (gimp-layer-set-offsets layer 20 16)\n"
                  "(gimp-image-select-rectangle image CHANNEL-OP-REPLACE 30 24 32 24)\n"
                  "(save image " + file("before") + ") (save-layer layer " + file("layer-before") + ")\n"
                  "(let* ((profile (car (gimp-image-get-effective-color-profile image))) (new (car (nl image layer \"same\" \"\"))))\n"
                  "(save image " + file("same") + ")\n"
                  "(say \"" + QByteArray(one.name) + "\" \"in group\" (if (= group (car (gimp-item-get-parent new))) \"yes\" \"no\") \"at\" (car (gimp-image-get-item-position image new)) (car (gimp-item-get-name new))\n"
                  " \"selected\" (car (gimp-item-get-name (car (gimp-image-get-active-layer image)))) (car (gimp-drawable-offsets new)) (cadr (gimp-drawable-offsets new)) (car (gimp-drawable-width new)) (car (gimp-drawable-height new)) \"alpha\" (car (gimp-drawable-has-alpha new))\n"
                  " \"precision kept\" (if (= " + one.precision + " (car (gimp-image-get-precision image))) \"yes\" \"no\") \"profile kept\" (if (= profile (car (gimp-image-get-effective-color-profile image))) \"yes\" \"no\"))\n"
                  "(gimp-image-remove-layer image new) (nl image layer \"flat\" \"\")\n"
                  "(save image " + file("flat") + ") (save-layer layer " + file("layer-after") + ") (gimp-image-delete image)))\n";
        return script;
    }

    struct Picture {
        int width = 0, height = 0, channels = 0;
        std::vector<float> values;
        const float* at(int x, int y) const { return values.data() + (std::size_t(y) * std::size_t(width) + std::size_t(x)) * std::size_t(channels); }
    };
    static double farthest_of(const Picture& a, const Picture& b, int x, int y) {
        double farthest = 0;
        for (int i = 0; i < a.channels; ++i) farthest = std::max(farthest, std::abs(double(a.at(x, y)[i]) - double(b.at(x, y)[i])));
        return farthest;
    }
    static QByteArray difference(int x, int y, const Picture& a, const Picture& b) {
        QByteArray text = "at " + QByteArray::number(x) + ", " + QByteArray::number(y) + ":";
        for (int i = 0; i < a.channels; ++i) text += " " + QByteArray::number(a.at(x, y)[i], 'g', 9) + " became " + QByteArray::number(b.at(x, y)[i], 'g', 9);
        return text;
    }
    Picture picture(const QString& name) const {
        const auto file = OIIO::ImageInput::open(gimp_->path(name).toStdString());
        if (!file) return {};
        Picture read{file->spec().width, file->spec().height, file->spec().nchannels, std::vector<float>(static_cast<std::size_t>(file->spec().image_pixels()) * std::size_t(file->spec().nchannels))};
        if (!file->read_image(0, 0, 0, read.channels, OIIO::TypeDesc::FLOAT, read.values.data())) return {};
        return read;
    }

    static QByteArray json(QByteArray text) { return text.replace('\'', '"'); }
    static QByteArray workflow(const QByteArray& picture_node) {
        return json("{ 'noiseloom': 1, 'nodes': { 'picture': " + picture_node + ", 'save': { 'type': 'image.save@1', 'image': '@picture.image', 'file': 'x.png' } } }");
    }

  private slots:
    void initTestCase() {
        if (!Gimp::is_installed()) QSKIP("gimp-console-2.10 is not installed");
        gimp_ = std::make_unique<Gimp>();
        gimp_->write("same.noiseloom", workflow("{ 'type': 'image.load@1', 'file': 'x.png' }"));
        gimp_->write("flat.noiseloom", workflow(
            "{ 'type': 'image.resize@1', 'image': '@mean.image', 'width': 64, 'height': 48 }, 'mean': { 'type': 'image.resize@1', 'image': '@load.image', 'width': 1, 'height': 1, 'filter': 'area' },"
            "'load': { 'type': 'image.load@1', 'file': 'x.png' }"));
        QByteArray list;
        for (const char* name : {"same", "flat"})
            list += QByteArray(list.isEmpty() ? "" : ", ") + "{'name': '" + name + "', 'title': '" + name + "', 'source': '" + gimp_->path(QString(name) + ".noiseloom").toUtf8() + "'}";
        gimp_->write("data/noiseloom/published.json", json("{'version': 1, 'workflows': [" + list + "]}"));
        QByteArray script;
        for (const Case& one : cases())
            if (!*one.profile || QFile::exists(profile_file(one.profile))) script += script_of(one);
        output_ = gimp_->run(script + "(say \"all made\")");
        QVERIFY2(said(output_).contains("all made"), output_);
    }

    void results_come_as_the_image_has_it_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i) QTest::newRow(cases()[i].name) << int(i);
    }
    void results_come_as_the_image_has_it() {
        QFETCH(int, index);
        const Case& one = cases()[static_cast<std::size_t>(index)];
        if (*one.profile && !QFile::exists(profile_file(one.profile))) QSKIP("the profile is not installed");
        const QByteArray told = QByteArray(one.name) + " in group yes at 0 same selected Sky 30 24 32 24 alpha 1 precision kept yes profile kept yes";
        QVERIFY2(said(output_).contains(told), told);
        const QString name = one.name;
        const Picture before = picture(name + "-before.tif"), same = picture(name + "-same.tif"), flat = picture(name + "-flat.tif");
        QCOMPARE(before.width, 96);
        QCOMPARE(same.values.size(), before.values.size());
        QCOMPARE(flat.values.size(), before.values.size());
        const Picture layer_before = picture(name + "-layer-before.tif"), layer_after = picture(name + "-layer-after.tif");
        QCOMPARE(layer_before.width, 64);
        QVERIFY(layer_before.values == layer_after.values);
        // Where layers lie upon each other GIMP computes anew, which float pictures show in their last digits.
        const double noise = QByteArray(one.precision).contains("FLOAT") ? 1e-6 : 0;
        double farthest = 0;
        int changed = 0;
        for (int y = 0; y < before.height; ++y)
            for (int x = 0; x < before.width; ++x) {
                const bool is_selected = x >= 30 && x < 62 && y >= 24 && y < 48;
                if (!is_selected) {
                    QVERIFY2(farthest_of(before, same, x, y) <= noise, difference(x, y, before, same));
                    QVERIFY2(farthest_of(before, flat, x, y) <= noise, difference(x, y, before, flat));
                    continue;
                }
                changed += farthest_of(before, flat, x, y) > 0;
                farthest = std::max(farthest, farthest_of(before, same, x, y));
            }
        QVERIFY2(changed > 32 * 24 * 9 / 10, QByteArray::number(changed));
        QVERIFY2(farthest <= one.tolerance, QByteArray::number(farthest));
    }

    void odd_images_are_worked_on_or_refused() {
        const QByteArray output = gimp_->run("(odd-images)");
        QCOMPARE(said(output), (QByteArrayList{"tiny 2", "called on a mask 2", "by its own procedure 1 1"}));
        QVERIFY2(output.contains("Noiseloom cannot work on an image with indexed colours. Convert it first: Image, Mode, RGB."), output);
    }

    // What is selected by now does not count, and stays selected. GIMP mixes in linear light: (200, 160, 100) and (16, 32, 48) by 128/255.
    void pixels_are_replaced_where_the_mask_says() {
        const Gimp scripted(NOISELOOM_SOURCE_DIR "/tests/plugin/scripted.py");
        const QByteArray output = Gimp::finish(*scripted.start("(replace-left)"));
        QCOMPARE(said(output), (QByteArrayList{"left 16 32 48", "middle 147 118 79", "right 200 160 100", "outside 200 160 100", "selected 30 24 62 48", "channels 0 layers 1"}));
    }

    void wrong_calls_are_told() {
        for (const auto& [call, words] : {std::pair("\"no-such-workflow\" \"\"", "there is no workflow 'no-such-workflow'"), std::pair("\"same\" \"{\\\"colour\\\": 1}\"", "has no field 'colour'"),
                                          std::pair("\"same\" \"colour\"", "The arguments must be a JSON object"), std::pair("\"\" \"\"", "Name a workflow")}) {
            const QByteArray output = gimp_->run("(let* ((back (picture RGB RGB-IMAGE PRECISION-U8-GAMMA 40 30))) (nl (image-of back) back " + QByteArray(call) + "))");
            QVERIFY2(output.contains("Error: Procedure execution of plug-in-noiseloom-run failed: ") && output.contains(words), output);
        }
    }

    void two_gimps_at_once_are_both_served() {
        const QByteArray script = "(five-times)";
        const auto first = gimp_->start(script), second = gimp_->start(script, "another");
        QCOMPARE(said(Gimp::finish(*first)), QByteArrayList{"layers 6"});
        QCOMPARE(said(Gimp::finish(*second)), QByteArrayList{"layers 6"});
    }

    void gimp_outlives_the_application() {
        const auto process = gimp_->start("(endless)");
        QTRY_VERIFY_WITH_TIMEOUT(gimp_->bridge() != 0, 60'000);
        QTest::qWait(2000);
        const pid_t application = gimp_->application();
        QVERIFY(application != 0);
        QCOMPARE(::kill(application, SIGKILL), 0);
        const QByteArray output = Gimp::finish(*process);
        QVERIFY2(output.contains("Noiseloom went away; the image is as it was."), output);
        QVERIFY2(said(output).isEmpty(), output);
    }

    void the_application_outlives_the_bridge() {
        const auto process = gimp_->start("(endless)");
        QTRY_VERIFY_WITH_TIMEOUT(gimp_->bridge() != 0 && gimp_->application() != 0, 60'000);
        QTest::qWait(2000);
        const pid_t application = gimp_->application();
        QCOMPARE(::kill(gimp_->bridge(), SIGKILL), 0);
        QVERIFY(said(Gimp::finish(*process)).isEmpty());
        QCOMPARE(gimp_->application(), application);
        const QByteArray output = gimp_->run("(once)");
        QVERIFY2(said(output).contains("once"), output);
        QCOMPARE(gimp_->application(), application);
    }
};

QTEST_GUILESS_MAIN(GimpTest)
#include "gimp_test.moc"
