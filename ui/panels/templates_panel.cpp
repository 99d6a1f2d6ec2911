#include "ui/panels/templates_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

enum { about_role = Qt::UserRole + 1, path_role };

// What people begin with comes first; then the others by name.
constexpr const char* first_templates[] = {"text-to-image", "image-to-image", "clip-guidance", "guidance-scale-sweep"};

QString title_of(const QString& name) {
    QString title = QString(name).replace('-', ' ');
    title[0] = title[0].toUpper();
    return title;
}

class Card : public QStyledItemDelegate {
  public:
    Card(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const int width = option.widget ? static_cast<const QListWidget*>(option.widget)->viewport()->width() : scaled(240);
        const QRect about = QFontMetrics(panel_font(11)).boundingRect(QRect(0, 0, width - scaled(24), 10000), Qt::TextWordWrap, index.data(about_role).toString());
        return {width, about.height() + scaled(40)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const QRect box = option.rect.adjusted(scaled(2), scaled(3), -scaled(2), -scaled(3));
        const bool is_lit = option.state & (QStyle::State_MouseOver | QStyle::State_Selected);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(theme_[is_lit ? Tone::accent : Tone::border]);
        painter->setBrush(theme_[Tone::body]);
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        const QRect inside = box.adjusted(scaled(10), scaled(7), -scaled(10), -scaled(6));
        painter->setFont(panel_font(13, true));
        painter->setPen(theme_[Tone::text]);
        painter->drawText(inside, Qt::AlignLeft | Qt::AlignTop, index.data().toString());
        painter->setFont(panel_font(11));
        painter->setPen(theme_[Tone::text2]);
        painter->drawText(inside.adjusted(0, scaled(20), 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, index.data(about_role).toString());
    }

  private:
    const Theme& theme_;
};

}  // namespace

TemplatesPanel::TemplatesPanel(Backend& backend, const Theme& theme, QWidget* parent) : QWidget(parent), list_(new QListWidget(this)) {
    auto* heading = new QLabel(tr("Templates"), this);
    heading->setFont(panel_font(13, true));
    list_->setItemDelegate(new Card(theme, this));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMouseTracking(true);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setResizeMode(QListView::Adjust);
    list_->setAccessibleName(tr("Templates"));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(8), scaled(12), scaled(8), scaled(8));
    rows->addWidget(heading);
    rows->addWidget(list_);

    std::map<std::pair<std::size_t, std::string>, std::filesystem::path> files;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(backend.resources() / "templates", failed)) {
        if (entry.path().extension() != workflow_suffix) continue;
        const std::string name = entry.path().stem().string();
        const auto first = std::find(std::begin(first_templates), std::end(first_templates), name);
        files[{static_cast<std::size_t>(first - std::begin(first_templates)), name}] = entry.path();
    }
    for (const auto& [key, file] : files) {
        const auto workflow = load_workflow(file);
        if (!workflow) continue;
        auto* item = new QListWidgetItem(title_of(QString::fromStdString(key.second)), list_);
        const auto about = workflow->unknown.find("about");
        item->setData(about_role, about != workflow->unknown.end() && about->is_string() ? QString::fromStdString(about->get<std::string>()) : QString());
        item->setData(path_role, QString::fromStdString(file.string()));
    }
    connect(list_, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) { emit template_chosen(item->data(path_role).toString()); });
    connect(list_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) { emit template_chosen(item->data(path_role).toString()); });
}

}  // namespace noiseloom
