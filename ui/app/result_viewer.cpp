#include "ui/app/result_viewer.h"

#include <QApplication>
#include <QDir>
#include <QPointer>

#include "ui/model/error_text.h"
#include "ui/model/graph_place.h"
#include "ui/viewer/picture_viewer.h"

namespace noiseloom {

ResultViewer::ResultViewer(Desk& desk, EditorDocument& document, Runs& runs, QWidget* page, std::function<QRect()> place)
    : desk_(desk), document_(document), runs_(runs), page_(page), place_(std::move(place)) {}

ResultViewer::~ResultViewer() { delete viewer_; }

void ResultViewer::look_changed() {
    delete viewer_;
    viewer_ = nullptr;
}

PictureViewer& ResultViewer::opened() {
    if (!viewer_) {
        viewer_ = new PictureViewer(*desk_.theme, page_);
        connect(viewer_, &PictureViewer::closed, this, [this] {
            viewer_->hide();
            emit closed();
        });
        connect(viewer_, &PictureViewer::refused, this, &ResultViewer::refused);
        connect(viewer_, &PictureViewer::use_requested, this, &ResultViewer::use);
    }
    viewer_->setGeometry(place_());
    viewer_->show();
    viewer_->raise();
    viewer_->setFocus();
    return *viewer_;
}

void ResultViewer::show_picture(const QString& title, const QImage& picture, const QImage& overlay) { opened().add({title, picture, overlay, {}}); }

void ResultViewer::show_node(const std::string& path, const QString& title) {
    const QImage small = runs_.status_within(path).picture;
    const Source source{path, document_.workflow()};
    const auto placed = placed_node(document_, path);
    const NodeDef* def = placed ? placed->place.declaration(placed->id) : nullptr;
    const auto told = [self = QPointer<ResultViewer>(this), title, small, source](const Value& value) {
        if (self) self->take(title, value, small, source);
    };
    if (def)
        for (const OutputDecl& output : def->outputs())
            if (desk_.backend.has_pictures(*output.type)) return runs_.fetch(path, output.name, told);
    told({});   // of a subgraph, or a node that only saves: what was seen
}

void ResultViewer::show_job(int number, std::size_t cell) {
    const Job* job = runs_.find_job(number);
    if (!job || cell >= job->cells.size()) return;
    Source source{"", job->workflow};
    source.workflow.graph = cell_graph(job->workflow.graph, job->axes, cell);
    for (const ResultPicture& picture : job->cells[cell].pictures) {
        source.path = picture.node;
        runs_.fetch(number, picture.node, picture.output, [self = QPointer<ResultViewer>(this), title = job->title, small = picture.small, source](const Value& value) {
            if (self) self->take(title, value, small, source);
        }, cell);
    }
}

// The small picture stands in for a value that is no longer kept.
void ResultViewer::take(const QString& title, const Value& value, const QImage& small, const Source& source) {
    desk_.workshop.painting().start([self = QPointer<ResultViewer>(this), title, value = Value(value), small, source, &backend = desk_.backend]() mutable {
        std::vector<QImage> pictures = value ? backend.pictures(value) : std::vector<QImage>();
        if (pictures.empty()) {
            pictures.push_back(small);
            value = {};
        }
        QMetaObject::invokeMethod(qApp, [self, title, value, source, pictures = std::move(pictures)] {
            if (!self) return;
            std::vector<ViewedPicture> viewed;
            for (std::size_t i = 0; i < pictures.size(); ++i)
                viewed.push_back({title, pictures[i], {}, [self, value, i, source, shown = pictures[i]](const QString& file) {
                    if (self) self->save(file, value, i, shown, source);
                }});
            self->opened().add_all(std::move(viewed));
        });
    });
}

void ResultViewer::save(const QString& file, const Value& value, std::size_t index, const QImage& shown, const Source& source) {
    runs_.save_picture(file.toStdString(), value, index, source.workflow, source.path, [this, file, shown](const Result<void>& done) {
        if (done) return;
        // What is no picture yet, a latent say, is saved as it is seen.
        if (done.error().code != Code::usage) emit refused(error_text(done.error()));
        else if (!shown.save(file)) emit refused(tr("%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.").arg(file));
    });
}

void ResultViewer::use(const QImage& picture) {
    const QDir folder(QString::fromStdString(desk_.output_folder.string()));
    folder.mkpath(".");
    QString file;
    for (int number = 1; file.isEmpty() || QFile::exists(file); ++number) file = folder.filePath(QString("input-%1.png").arg(number));
    if (!picture.save(file)) return emit refused(tr("%1 cannot be written: choose another folder for pictures in the settings.").arg(file));
    emit use_requested(file);
}

}  // namespace noiseloom
