#include "evaluation/judge.h"

#include <ATen/ATen.h>

#include "../models/tensors.h"

#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::failure_of;

namespace {

const std::filesystem::path resources = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources";

}  // namespace

class JudgeTest : public QObject {
    Q_OBJECT
  private slots:
    void a_classifier_of_something_else_is_no_judge() {
        const auto told = failure_of([] { Judge(resources / "noiseloom-pack/adm-classifier", {}); });
        QVERIFY2(told.ends_with("this classifier does not tell the colour of scenes (8 classes)."), told.c_str());
        QVERIFY(failure_of([] { Judge(resources / "noiseloom-pack/classifier", {}); }).find("looks at pixels") != std::string::npos);
    }

    void pictures_smaller_than_the_judges_are_told() {
        const Judge judge(resources / "training/weights/judge", {});
        QVERIFY(failure_of([&] { judge.look(at::zeros({1, 3, judge.side() / 2, judge.side() / 2})); }).starts_with("The judge looks at pictures of"));
        QCOMPARE(judge.look(at::zeros({2, 3, judge.side(), judge.side()})).at("kind").size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(JudgeTest)
#include "judge_test.moc"
