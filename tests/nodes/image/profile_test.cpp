// Colour profiles: what is read is sRGB, whatever the file's colours are.
#include <lcms2.h>

#include <QTemporaryDir>
#include <QtTest>

#include "image/read.h"
#include "image/write.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

std::string saved(void* profile) {
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::string bytes(size, '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

// sRGB's primaries, curve and white; with red and green changed over on request.
std::string rgb_profile(bool swapped) {
    const cmsCIExyY white{0.3127, 0.3290, 1};
    const cmsCIExyY red{0.64, 0.33, 1}, green{0.30, 0.60, 1}, blue{0.15, 0.06, 1};
    const cmsCIExyYTRIPLE primaries = swapped ? cmsCIExyYTRIPLE{green, red, blue} : cmsCIExyYTRIPLE{red, green, blue};
    const cmsFloat64Number parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    cmsToneCurve* const curve = cmsBuildParametricToneCurve(nullptr, 4, parameters);
    cmsToneCurve* const curves[] = {curve, curve, curve};
    const std::string bytes = saved(cmsCreateRGBProfile(&white, &primaries, curves));
    cmsFreeToneCurve(curve);
    return bytes;
}

std::string grey_profile(double gamma) {
    cmsToneCurve* const curve = cmsBuildGamma(nullptr, gamma);
    const std::string bytes = saved(cmsCreateGrayProfile(cmsD50_xyY(), curve));
    cmsFreeToneCurve(curve);
    return bytes;
}

}  // namespace

class ProfileTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    // Written with the profile and read again.
    Image through(const std::string& name, Image image, const std::string& profile) const {
        image.icc = std::make_shared<const std::string>(profile);
        WriteOptions options;
        options.quality = 100;
        options.existing = Existing::replace;
        const auto written = write_image(folder_.filePath(QString::fromStdString(name)).toStdString(), image, options);
        if (!written) return {};
        auto back = read_image(*written);
        return back ? *std::move(back) : Image();
    }

  private slots:
    void other_colours_become_srgb_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.png", "a.tiff", "a.webp", "a.jpg"}) QTest::newRow(name) << name;
    }
    void other_colours_become_srgb() {
        QFETCH(QString, name);
        for (const int channels : {3, 4}) {
            if (channels == 4 && name == "a.jpg") continue;
            const Image image = picture(8, 8, channels);
            const Image read = through(name.toStdString(), image, rgb_profile(true));
            QCOMPARE(read.channels, channels);
            QVERIFY(!read.icc);   // it describes the colours no longer
            const float most = name == "a.jpg" ? 0.03f : 1.5f / 255;
            for (int y = 0; y < 8; ++y)
                for (int x = 0; x < 8; ++x) {
                    QVERIFY(std::abs(read.at(x, y, 0) - image.at(x, y, 1)) <= most);
                    QVERIFY(std::abs(read.at(x, y, 1) - image.at(x, y, 0)) <= most);
                    QVERIFY(std::abs(read.at(x, y, 2) - image.at(x, y, 2)) <= most);
                    if (channels == 4) QVERIFY(std::abs(read.at(x, y, 3) - image.at(x, y, 3)) <= 0.5f / 255);
                }
        }
    }

    void srgb_is_left_as_it_is() {
        const Image image = picture(8, 8, 3);
        const Image plain = through("plain.png", image, "");
        const Image read = through("srgb.png", image, rgb_profile(false));
        QVERIFY(read.icc);
        QVERIFY(same_pixels(read, plain));
    }

    void grey_gets_srgbs_curve() {
        Image image = picture(8, 8, 1);
        const Image read = through("grey.png", image, grey_profile(1.0));   // linear light
        QCOMPARE(read.channels, 1);
        for (int x = 0; x < 8; ++x) {
            const double linear = std::round(image.at(x, 3, 0) * 255) / 255;
            const double encoded = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
            QVERIFY(std::abs(read.at(x, 3, 0) - encoded) < 2.0 / 255);
        }
    }
};

QTEST_GUILESS_MAIN(ProfileTest)
#include "profile_test.moc"
