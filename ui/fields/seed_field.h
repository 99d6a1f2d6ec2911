// A seed: any whole number up to 2^64 - 1, exactly, with a dice and a way back to the last five.
#pragma once

#include "ui/fields/field_widget.h"

namespace noiseloom {

class GlyphButton;

class SeedField : public FieldWidget {
    Q_OBJECT
  public:
    SeedField(const InputDecl& input, const FieldContext& context, QWidget* parent);
    void begin_editing() override;
    // Picks one, shows it and tells it: what runs afterwards runs with the seed that is seen.
    void roll();
    std::vector<std::uint64_t> last_seeds() const;   // up to five, the newest first, without the present one

  protected:
    Result<void> accept_text(const QString& text) override;
    void layout_parts() override;
    void keyPressEvent(QKeyEvent*) override;

  private:
    void take(std::uint64_t seed);
    void show_last();
    std::uint64_t seed() const;

    GlyphButton* dice_;
    GlyphButton* history_;
    std::vector<std::uint64_t> own_;   // that this field left, the newest first
};

}  // namespace noiseloom
