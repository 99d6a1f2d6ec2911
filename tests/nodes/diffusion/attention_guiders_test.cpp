// Guidance away from spoilt attention: what is asked, and what the answers become.
#include "diffusion/gaussian_blur.h"
#include "support.h"

#include <QtTest>

using namespace noiseloom;
using namespace noiseloom::testing;

namespace {

// A model whose attention can be changed: identity maps halve its estimate, blurred queries take σ/10 from it. It looks at the left half.
class AttentiveDenoiser final : public Denoiser {
  public:
    std::vector<Estimate> denoise(const at::Tensor& x, const Level& at, std::span<const Conditioning* const> conditionings, const Cancel& cancel) const override {
        ++calls;
        std::vector<Estimate> estimates = model_->denoise(x, at, conditionings, cancel);
        for (std::size_t i = 0; i < estimates.size(); ++i) {
            ++asked;
            if (const auto& change = conditionings[i]->attention)
                estimates[i].x0 = change->kind == AttentionChange::Kind::identity ? estimates[i].x0 * 0.5 : estimates[i].x0 - change->sigma / 10;
            if (conditionings[i]->watches_attention) estimates[i].attention = at::tensor({1.5f, 0.5f}).view({1, 1, 1, 2}).expand({x.size(0), 1, 1, 2});
        }
        return estimates;
    }
    std::vector<AttentionLayer> attention_layers() const override { return {{"down.1.0", "input.4.1", 2}, {"mid.0", "mid.1", 1}}; }
    const NoiseSchedule& schedule() const override { return model_->schedule(); }
    Prediction prediction() const override { return model_->prediction(); }
    LatentFormat format() const override { return model_->format(); }
    Key identity() const override { return {1, 2}; }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

    mutable int calls = 0, asked = 0;

  private:
    std::shared_ptr<const Denoiser> model_ = make_mixture_denoiser(latent_mixture(), NoiseSchedule::stable_diffusion());
};

AttentionChange identity(std::vector<std::string> layers = {"mid"}) { return {AttentionChange::Kind::identity, 0, std::move(layers)}; }
AttentionChange blurred(double sigma) { return {AttentionChange::Kind::blurred_queries, sigma, {"mid"}}; }

}  // namespace

class AttentionGuidersTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const AttentiveDenoiser> model_ = std::make_shared<AttentiveDenoiser>();
    const std::shared_ptr<const Conditioning> c_ = label(0), n_ = label(1), u_ = no_label();
    const std::shared_ptr<const Guider> cfg_ = make_cfg(model_, c_, u_, 3), prompt_ = make_conditional(model_, c_);
    const at::Tensor x_ = make_noise(NoiseKind::philox, 3)->draw({2, 4, 2, 2}, {0}) * 4;
    const StepInfo step_{2, 10, {1, 4, 0}, {1, 3, 0}};

    Guided run(const std::shared_ptr<const Guider>& guider, const at::Tensor& x, const StepInfo& step) const {
        GuiderState state;
        model_->calls = model_->asked = 0;
        return evaluate(*guider, x, step, state, {});
    }
    Guided run(const std::shared_ptr<const Guider>& guider) const { return run(guider, x_, step_); }
    at::Tensor estimate(const std::shared_ptr<const Conditioning>& conditioning) const { return run(make_conditional(model_, conditioning)).denoised; }
    Key digest(const std::shared_ptr<const Guider>& guider) const {
        KeyBuilder key("test");
        guider->digest(step_, key);
        return key.key();
    }
    template <class Work>
    static Error error_of(Work work) {
        try {
            work();
        } catch (const Failure& failure) {
            return failure.error();
        }
        return {};
    }

  private slots:
    void layers_are_known_by_everybodys_names() {
        using Names = std::vector<std::string>;
        QCOMPARE(attention_layers_in("mid, up.1;down.block_2.attentions_0"), (Names{"mid", "up.1", "down.2.0"}));
        QCOMPARE(attention_layers_in("up_blocks.1.attentions.2.transformer_blocks.3.attn1 middle_block.1"), (Names{"up.1.2.3", "mid.1"}));
        QCOMPARE(attention_layers_in(" ,, "), Names{});
        QCOMPARE(attention_layers_in("down.-1, down.1x"), (Names{"down.-1", "down.1x"}));   // which no model has
        const AttentionLayer layer{"up.1.0", "output.3.1", 4};
        for (const char* name : {"up", "up.1", "up.1.0", "up.1.0.2", "output", "output.3", "output.3.1.2"}) QVERIFY2(identity({name}).selects(layer, 2), name);
        for (const char* name : {"mid", "up.10", "up.0", "up.1.0.1", "u", "output.30"}) QVERIFY2(!identity({name}).selects(layer, 2), name);
    }

    void a_layer_that_is_not_there_is_named() {
        const Error wrong = error_of([&] { make_perturbed_attention(cfg_, identity({"mid", "up.2"}), 3); });
        QCOMPARE(wrong.message, "this model has no self-attention 'up.2'");
        QCOMPARE(wrong.hint, "It has down.1.0, mid.0. The beginning of a name stands for all that begin like it.");
        QCOMPARE(wrong.socket, "layers");
        QCOMPARE(error_of([&] { make_perturbed_attention(cfg_, identity({}), 3); }).message, "no layer is named whose attention shall change");
        QVERIFY(error_of([&] { make_perturbed_attention(cfg_, identity({"down.1.0.1"}), 3); }).message.empty());
        QCOMPARE(error_of([&] { make_perturbed_attention(cfg_, identity({"down.1.0.2"}), 3); }).message, "this model has no self-attention 'down.1.0.2'");
        const auto without = make_conditional(counting(latent_mixture()), c_);
        QCOMPARE(error_of([&] { make_perturbed_attention(without, identity(), 3); }).message, "this model has no self-attention that could be changed");
        QCOMPARE(error_of([&] { make_self_attention(without, nullptr, 1); }).message, "this model has no self-attention to look at");
    }

    void perturbed_attention_pushes_away_from_the_spoilt_prompt() {
        const at::Tensor c = estimate(c_), u = estimate(u_);
        const Guided guided = run(make_perturbed_attention(cfg_, identity(), 2));
        QCOMPARE(model_->calls, 1);   // all in one batch
        QCOMPARE(model_->asked, 3);
        QVERIFY(at::allclose(guided.denoised, u + 3 * (c - u) + 2 * (c - 0.5 * c), 1e-4, 1e-4));
        QCOMPARE(guided.terms.back().name, "perturbed attention");
        QVERIFY(at::allclose(run(make_perturbed_attention(prompt_, blurred(4), 2)).denoised, c + 2 * 0.4, 1e-4, 1e-4));
        QCOMPARE(model_->asked, 2);   // no prompt beside
        const auto both = make_perturbed_attention(make_perturbed_attention(cfg_, identity(), 2), blurred(4), 1);
        QVERIFY(at::allclose(run(both).denoised, u + 3 * (c - u) + c + 0.4, 1e-4, 1e-4));
        QCOMPARE(model_->asked, 4);
    }

    void a_scale_of_0_asks_nothing_more() {
        const Curve late = Curve::from_knots({{0, 0}, {0.5, 0}, {1, 4}}).or_throw();
        for (const auto& guider : {make_perturbed_attention(cfg_, identity(), 0), make_perturbed_attention(cfg_, identity(), late), make_perturbed_attention(cfg_, blurred(0), 3),
                                   make_self_attention(cfg_, nullptr, 0)}) {
            QVERIFY(at::equal(run(guider).denoised, run(cfg_).denoised));
            run(guider);
            QCOMPARE(model_->asked, 2);
            QCOMPARE(digest(guider), digest(cfg_));
        }
    }

    void what_a_step_reads_is_in_its_key() {
        std::set<Key> keys{digest(cfg_)};
        const auto add = [&](const std::shared_ptr<const Guider>& guider) { return keys.insert(digest(guider)).second; };
        QVERIFY(add(make_perturbed_attention(cfg_, identity(), 3)));
        QVERIFY(add(make_perturbed_attention(cfg_, identity(), 2)));
        QVERIFY(add(make_perturbed_attention(cfg_, identity({"down.1"}), 3)));
        QVERIFY(add(make_perturbed_attention(cfg_, blurred(3), 3)));
        QVERIFY(add(make_perturbed_attention(cfg_, blurred(4), 3)));
        QVERIFY(add(make_perturbed_attention(prompt_, identity(), 3)));
        QVERIFY(add(make_self_attention(cfg_, nullptr, 1)));
        QVERIFY(add(make_self_attention(cfg_, nullptr, 2)));
        QVERIFY(add(make_self_attention(cfg_, make_conditional(model_, u_), 1)));
        QVERIFY(add(make_self_attention(cfg_, nullptr, 1, {.blur = 3})));
        QVERIFY(add(make_self_attention(cfg_, nullptr, 1, {.threshold = 2})));
        QVERIFY(!add(make_perturbed_attention(cfg_, identity(), Curve::from_knots({{0, 3}, {0.5, 3}, {1, 9}}).or_throw())));
        QVERIFY(with_attention(*c_, std::make_shared<AttentionChange>(identity()))->identity != c_->identity);
    }

    // Prompts that change over the steps make their guiders anew at each question.
    void a_scheduled_prompt_is_perturbed_as_it_stands() {
        const auto scheduled = make_scheduled(model_, [this](const StepInfo& step) { return make_cfg(model_, step.k < 5 ? c_ : n_, u_, 3); });
        for (const int k : {2, 7}) {
            StepInfo step = step_;
            step.k = k;
            const auto alone = make_perturbed_attention(make_cfg(model_, k < 5 ? c_ : n_, u_, 3), identity(), 2);
            QVERIFY(at::equal(run(make_perturbed_attention(scheduled, identity(), 2), x_, step).denoised, run(alone, x_, step).denoised));
        }
    }

    void self_attention_blurs_where_the_model_looks() {
        const at::Tensor u = estimate(u_), left = at::tensor({1.0f, 0.0f}).view({1, 1, 1, 2});
        const at::Tensor degraded = left * gaussian_blur(u, 9, 2) + (1 - left) * u;
        const at::Tensor again = run(make_conditional(model_, u_), x_ + (degraded - u), step_).denoised;
        const Guided guided = run(make_self_attention(cfg_, make_conditional(model_, u_), 0.7));
        QCOMPARE(model_->calls, 2);
        QCOMPARE(model_->asked, 3);   // what is seen is the base of the other guidance, asked once
        QVERIFY(at::allclose(guided.denoised, run(cfg_).denoised + 0.7 * (degraded - again), 1e-4, 1e-4));
        // Nobody looks there: nothing is blurred. Everybody looks everywhere: all is.
        const at::Tensor nothing = run(make_self_attention(prompt_, nullptr, 1, {2, 9})).terms.back().direction;
        QVERIFY(at::allclose(nothing, at::zeros_like(x_), 1e-5, 1e-5));
        const at::Tensor c = estimate(c_), all = gaussian_blur(c, 9, 2);
        QVERIFY(at::allclose(run(make_self_attention(prompt_, nullptr, 1, {2, 0})).terms.back().direction, all - run(prompt_, x_ + all - c, step_).denoised, 1e-4, 1e-4));
    }

    // ε + s(ε - ε(x')), in whatever coordinates.
    void self_attention_is_the_papers_in_epsilon() {
        const auto guider = make_self_attention(prompt_, nullptr, 0.7);
        const at::Tensor ve = run(guider).denoised;
        StepInfo vp = step_;
        vp.at = vp.at.vp();
        const at::Tensor x = x_ * vp.at.a;
        QVERIFY(at::allclose(run(guider, x, vp).denoised, ve, 1e-4, 1e-4));
        const auto epsilon = [&](const at::Tensor& at_x) { return epsilon_from_x0(run(prompt_, at_x, vp).denoised, at_x, vp.at); };
        const at::Tensor c = run(prompt_, x, vp).denoised, left = at::tensor({1.0f, 0.0f}).view({1, 1, 1, 2});
        const at::Tensor degraded = left * gaussian_blur(c, 9, 2) + (1 - left) * c, moved = vp.at.a * degraded + vp.at.s * epsilon(x);
        const at::Tensor guided = epsilon(x) + 0.7 * (epsilon(x) - epsilon(moved));
        QVERIFY(at::allclose(x0_from(Prediction::epsilon, guided, x, vp.at), ve, 1e-3, 1e-3));
    }

    void a_blur_is_a_convolution_with_reflected_borders() {
        const at::Tensor x = make_noise(NoiseKind::philox, 5)->draw({2, 3, 7, 12}, {0}), taps = at::arange(-2, 3, at::kFloat);
        at::Tensor kernel = at::exp(-0.5 * (taps / 1.3).square());
        kernel = kernel / kernel.sum();
        const at::Tensor square = kernel.outer(kernel).view({1, 1, 5, 5}).expand({3, 1, 5, 5});
        const at::Tensor want = at::conv2d(at::reflection_pad2d(x, {2, 2, 2, 2}), square, {}, 1, at::IntArrayRef({0, 0}), 1, 3);
        QVERIFY(at::allclose(gaussian_blur(x, 5, 1.3), want, 1e-5, 1e-6));
        QVERIFY(at::equal(gaussian_blur(x, 5, 0), x));
        QVERIFY(at::allclose(gaussian_blur(x, 1, 3), x));
        // Kernels that are longer than a side are cut; what is even stays even.
        for (const int side : {1, 2, 4, 5}) {
            const at::Tensor even = gaussian_blur(at::ones({1, 1, side, side}), 99, 4);
            QVERIFY(at::allclose(even, at::ones_like(even)));
        }
    }
};

QTEST_APPLESS_MAIN(AttentionGuidersTest)
#include "attention_guiders_test.moc"
