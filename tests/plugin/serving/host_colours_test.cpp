#include "serving/host_colours.h"

#include <vector>

#include <QtTest>
#include <lcms2.h>

#include "image/colour.h"

using namespace noiseloom;

namespace {

std::string saved(cmsHPROFILE profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::string bytes(size, '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

std::string rgb_profile(const cmsCIExyYTRIPLE& primaries, double gamma) {
    const cmsCIExyY d65{0.3127, 0.3290, 1};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    cmsToneCurve* const curves[] = {curve, curve, curve};
    const std::string bytes = saved(cmsCreateRGBProfile(&d65, &primaries, curves));
    cmsFreeToneCurve(curve);
    return bytes;
}

std::string gray_profile(double gamma) {
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    const std::string bytes = saved(cmsCreateGrayProfile(cmsD50_xyY(), curve));
    cmsFreeToneCurve(curve);
    return bytes;
}

const cmsCIExyYTRIPLE srgb_primaries{{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
const cmsCIExyYTRIPLE adobe_primaries{{0.64, 0.33, 1}, {0.21, 0.71, 1}, {0.15, 0.06, 1}};

std::vector<float> to_srgb(const HostColours& colours, std::vector<float> rgba) {
    colours.to_srgb(rgba.data(), rgba.size() / 4);
    return rgba;
}

}  // namespace

class HostColoursTest : public QObject {
    Q_OBJECT

  private slots:
    void srgb_is_left_alone_bit_for_bit() {
        const std::vector<float> values{0.2F, 1.25F, -0.1F, 0.5F};
        for (const std::string& profile : {std::string(), saved(cmsCreate_sRGBProfile())}) {
            const auto colours = HostColours::make(profile, false);
            QVERIFY(colours && (*colours)->is_srgb());
            QVERIFY(to_srgb(**colours, values) == values);
        }
    }

    void linear_light_becomes_srgb_encoded() {
        const auto colours = HostColours::make(rgb_profile(srgb_primaries, 1), false);
        QVERIFY(colours && !(*colours)->is_srgb());
        const std::vector<float> made = to_srgb(**colours, {0.5F, 0.0F, 2.0F, 0.25F});
        QCOMPARE(made[0], srgb_encode(0.5F));
        QCOMPARE(made[2], srgb_encode(2.0F));   // what is brighter than white is kept
        QCOMPARE(made[3], 0.25F);               // alpha is no colour
    }

    // What GIMP 3's own conversion gives for this colour of Adobe RGB (1998): gamma 563/256, D65.
    void adobe_rgb_is_what_image_editors_make_of_it() {
        const auto colours = HostColours::make(rgb_profile(adobe_primaries, 563.0 / 256), false);
        QVERIFY(colours);
        const std::vector<float> made = to_srgb(**colours, {200 / 255.0F, 60 / 255.0F, 30 / 255.0F, 1});
        const double expected[] = {0.90785, 0.22514, 0.08352};
        for (int c = 0; c < 3; ++c) QVERIFY2(std::abs(made[c] - expected[c]) < 0.5 / 255, qPrintable(QString::number(made[c])));
    }

    void both_directions_cancel_out_data() {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<bool>("is_gray");
        QTest::newRow("Adobe RGB") << QByteArray::fromStdString(rgb_profile(adobe_primaries, 2.2)) << false;
        QTest::newRow("linear") << QByteArray::fromStdString(rgb_profile(srgb_primaries, 1)) << false;
        QTest::newRow("grey, gamma 2.2") << QByteArray::fromStdString(gray_profile(2.2)) << true;
        QTest::newRow("grey, linear") << QByteArray::fromStdString(gray_profile(1)) << true;
        QTest::newRow("grey without a profile") << QByteArray() << true;
    }
    void both_directions_cancel_out() {
        QFETCH(QByteArray, profile);
        QFETCH(bool, is_gray);
        const auto colours = HostColours::make(profile.toStdString(), is_gray);
        QVERIFY(colours);
        std::vector<float> before;
        for (int i = 0; i < 5000; ++i)   // more than are converted at a time
            for (int c = 0; c < 4; ++c) before.push_back(is_gray && c < 3 ? static_cast<float>(i % 256) / 255 : static_cast<float>((i * (c + 3)) % 256) / 255);
        std::vector<float> after = before;
        (*colours)->to_srgb(after.data(), after.size() / 4);
        QVERIFY(profile.isEmpty() || after != before);
        (*colours)->from_srgb(after.data(), after.size() / 4);
        for (std::size_t i = 0; i < before.size(); ++i) QVERIFY2(std::abs(after[i] - before[i]) < 0.25 / 255, qPrintable(QString("%1: %2 became %3").arg(i).arg(before[i]).arg(after[i])));
    }

    void wrong_profiles_are_refused_in_words() {
        for (const auto& [profile, is_gray] : {std::pair{std::string("no profile"), false}, std::pair{gray_profile(2.2), false}, std::pair{rgb_profile(srgb_primaries, 1), true}}) {
            const auto colours = HostColours::make(profile, is_gray);
            QVERIFY(!colours);
            QCOMPARE(colours.error().message, std::string("the colour profile of the image cannot be used"));
        }
    }
};

QTEST_GUILESS_MAIN(HostColoursTest)
#include "host_colours_test.moc"
