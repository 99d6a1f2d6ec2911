#include "models/class_criterion.h"

#include <ATen/ATen.h>

#include "models/device.h"
#include "models/load.h"
#include "models/mixture_classifier.h"

#include <QtTest>

using namespace noiseloom;

namespace {

std::shared_ptr<const Classifier> of_the_pack(const char* name) {
    return load_classifier(std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources/noiseloom-pack" / name, {}).or_throw();
}

at::Tensor normal(at::IntArrayRef shape) { return at::randn(shape, at::detail::createCPUGenerator(3)); }

}  // namespace

class ClassCriterionTest : public QObject {
    Q_OBJECT
    std::shared_ptr<const Classifier> several_, single_;   // questions

    static Error error_of(const Classifier& classifier, const char* text) {
        const auto found = find_classes(classifier, text);
        return found ? Error{} : found.error();
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        several_ = of_the_pack("classifier");
        single_ = of_the_pack("adm-classifier");
    }

    void classes_are_found_by_name() {
        const auto cat = find_classes(*single_, "cat").or_throw();
        QCOMPARE(cat.size(), std::size_t{1});
        QCOMPARE(single_->questions()[cat[0].question].classes[static_cast<std::size_t>(cat[0].label)], std::string("cat"));
        const auto both = find_classes(*several_, " kind: cat , colour:red").or_throw();
        QCOMPARE(both.size(), std::size_t{2});
        QCOMPARE(several_->questions()[both[1].question].name, std::string("colour"));
        QCOMPARE(several_->questions()[both[1].question].classes[static_cast<std::size_t>(both[1].label)], std::string("red"));
    }

    // The exact classifier of a mixture is a classifier like any other, at every level, whatever schedule a sampler walks.
    void a_mixtures_classifier_is_its_posterior() {
        const Mixture mixture{normal({3, 12}).to(at::kDouble), at::tensor({0.5, 0.3, 0.2}, at::kDouble).log(), 0.5};
        const auto classifier = make_mixture_classifier(mixture, 3, 2);
        QCOMPARE(error_of(*classifier, "3").message, std::string("this classifier knows no class '3'"));
        for (const double sigma : {1e-3, 0.1, 1.0, 14.6, 150.0})
            for (const Level& at : {Level{1, sigma, 0}, Level{1, sigma, 0}.vp()}) {
                const at::Tensor x = normal({5, 3, 2, 2}) * at.norm();
                const Judgement judged = make_class_criterion(classifier, find_classes(*classifier, "1").or_throw())->judge(x, at, {});
                const Judgement exact = make_mixture_criterion(mixture, 1)->judge(x, at, {});
                QVERIFY(at::allclose(judged.value, exact.value, 1e-4, 1e-5));
                QVERIFY(at::allclose(judged.gradient * at.s, exact.gradient * at.s, 1e-4, 1e-5));
            }
        // Pictures may have times of their own.
        const at::Tensor x = normal({4, 3, 2, 2}), times = at::tensor({100.0F, 100.0F, 700.0F, 100.0F});
        const at::Tensor together = classifier->logits(x, times).front();
        for (std::int64_t i = 0; i < 4; ++i) QVERIFY(at::allclose(together[i], classifier->logits(x.narrow(0, i, 1), times.narrow(0, i, 1)).front()[0]));
    }

    void what_cannot_be_found_is_told() {
        QCOMPARE(error_of(*single_, "cta").message, std::string("this classifier knows no class 'cta'"));
        QVERIFY(error_of(*single_, "cta").hint.find("'cat'") != std::string::npos);
        QCOMPARE(error_of(*single_, "colour: red").message, std::string("this classifier tells no 'colour'"));
        QVERIFY(!error_of(*single_, "").message.empty());
        QVERIFY(!error_of(*single_, "cat,").message.empty());
        QVERIFY(!error_of(*single_, "9").message.empty());   // its classes have names
        const Error unclear = error_of(*several_, "blue");   // a colour and a background
        QVERIFY(unclear.message.find("more than one") != std::string::npos);
        QVERIFY2(unclear.hint.find("colour: blue") != std::string::npos || unclear.hint.find("background: blue") != std::string::npos, unclear.hint.c_str());
    }

    // Against the value itself: a small step along the gradient raises it by the step's length times the gradient's.
    void the_gradient_is_that_of_the_value() {
        const auto criterion = make_class_criterion(single_, find_classes(*single_, "cat").or_throw());
        const Level level = single_->schedule().level(300);
        const at::Tensor x = normal({2, 3, 32, 32});
        const Judgement here = criterion->judge(x, level, {});
        QVERIFY(here.value.le(0).all().item<bool>());   // a log-probability
        const at::Tensor length = here.gradient.flatten(1).norm(2, {1}), direction = here.gradient / length.view({-1, 1, 1, 1});
        constexpr double step = 0.05;
        const at::Tensor risen = criterion->judge(x + step / 2 * direction, level, {}).value - criterion->judge(x - step / 2 * direction, level, {}).value;
        QVERIFY(at::allclose(risen, step * length, 0.02, 1e-5));
    }

    // In other coordinates of the same level it is the same judgement, and the gradient changes as x does.
    void coordinates_do_not_matter() {
        const auto criterion = make_class_criterion(single_, find_classes(*single_, "cat").or_throw());
        const Level vp = single_->schedule().level(300), ve = vp.ve();
        const at::Tensor x = normal({1, 3, 32, 32});
        const Judgement a = criterion->judge(x, vp, {}), b = criterion->judge(x * ve.norm(), ve, {});
        QVERIFY(at::allclose(a.value, b.value, 1e-3, 1e-4));
        QVERIFY(at::allclose(a.gradient, b.gradient * ve.norm(), 1e-2, 1e-5));
    }

    void several_classes_add_up() {
        const Level level = several_->schedule().level(200);
        const at::Tensor x = normal({1, several_->channels(), several_->side(), several_->side()});
        const auto value = [&](const char* text, ClassGradient kind) {
            return make_class_criterion(several_, find_classes(*several_, text).or_throw(), kind)->judge(x, level, {}).value.item<double>();
        };
        for (const auto kind : {ClassGradient::log_probability, ClassGradient::logit})
            QVERIFY(std::abs(value("kind: cat, colour: red", kind) - value("kind: cat", kind) - value("colour: red", kind)) < 1e-4);
        QVERIFY(value("kind: cat", ClassGradient::logit) != value("kind: cat", ClassGradient::log_probability));
    }

    void another_size_is_refused() {
        const auto criterion = make_class_criterion(single_, find_classes(*single_, "cat").or_throw());
        try {
            criterion->judge(normal({1, 3, 16, 16}), single_->schedule().level(300), {});
            QFAIL("it was judged");
        } catch (const Failure& failure) {
            QCOMPARE(failure.error().message, std::string("the classifier sees 3 x 32 x 32, and the sampler has 3 x 16 x 16"));
        }
    }

    void equal_criteria_have_equal_identities() {
        const auto identity = [&](const std::shared_ptr<const Classifier>& classifier, const char* text, ClassGradient kind = ClassGradient::log_probability) {
            return make_class_criterion(classifier, find_classes(*classifier, text).or_throw(), kind)->identity();
        };
        QCOMPARE(identity(single_, "cat"), identity(of_the_pack("adm-classifier"), "cat"));
        QVERIFY(identity(single_, "cat") != identity(single_, "car"));
        QVERIFY(identity(single_, "cat") != identity(single_, "cat", ClassGradient::logit));
        QVERIFY(identity(single_, "cat") != identity(several_, "cat"));
    }
};

QTEST_APPLESS_MAIN(ClassCriterionTest)
#include "class_criterion_test.moc"
