#include "models/text/text_encoder.h"

#include <ATen/ATen.h>   // before Qt, whose macros it clashes with

#include "models/load.h"
#include "models/safetensors.h"

#include <QtTest>

#include "text_data.h"

using namespace noiseloom;

namespace {

bool same(const at::Tensor& a, const at::Tensor& b) { return a.sizes() == b.sizes() && at::equal(a, b); }
bool close(const at::Tensor& a, const at::Tensor& b) { return a.sizes() == b.sizes() && at::allclose(a, b, 1e-4, 1e-5); }

PromptRequest request_of(std::string prompt, Syntax syntax = Syntax::a1111) {
    PromptRequest request;
    request.prompt = std::move(prompt);
    request.syntax = syntax;
    return request;
}

std::string words(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "a ";
    return text;
}

}  // namespace

class TextEncoderTest : public QObject {
    Q_OBJECT
    TextTower tower_;
    std::unique_ptr<TextEncoder> sd1_, xl_, refiner_;

    at::Tensor ids(const std::string& text) const {
        const std::vector<int> framed = tower_.tokenizer->framed(tower_.tokenizer->ids(text), 77);
        return at::tensor(std::vector<std::int64_t>(framed.begin(), framed.end()), at::kLong).unsqueeze(0);
    }
    TextStates states(const std::string& text) const { return tower_.clip->encode(ids(text)); }
    static QString refusal(const std::function<void()>& work) {
        try {
            work();
        } catch (const Failure& failure) {
            return QString::fromStdString(failure.error().message);
        }
        return "(no error)";
    }

  private slots:
    void initTestCase() {
        const std::string folder = std::string(NOISELOOM_TEST_DATA) + "/models/sd1_pipeline/";
        tower_.clip = load_clip_text(folder + "text_encoder", {}).or_throw();
        tower_.tokenizer = std::make_shared<const Tokenizer>(Tokenizer::load(folder + "tokenizer").or_throw());
        sd1_ = std::make_unique<TextEncoder>(TextFamily::sd1, std::vector{tower_});
        const TextTower second{tower_.clip, std::make_shared<const Tokenizer>(tower_.tokenizer->with_padding(0)), false};
        xl_ = std::make_unique<TextEncoder>(TextFamily::sdxl, std::vector{tower_, second});
        refiner_ = std::make_unique<TextEncoder>(TextFamily::sdxl_refiner, std::vector{second});
    }

    void sd1_reads_the_normed_last_layer() {
        const Conditioning conditioning = sd1_->encode(request_of("a photo of a cat"));
        QVERIFY(same(conditioning.context, states("a photo of a cat").last));
        QVERIFY(!conditioning.pooled.defined() && !conditioning.time_ids.defined());
        QVERIFY(conditioning.identity == sd1_->encode(request_of("a  Photo of a cat")).identity);   // equal tokens
        QVERIFY(conditioning.identity != sd1_->encode(request_of("a photo of a dog")).identity);
        QCOMPARE(conditioning.text, std::string("a photo of a cat"));
    }

    void sdxl_joins_raw_penultimate_states() {
        const Conditioning conditioning = xl_->encode(request_of("a cat"));
        QCOMPARE(conditioning.context.sizes().vec(), (std::vector<std::int64_t>{1, 77, 128}));
        const TextStates first = states("a cat");
        QVERIFY(same(conditioning.context.narrow(2, 0, 64), first.hidden[3]));
        QVERIFY(!same(conditioning.context.narrow(2, 64, 64), first.hidden[3]));                            // padded with 0
        QVERIFY(same(conditioning.context.slice(1, 0, 4).slice(2, 64), first.hidden[3].slice(1, 0, 4)));   // causal: equal up to the end token
        QCOMPARE(conditioning.pooled.sizes().vec(), (std::vector<std::int64_t>{1, 64}));
        QVERIFY(close(conditioning.pooled, first.pooled));
    }

    void the_second_prompt_goes_to_the_second_tower() {
        PromptRequest request = request_of("a cat");
        request.prompt_2 = "an oil painting";
        const Conditioning both = xl_->encode(request), cat = xl_->encode(request_of("a cat")), oil = xl_->encode(request_of("an oil painting"));
        QVERIFY(same(both.context.narrow(2, 0, 64), cat.context.narrow(2, 0, 64)));
        QVERIFY(same(both.context.narrow(2, 64, 64), oil.context.narrow(2, 64, 64)));
        QVERIFY(same(both.pooled, oil.pooled));
        request.prompt_2 = "";   // empty: as the prompt
        QVERIFY(xl_->encode(request).identity == cat.identity);
        request.prompt_2 = words(100);   // more windows: the first tower gets the empty prompt there
        const Conditioning longer = xl_->encode(request);
        QCOMPARE(xl_->chunk_count(longer), std::size_t{2});
        QVERIFY(same(longer.context.slice(1, 77).narrow(2, 0, 64), xl_->encode(request_of("")).context.narrow(2, 0, 64)));
    }

    void sdxl_size_numbers() {
        const auto numbers = [](const TextEncoder& encoder, const PromptRequest& request) {
            const at::Tensor ids = encoder.encode(request).time_ids;
            std::vector<float> out;
            for (std::int64_t i = 0; i < ids.size(1); ++i) out.push_back(ids[0][i].item<float>());
            return out;
        };
        PromptRequest request = request_of("");
        QCOMPARE(numbers(*xl_, request), (std::vector<float>{1024, 1024, 0, 0, 1024, 1024}));
        request.sizes = {128, 192, 16, 8, 64, 96, {}};
        QCOMPARE(numbers(*xl_, request), (std::vector<float>{128, 192, 16, 8, 64, 96}));
        request.sizes.original_height = request.sizes.original_width = 0;
        QCOMPARE(numbers(*xl_, request), (std::vector<float>{64, 96, 16, 8, 64, 96}));
        QCOMPARE(numbers(*refiner_, request), (std::vector<float>{64, 96, 16, 8, 6}));
        request.is_negative = true;
        QCOMPARE(numbers(*refiner_, request), (std::vector<float>{64, 96, 16, 8, 2.5}));
        request.sizes.aesthetic = 4;
        QCOMPARE(numbers(*refiner_, request), (std::vector<float>{64, 96, 16, 8, 4}));
    }

    void negative_prompts_that_are_zero() {
        const auto is_zero = [this](std::optional<std::string> prompt, Syntax syntax, ZeroRule rule, const TextEncoder& encoder, bool negative = true) {
            PromptRequest request = request_of("", syntax);
            request.prompt = std::move(prompt);
            request.zero_rule = rule;
            request.is_negative = negative;
            const Conditioning made = encoder.encode(request);
            const bool zero = made.context.abs().max().item<float>() == 0;
            if (made.pooled.defined() && (made.pooled.abs().max().item<float>() == 0) != zero) throw std::runtime_error("context and pooled differ");
            return zero;
        };
        const auto automatic = ZeroRule::automatic;
        QVERIFY(is_zero({}, Syntax::plain, automatic, *xl_));          // diffusers: only without a negative prompt
        QVERIFY(!is_zero("", Syntax::plain, automatic, *xl_));
        QVERIFY(is_zero("", Syntax::a1111, automatic, *xl_));          // A1111: an empty one
        QVERIFY(is_zero({}, Syntax::a1111, automatic, *refiner_));
        QVERIFY(!is_zero("a", Syntax::a1111, automatic, *xl_));
        QVERIFY(!is_zero("", Syntax::comfyui, automatic, *xl_));       // ComfyUI: never
        QVERIFY(!is_zero("", Syntax::a1111, ZeroRule::never, *xl_));
        QVERIFY(is_zero("", Syntax::comfyui, ZeroRule::empty, *xl_));
        QVERIFY(!is_zero("", Syntax::comfyui, ZeroRule::absent, *xl_));
        QVERIFY(!is_zero("", Syntax::a1111, automatic, *xl_, false));  // a positive prompt never
        QVERIFY(!is_zero({}, Syntax::plain, automatic, *sd1_));        // nor in SD1
    }

    void clip_skip_numbers_data() {
        QTest::addColumn<int>("family");
        QTest::addColumn<bool>("trimmed");
        QTest::addColumn<bool>("diffusers");
        QTest::addColumn<int>("value");
        QTest::addColumn<int>("hidden");   // of a tower of 12 layers; -1: refused
        const auto row = [](const char* name, TextFamily family, bool trimmed, bool diffusers, int value, int hidden) {
            QTest::newRow(name) << static_cast<int>(family) << trimmed << diffusers << value << hidden;
        };
        row("sd1", TextFamily::sd1, false, false, 0, 12);
        row("sd1 a1111 1", TextFamily::sd1, false, false, 1, 12);
        row("sd1 a1111 2", TextFamily::sd1, false, false, 2, 11);
        row("sd1 diffusers 1", TextFamily::sd1, false, true, 1, 11);
        row("sd1 a1111 12", TextFamily::sd1, false, false, 12, 1);
        row("sd1 a1111 13", TextFamily::sd1, false, false, 13, -1);
        row("sd1 diffusers 12", TextFamily::sd1, false, true, 12, -1);
        row("sd1 negative", TextFamily::sd1, false, false, -1, -1);
        row("sd2", TextFamily::sd2, false, false, 0, 11);
        row("sd2 trimmed", TextFamily::sd2, true, false, 0, 12);
        row("sd2 a1111 2", TextFamily::sd2, false, false, 2, 11);
        row("sd2 trimmed a1111 3", TextFamily::sd2, true, false, 3, 11);
        row("sd2 trimmed diffusers 1", TextFamily::sd2, true, true, 1, 11);
        row("sdxl", TextFamily::sdxl, false, false, 0, 11);
        row("sdxl a1111 2 is its own", TextFamily::sdxl, false, false, 2, 11);
        row("sdxl a1111 3", TextFamily::sdxl, false, false, 3, 10);
        row("sdxl diffusers 1", TextFamily::sdxl, false, true, 1, 10);
        row("refiner", TextFamily::sdxl_refiner, false, false, 0, 11);
    }
    void clip_skip_numbers() {
        QFETCH(int, family);
        QFETCH(bool, trimmed);
        QFETCH(bool, diffusers);
        QFETCH(int, value);
        QFETCH(int, hidden);
        const auto chosen = static_cast<TextFamily>(family);
        const ClipSkip skip{diffusers ? ClipSkip::Numbering::diffusers : ClipSkip::Numbering::a1111, value};
        const auto layer = choose_layer(chosen, 12, trimmed, skip);
        QCOMPARE(static_cast<bool>(layer), hidden > 0);
        if (!layer) {
            QVERIFY(QString::fromStdString(layer.error().message).contains("does not fit the text encoder, which has 12 layers"));
            return;
        }
        QCOMPARE(layer->hidden, static_cast<std::size_t>(hidden));
        QCOMPARE(layer->normed, chosen == TextFamily::sd1 || chosen == TextFamily::sd2);
    }

    void clip_skip_norms_an_earlier_layer() {
        PromptRequest request = request_of("a cat");
        request.clip_skip.value = 2;
        QVERIFY(same(sd1_->encode(request).context, tower_.clip->final_norm(states("a cat").hidden[3])));
        request.clip_skip.value = 5;
        QCOMPARE(refusal([&] { sd1_->encode(request); }), QString("Clip skip 5 does not fit the text encoder, which has 4 layers."));
    }

    void weighted_states_equal_the_originals() {
        const auto file = SafetensorsFile::open(std::string(NOISELOOM_TEST_DATA) + "/text/prompt_weighting.safetensors").or_throw();
        const at::Tensor z = file.tensor("z"), weights = file.tensor("mult"), empty = file.tensor("z_empty");
        const auto near = [&](const at::Tensor& got, const char* want) { return at::allclose(got, file.tensor(want), 1e-3, 1e-4); };
        QVERIFY(near(apply_emphasis(z, weights, Emphasis::original, {}), "a1111_original"));
        QVERIFY(near(apply_emphasis(z, weights, Emphasis::no_norm, {}), "a1111_no_norm"));
        QVERIFY(near(apply_emphasis(z, weights, Emphasis::interpolate, empty), "comfy"));
        QVERIFY(!near(apply_emphasis(z, weights, Emphasis::no_norm, {}), "a1111_original"));
        // No division by a mean of zero.
        const at::Tensor balanced = at::tensor({1.f, -1.f}).view({1, 2, 1});
        QVERIFY(same(apply_emphasis(balanced, at::full({1, 2}, 2.f), Emphasis::original, {}), balanced * 2));
    }

    void emphasis_follows_the_syntax() {
        const at::Tensor z = states("a cat").last, empty = states("").last;
        at::Tensor weights = at::ones({1, 77});
        const auto cat_tokens = static_cast<std::int64_t>(tower_.tokenizer->ids("cat").size());
        weights.narrow(1, 2, cat_tokens).fill_(1.3f);
        const at::Tensor original = apply_emphasis(z, weights, Emphasis::original, {}), comfy = apply_emphasis(z, weights, Emphasis::interpolate, empty);
        PromptRequest request = request_of("a (cat:1.3)");
        QVERIFY(same(sd1_->encode(request).context, original));
        request.emphasis = Emphasis::no_norm;
        QVERIFY(same(sd1_->encode(request).context, z * weights.unsqueeze(-1)));
        request.emphasis = Emphasis::interpolate;
        QVERIFY(close(sd1_->encode(request).context, comfy));
        QVERIFY(close(sd1_->encode(request_of("a (cat:1.3)", Syntax::comfyui)).context, comfy));
        // Plain: brackets are text.
        QVERIFY(same(sd1_->encode(request_of("a (cat:1.3)", Syntax::plain)).context, states("a (cat:1.3)").last));
    }

    void windows_stand_side_by_side() {
        const Conditioning both = sd1_->encode(request_of("a cat BREAK a (dog:1.2)"));
        QCOMPARE(both.context.size(1), std::int64_t{154});
        QVERIFY(close(both.context.narrow(1, 0, 77), sd1_->encode(request_of("a cat")).context));
        QVERIFY(close(both.context.narrow(1, 77, 77), sd1_->encode(request_of("a (dog:1.2)")).context));   // the mean is kept window by window
        // More windows than one batch.
        const Conditioning many = sd1_->encode(request_of(words(75 * 9 + 1)));
        QCOMPARE(sd1_->chunk_count(many), std::size_t{10});
        QVERIFY(close(many.context.narrow(1, 77 * 9, 77), sd1_->encode(request_of("a")).context));
        // Pooled is the first window's, without weights.
        QVERIFY(close(xl_->encode(request_of("(a cat:1.4) BREAK a dog")).pooled, xl_->encode(request_of("a cat")).pooled));
    }

    void equal_numbers_of_windows() {
        const PromptRequest request = request_of("a cat");
        const Conditioning one = sd1_->encode(request), three = sd1_->padded(one, 3, request);
        QCOMPARE(sd1_->chunk_count(three), std::size_t{3});
        QVERIFY(same(three.context.narrow(1, 0, 77), one.context));
        QVERIFY(same(three.context.narrow(1, 154, 77), states("").last));
        QVERIFY(three.identity != one.identity);
        QVERIFY(sd1_->padded(three, 2, request).identity == three.identity);
        PromptRequest zero = request_of("");
        zero.is_negative = true;
        QCOMPARE(xl_->padded(xl_->encode(zero), 2, zero).context.abs().max().item<float>(), 0.f);
    }

    void schedules_count_the_steps_of_the_run() {
        const ScheduledConditioning schedule = sd1_->encode_schedule(request_of("a [cat:dog:0.5] [:sky:3] AND [sea|sky] :0.3"));
        QCOMPARE(schedule.parts.size(), std::size_t{2});
        const auto text = [&](std::size_t part, int k, int count) { return schedule.parts[part].at(k, count)->text; };
        for (const int count : {4, 10, 37})
            for (int k = 0; k < count; ++k) {
                const int step = k + 1;
                const std::string expected = std::string("a ") + (step <= count / 2 ? "cat " : "dog ") + (step <= 3 ? "" : "sky");
                QVERIFY2(text(0, k, count).starts_with(expected) && text(0, k, count).size() <= expected.size() + 1, text(0, k, count).c_str());
                QVERIFY(text(1, k, count).find(k % 2 == 0 ? "sea" : "sky") != std::string::npos);
            }
        QCOMPARE(schedule.parts[0].variants.size(), std::size_t{4});
        QCOMPARE(schedule.parts[1].weight, 0.3);
        QVERIFY(close(sd1_->encode_schedule(request_of("a [cat:dog:0.5]")).parts[0].at(5, 10)->context, states("a dog").last));

        PromptRequest request = request_of("a [cat:dog:0.5] <lora:x:1>");   // one text of a schedule
        request.step = 6;
        request.steps = 10;
        QVERIFY(close(sd1_->encode(request).context, states("a dog").last));
        QVERIFY(sd1_->encode_schedule(request_of("[a:b:0.5]", Syntax::comfyui)).is_constant());
        QVERIFY(sd1_->encode_schedule(request_of("a (cat:1.2)")).is_constant());
    }

    void both_texts_of_sdxl_have_schedules() {
        PromptRequest request = request_of("[a:the:2] cat");
        request.prompt_2 = "[oil:ink:0.5]";
        const auto split = xl_->encode_schedule(request);
        QCOMPARE(split.parts.size(), std::size_t{1});
        QCOMPARE(split.parts[0].variants.size(), std::size_t{4});
        PromptRequest late = request_of("the cat"), early = request_of("a cat");
        late.prompt_2 = "ink";
        early.prompt_2 = "oil";
        QVERIFY(split.parts[0].at(2, 4)->identity == xl_->encode(late).identity);
        QVERIFY(split.parts[0].at(1, 4)->identity == xl_->encode(early).identity);
    }

    void schedules_of_endless_variety_are_refused() {
        const auto turns = [](int count) {   // [0|1|...]
            std::string text = "[0";
            for (int i = 1; i < count; ++i) text += "|" + std::to_string(i);
            return text + "]";
        };
        const QString words("the prompt changes into too many different texts over the steps");
        QCOMPARE(refusal([&] { sd1_->encode_schedule(request_of(turns(1001))); }), words);
        QCOMPARE(refusal([&] { sd1_->encode_schedule(request_of(turns(7) + turns(11) + turns(13) + turns(17))); }), words);
        std::string switches;
        for (int i = 1; i <= 101; ++i) switches += "[a::" + std::to_string(i) + "][b::0." + std::to_string(1000 + i) + "]";
        QCOMPARE(refusal([&] { sd1_->encode_schedule(request_of(switches)); }), words);
    }

    void counts_for_an_editor() {
        const std::string prompt = "<lora:x:1>" + words(74) + "(a a:1.2)";
        const Chunks chunks = sd1_->count(request_of(prompt)).or_throw();
        QCOMPARE(chunks.tokens, std::size_t{76});
        QCOMPARE(chunks.list.size(), std::size_t{2});
        QCOMPARE(prompt.substr(chunks.list[1].begin), std::string("a:1.2)"));
        QCOMPARE(sd1_->count(request_of("[a:b b:0.5]")).or_throw().tokens, std::size_t{1});
        QVERIFY(!sd1_->count(request_of(std::string(100, '('))));
    }

    void refuses_what_does_not_fit() {
        QCOMPARE(refusal([&] { TextEncoder(TextFamily::sdxl, {tower_}); }), QString("The model has 1 text encoders where its family has 2."));
        QCOMPARE(refusal([&] { sd1_->encode(request_of(words(75 * 64 + 1))); }), QString("The prompt is longer than 64 windows of 75 tokens."));
        TokenizerFiles files = tiny_files();
        Json vocab = Json::parse(files.vocab);
        vocab["<|endoftext|>"] = 5000;
        files.vocab = vocab.dump();
        const TextTower other{tower_.clip, std::make_shared<const Tokenizer>(Tokenizer::from_files(files).or_throw()), false};
        QCOMPARE(refusal([&] { TextEncoder(TextFamily::sd1, {other}).encode(request_of("a")); }),
                 QString("The tokenizer has more tokens than the text encoder (1024): they do not belong together."));
    }
};

QTEST_GUILESS_MAIN(TextEncoderTest)
#include "text_encoder_test.moc"
