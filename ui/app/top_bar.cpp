#include "ui/app/top_bar.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include "ui/fields/field_widget.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {

TopBar::TopBar(QWidget* parent) : QWidget(parent) {
    menu_ = new QToolButton(this);
    menu_->setPopupMode(QToolButton::InstantPopup);
    menu_->setAccessibleName(tr("Menu"));
    tabs_ = new QTabBar(this);
    tabs_->setTabsClosable(true);
    tabs_->setMovable(true);
    tabs_->setExpanding(false);
    tabs_->setDrawBase(false);
    tabs_->setElideMode(Qt::ElideMiddle);
    tabs_->setFocusPolicy(Qt::TabFocus);
    auto* faces = new QButtonGroup(this);
    const auto face = [&](const QString& text) {
        auto* button = new QToolButton(this);
        button->setText(text);
        button->setCheckable(true);
        button->setObjectName("face");
        faces->addButton(button);
        return button;
    };
    graph_ = face(tr("Graph"));
    form_ = face(tr("Form"));
    graph_->setChecked(true);
    device_ = new QLabel(this);
    device_->setTextFormat(Qt::PlainText);
    device_->setObjectName("fact");
    queue_ = new QToolButton(this);
    queue_->setObjectName("fact");
    run_ = new QPushButton(this);
    run_->setObjectName("run");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(scaled(6), 0, scaled(12), 0);
    row->setSpacing(scaled(8));
    row->addWidget(menu_);
    row->addWidget(tabs_, 1);
    row->addWidget(graph_);
    row->addWidget(form_);
    row->addStretch(1);
    row->addWidget(device_, 0, Qt::AlignVCenter);
    row->addWidget(queue_, 0, Qt::AlignVCenter);
    row->addWidget(run_);
    connect(form_, &QToolButton::toggled, this, [this](bool on) { emit face_chosen(on); });
    connect(queue_, &QToolButton::clicked, this, &TopBar::queue_clicked);
    connect(run_, &QPushButton::clicked, this, [this] { is_running_ ? emit stop_clicked() : emit run_clicked(); });
    set_queue(0);
    set_run(false, 0);
}

void TopBar::set_theme(const Theme& theme) {
    theme_ = &theme;
    setFixedHeight(scaled(40));
    menu_->setIcon(icon("noiseloom", theme[Tone::accent], theme[Tone::text3]));
    menu_->setIconSize(QSize(scaled(20), scaled(20)));
    for (QWidget* widget : std::initializer_list<QWidget*>{tabs_, graph_, form_, device_, queue_}) widget->setFont(panel_font(12));
    run_->setFont(panel_font(12, true));
    run_->setMinimumWidth(scaled(116));
    run_->setFixedHeight(scaled(28));
    update();
}

void TopBar::set_menu(QMenu* menu) { menu_->setMenu(menu); }

void TopBar::set_face(bool is_form) {
    const QSignalBlocker quiet(form_);
    (is_form ? form_ : graph_)->setChecked(true);
}

void TopBar::set_device(const QString& text, const QString& tip) {
    device_->setText(text);
    device_->setToolTip(tip);
}

void TopBar::set_queue(int waiting) {
    queue_->setText(tr("Queue %1").arg(waiting));
    queue_->setEnabled(true);
}

void TopBar::set_run(bool is_running, double progress, const QString& plan) {
    is_running_ = is_running;
    run_->setText(is_running ? tr("Stop   %1 %").arg(static_cast<int>(100 * progress)) : tr("Run"));
    run_->setToolTip(plain_tip(is_running ? tr("Ends what runs: Ctrl+.") : tr("Runs the whole graph: Ctrl+Enter") + (plan.isEmpty() ? QString() : '\n' + plan)));
}

// Documents need the room more than facts do.
void TopBar::resizeEvent(QResizeEvent*) {
    device_->setVisible(width() >= scaled(720));
    queue_->setVisible(width() >= scaled(600));
}

void TopBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), (*theme_)[Tone::panel]);
    painter.fillRect(QRect(0, height() - 1, width(), 1), (*theme_)[Tone::line]);
}

}  // namespace noiseloom
