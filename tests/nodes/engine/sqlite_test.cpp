#include "engine/sqlite.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

using namespace noiseloom;

class SqliteTest : public QObject {
    Q_OBJECT
    static constexpr const char* tables = "PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS t (a INTEGER); CREATE INDEX IF NOT EXISTS by_a ON t (a);";
    QTemporaryDir folder_;
    QString path(const char* name) const { return folder_.filePath(name); }

    static ino_t inode(const QString& file) {
        struct stat info {};
        return ::stat(qPrintable(file), &info) == 0 ? info.st_ino : 0;
    }
    static bool opens(const QString& file, std::string& why) {
        sqlite3* const database = open_database(file.toStdString(), tables, why);
        const bool good = database && sqlite3_exec(database, "INSERT INTO t VALUES (1)", nullptr, nullptr, nullptr) == SQLITE_OK;
        sqlite3_close(database);
        return good;
    }

  private slots:
    void what_is_damaged_is_made_anew() {
        std::string why;
        QFile garbage(path("garbage.sqlite"));
        QVERIFY(garbage.open(QIODevice::WriteOnly) && garbage.write(QByteArray(10'000, 'x')) > 0);
        garbage.close();
        QVERIFY2(opens(path("garbage.sqlite"), why), why.c_str());

        sqlite3* other = open_database(path("other.sqlite").toStdString(), "CREATE TABLE t (b INTEGER)", why);   // no column a to index
        sqlite3_close(other);
        QVERIFY2(opens(path("other.sqlite"), why), why.c_str());
    }

    void what_is_busy_is_left_alone() {
        std::string why;
        const QString file = path("busy.sqlite");
        sqlite3* const holder = open_database(file.toStdString(), "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE t (a INTEGER); BEGIN EXCLUSIVE;", why);
        QVERIFY(holder);
        const ino_t before = inode(file);
        QVERIFY(!opens(file, why));
        QCOMPARE(why, std::string("database is locked"));
        QCOMPARE(inode(file), before);
        sqlite3_close(holder);
        QVERIFY2(opens(file, why), why.c_str());
    }

    void what_cannot_be_made_says_why() {
        std::string why;
        QVERIFY(!opens(path("no/such/folder/a.sqlite"), why));
        QCOMPARE(why, std::string("unable to open database file"));
    }
};

QTEST_APPLESS_MAIN(SqliteTest)
#include "sqlite_test.moc"
