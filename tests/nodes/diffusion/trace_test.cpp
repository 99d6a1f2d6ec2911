#include "diffusion/trace.h"

#include <cmath>

#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

bool is_near(double a, double b, double tolerance = 1e-5) { return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b)); }

double length(const at::Tensor& tensor) { return std::sqrt(tensor.square().sum().item<double>() / static_cast<double>(tensor.size(0))); }

// A term of what a classifier of seven classes said.
Term judged() {
    const at::Tensor probabilities = at::tensor({0.05, 0.3, 0.1, 0.02, 0.4, 0.03, 0.1}).view({1, 7});
    return {"classifier", at::tensor({0.F, 0.F, 3.F, 4.F}).view({1, 1, 2, 2}), 2, at::tensor({-1.5F}), {{"kind", {"a", "b", "c"}, probabilities}}, 0.25};
}

}  // namespace

class TraceTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const CountingDenoiser> model_ = counting(latent_mixture());
    const std::shared_ptr<const Conditioning> c_ = label(0), u_ = label(1);

    std::shared_ptr<const Guider> guider(double scale = 3) const {
        const auto cfg = make_cfg(model_, c_, u_, scale);
        return make_gradient(cfg, make_mixture_criterion(latent_mixture(), 0), 1.5, 0);
    }
    Trace traced(const Sampling& sampling, StepStore* steps = nullptr) const {
        Trace trace;
        SampleObserver observer;
        observer.steps = steps;
        observer.trace = &trace;
        sample(sampling, observer, {});
        return trace;
    }
    Sampling sampling(std::shared_ptr<const Guider> guider, std::shared_ptr<const Stepper> stepper) const {
        return make_sampling(std::move(guider), std::move(stepper), make_sigmas(SigmaGrid::karras, model_->schedule(), 10), {2, 4, 2, 2});
    }

  private slots:
    void a_step_is_told_in_numbers() {
        const at::Tensor base = at::tensor({0.5F, 1.F, 1.F, 0.F}).view({1, 1, 2, 2}), direction = at::tensor({3.F, 0.F, 0.F, 4.F}).view({1, 1, 2, 2});
        Guided guided{base + 2 * direction, base, base + direction, {{"prompt", direction, 2}, judged()}};
        const Level level{0.6, 0.8, 300}, next{0.8, 0.6, 100};
        const TraceStep step = make_trace_step(guided, {4, 10, level, next}, {{model_.get(), 2, 0.5}, {nullptr, 1, 0.125}, {model_.get(), 2, 0.25}}, 1.5);
        QVERIFY(is_near(step.base, 1.5) && is_near(step.change, 10));
        QVERIFY(is_near(step.terms[0].length, 5) && step.terms[0].weight == 2 && !step.terms[0].value);
        QVERIFY(is_near(step.cosine(0, 1), 16.0 / 25));
        QVERIFY(is_near(step.spread, (guided.denoised.std() / guided.positive.std()).item<double>()));
        QVERIFY(is_near(*step.clipped, 0.5));   // of 6.5, 1, 1 and 8
        QCOMPARE(step.models.size(), std::size_t{2});
        QVERIFY(step.models[0].conditionings == 4 && step.models[0].seconds == 0.75 && step.models[1].conditionings == 1);
        const TraceTerm& classifier = step.terms[1];
        QVERIFY(is_near(*classifier.value, -1.5) && classifier.seconds == 0.25);
        const auto& likeliest = classifier.opinions.front().likeliest;
        QCOMPARE(likeliest.size(), std::size_t{5});
        QCOMPARE(likeliest[0].first, std::string("4"));   // it has no name
        QCOMPARE(likeliest[1].first, std::string("b"));
        QVERIFY(is_near(likeliest[0].second, 0.4) && is_near(likeliest[4].second, 0.05));
    }

    void pairs_of_terms_are_found() {
        const auto unit = [](double angle) { return at::tensor({std::cos(angle), std::sin(angle)}, at::kFloat).view({1, 1, 1, 2}); };
        const at::Tensor base = at::zeros({1, 1, 1, 2});
        const TraceStep step = make_trace_step({base, base, base, {{"a", unit(0), 1}, {"b", unit(1), 1}, {"c", unit(2.5), 1}, {"d", base, 1}}}, {}, {}, 0);
        QVERIFY(is_near(step.cosine(0, 1), std::cos(1.0)) && is_near(step.cosine(0, 2), std::cos(2.5)) && is_near(step.cosine(1, 2), std::cos(1.5)));
        QCOMPARE(step.cosine(2, 3), 0.0);
    }

    // With the x of a step its guider says what it said in the run; and the trace costs no call.
    void every_step_can_be_asked_again() {
        for (const auto& stepper : {make_euler(), make_heun(), make_dpmpp(), make_ddim(), make_dpm2_ancestral(), make_unipc()}) {
            const Sampling run = sampling(guider(), stepper);
            model_->calls = 0;
            sample(run, {}, {});
            const int calls = model_->calls;
            model_->calls = 0;
            const Trace trace = traced(run);
            QCOMPARE(model_->calls, calls);
            QCOMPARE(trace.steps.size(), std::size_t{10});
            for (int k = 0; k < 10; ++k) {
                const TraceStep& step = trace.steps[static_cast<std::size_t>(k)];
                QCOMPARE(step.k, k);
                QCOMPARE(step.count, 10);
                GuiderState memory = step.memory;
                const Guided again = evaluate(*run.guider, step.x, {step.k, step.count, step.at, step.to}, memory, {});
                QVERIFY(is_near(step.change, length(again.denoised - again.base)) && is_near(step.base, length(again.base)));
                QCOMPARE(step.terms.size(), std::size_t{2});
                QVERIFY(step.terms[1].value && is_near(*step.terms[1].value, again.terms[1].value.mean().item<double>()));
                QVERIFY(!step.clipped);   // latents
                QVERIFY(step.seconds > 0);
            }
            QVERIFY(is_near(trace.steps.front().at.sigma(), run.grid.front().from.sigma()));
        }
    }

    void a_run_that_goes_on_has_its_trace_whole() {
        const auto late = [&](double end) { return make_cfg(model_, c_, u_, Curve::from_knots({{0, 3}, {0.6, 3}, {1, end}}).or_throw()); };
        MemorySteps store;
        sample(sampling(late(3), make_dpmpp()), {nullptr, &store}, {});   // without a trace: of no use to one with it
        const Trace first = traced(sampling(late(3), make_dpmpp()), &store);
        QCOMPARE(first.steps.size(), std::size_t{10});
        model_->calls = 0;
        const Trace resumed = traced(sampling(late(8), make_dpmpp()), &store);
        QCOMPARE(model_->calls, 4);
        const Trace fresh = traced(sampling(late(8), make_dpmpp()));
        for (std::size_t k = 0; k < 10; ++k) {
            QCOMPARE(resumed.steps[k].change, fresh.steps[k].change);
            QVERIFY(resumed.steps[k].x.equal(fresh.steps[k].x));
        }
    }

    void burning_and_fighting_are_told() {
        const auto told = [](double spread, double cosine, double weight, double length) {
            Trace trace;
            for (int k = 0; k < 5; ++k) {
                TraceStep step;
                step.base = 10;
                step.spread = k < 1 ? 90 : spread;   // at the beginning there is next to nothing to compare with
                step.terms = {{"prompt", weight, 2}, {"CLIP", 1, length}};
                step.cosines = {cosine};
                trace.steps.push_back(std::move(step));
            }
            std::vector<std::string> words;
            for (const GuidanceWarning& warning : warnings(trace)) words.push_back(warning.error.message.substr(0, 60));
            return words;
        };
        QVERIFY(told(1.25, -0.2, 3, 2).empty());
        QCOMPARE(told(1.6, 0.5, 3, 2), std::vector<std::string>{"guidance burns the picture: on average the guided estimate v"});
        QCOMPARE(told(1, -0.5, 3, 2), std::vector<std::string>{"the guidance terms 'prompt' and 'CLIP' pull against each oth"});
        QVERIFY(told(1, -0.5, 3, 0.1).empty());   // too little to fight
        QVERIFY(told(1, -0.5, -3, 2).empty() && told(1, 0.5, -3, 2).size() == 1);   // against a direction is the other direction
        QVERIFY(warnings({}).empty());
        Trace points;
        points.steps.emplace_back().spread = 2;
        QVERIFY(warnings(points).empty());   // the first step alone
        points.steps.emplace_back().spread = 2;
        QCOMPARE(warnings(points).size(), std::size_t{1});
        points.steps.front().x = at::zeros({100, 2, 1, 1});   // points of a plane cannot burn
        QVERIFY(warnings(points).empty());
        Trace clipping;
        clipping.steps.resize(3);
        for (TraceStep& step : clipping.steps) step.clipped = 1;
        QVERIFY(warnings(clipping).empty());   // nothing guided
        for (TraceStep& step : clipping.steps) step.terms = {{"prompt", 3, 1}};
        QVERIFY(warnings(clipping).front().error.message.find("100 %") != std::string::npos);
    }

    // A term that only some steps have, and two of one name.
    void terms_are_told_apart_by_name() {
        const at::Tensor base = at::ones({1, 1, 1, 2}), direction = at::ones({1, 1, 1, 2});
        const auto step = [&](std::vector<Term> terms) { return make_trace_step({base, base, base, std::move(terms)}, {}, {}, 0); };
        Trace trace;
        trace.steps = {step({{"prompt", direction, 4}, {"CLIP", direction, 1}}), step({{"CLIP", direction, 3}}), step({{"CLIP", direction, 2}})};
        const auto value = [](const Trace& of, const char* name) {
            for (const auto& [known, number] : summary(of))
                if (known == name) return number;
            return -1.0;
        };
        QVERIFY(is_near(value(trace, "prompt.share"), 4) && is_near(value(trace, "CLIP.share"), 2));
        trace.steps = {step({{"prompt", direction, 4}, {"prompt", direction, 1}})};
        QVERIFY(is_near(value(trace, "prompt.share"), 4) && is_near(value(trace, "prompt 2.share"), 1));
    }

    void it_survives_the_disk() {
        Trace trace = traced(sampling(make_apg(model_, c_, u_, 4, {.momentum = -0.5}), make_euler()));
        trace.steps[3].clipped = 0.25;
        trace.steps[2].terms.push_back({"classifier", 2, 0.5, -1.5, {{"kind", {{"a", 0.75}, {"b", 0.25}}}}, 0.5});
        trace.steps[2].cosines = {0.125};
        const auto loaded = ValueType<Trace>::load(ValueType<Trace>::save(trace)).or_throw();
        QCOMPARE(to_json(*loaded), to_json(trace));
        for (std::size_t k = 0; k < trace.steps.size(); ++k) {
            QVERIFY(loaded->steps[k].x.equal(trace.steps[k].x));
            QVERIFY(loaded->steps[k].at == trace.steps[k].at && loaded->steps[k].to == trace.steps[k].to);
            QCOMPARE(loaded->steps[k].memory.size(), trace.steps[k].memory.size());
            for (const auto& [key, memory] : trace.steps[k].memory) QVERIFY(loaded->steps[k].memory.at(key).equal(memory));
        }
        QVERIFY(!trace.steps.back().memory.empty());
        const std::string bytes = ValueType<Trace>::save(trace);
        for (const std::size_t size : {std::size_t{0}, std::size_t{9}, bytes.size() / 2, bytes.size() - 1}) QVERIFY(!ValueType<Trace>::load(bytes.substr(0, size)));
    }
};

QTEST_APPLESS_MAIN(TraceTest)
#include "trace_test.moc"
