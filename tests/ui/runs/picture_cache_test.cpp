#include <QtTest>

#include "ui/runs/picture_cache.h"

using namespace noiseloom;

class PictureCacheTest : public QObject {
    Q_OBJECT
  private slots:
    void the_least_recently_used_goes_first() {
        PictureCache cache(2 * 4096 + 512);
        const QImage picture(32, 32, QImage::Format_RGB32);   // 4096 bytes
        cache.keep({0, 1}, picture);
        cache.keep({0, 2}, picture);
        QVERIFY(cache.find({0, 1}));
        cache.keep({0, 3}, picture);
        QVERIFY(cache.find({0, 1}));
        QVERIFY(!cache.find({0, 2}));
        QVERIFY(cache.find({0, 3}));
    }
    void that_there_is_no_picture_is_kept_too() {
        PictureCache cache(10000);
        cache.keep({0, 1}, QImage());
        QVERIFY(cache.find({0, 1}) && cache.find({0, 1})->isNull());
    }
};

QTEST_GUILESS_MAIN(PictureCacheTest)
#include "picture_cache_test.moc"
