#include "ui/app/screenshots.h"

#include <iostream>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>

#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/trace_dock.h"
#include "ui/canvas/graph_view.h"
#include "ui/canvas/key_walk.h"
#include "ui/model/edits.h"
#include "ui/sweep/sweep_view.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

class Photographer {
  public:
    Photographer(Desk& desk, QString folder) : desk_(desk), folder_(std::move(folder)) {}

    int run() {
        QDir().mkpath(folder_);
        for (const char* name : {"dark", "light"}) with_theme(name, 1);
        with_theme("dark", 2);
        std::cout << shots_ << " pictures in " << folder_.toStdString() << "\n";
        return failed_ ? 1 : 0;
    }

  private:
    static void wait(int ms) {
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < ms;) QApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    template <class Condition>
    bool wait_for(Condition condition, int ms = 120'000) {
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < ms;) {
            if (condition()) return true;
            QApplication::processEvents(QEventLoop::AllEvents, 10);
        }
        failed_ = true;
        return false;
    }
    void shoot(MainWindow& window, const QString& state) {
        wait(250);
        const QString file = folder_ + "/" + state + "-" + suffix_ + ".png";
        if (!window.grab().save(file)) {
            std::cerr << "cannot write " << file.toStdString() << "\n";
            failed_ = true;
        }
        ++shots_;
    }
    QString template_file(const QString& name) const { return QString::fromStdString((desk_.backend.resources() / "templates").string()) + "/" + name + ".noiseloom"; }

    void with_theme(const char* theme, double text_size) {
        set_text_scale(text_size);
        suffix_ = QString(theme) + (text_size == 1 ? "" : "-" + QString::number(100 * text_size));
        desk_.theme = &Theme::named(theme);
        MainWindow window(desk_);
        window.resize(1600, 1000);
        window.new_document();
        window.show();
        wait(50);
        window.page()->show_start();
        shoot(window, "empty");
        window.show_panel("templates");
        shoot(window, "templates");
        window.open(template_file("text-to-image"), true);
        DocumentPage& page = *window.page();
        shoot(window, "template");
        page.run_with_new_seeds();
        wait_for([&] { return page.runs().running_job() && page.runs().running_job()->progress > 0.4; });
        shoot(window, "running");
        wait_for([&] { return !page.runs().is_busy(); });
        select_type(page, "guidance.cfg");
        shoot(window, "selected");
        page.trace().toggle();
        wait(600);
        shoot(window, "trace");
        page.trace().toggle();
        page.show_form(true);
        shoot(window, "form");
        page.show_form(false);
        sweep(page);
        shoot(window, "sweep");
        page.findChild<SweepView*>()->hide();
        break_something(page);
        shoot(window, "error");
        window.page()->runs().stop();
        while (window.page()->document().is_modified()) window.page()->document().undo();
    }

    static void select_type(DocumentPage& page, const std::string& type) {
        for (const auto& [id, node] : page.document().graph().nodes)
            if (node.type == type) page.view().keys().go_to({id, "", false});
    }

    // Four scales by three seeds.
    void sweep(DocumentPage& page) {
        std::vector<Axis> axes(2);
        for (const auto& [id, node] : page.document().graph().nodes) {
            if (node.type == "guidance.cfg") axes[0] = {id, "scale", {Json(1), Json(2), Json(4), Json(8)}};
            if (node.type == "sampling.sample") axes[1] = {id, "seed", {Json(1), Json(2), Json(3)}};
        }
        const int job = page.runs().sweep(std::move(axes));
        page.show_sweep(job);
        wait_for([&] { return page.runs().find_job(job)->has_ended(); });
    }

    // A model that is not there, and a wire that is missing.
    void break_something(DocumentPage& page) {
        Patch patch;
        for (const auto& [id, node] : page.document().graph().nodes) {
            if (node.type == "model.load") patch.operations.push_back(SetInput{id, "file", Input(Json("my-model.safetensors"))});
            if (node.type == "guidance.cfg") patch.operations.push_back(SetInput{id, "positive", {}});
        }
        page.view().edit(patch, "");
        wait_for([&] { return page.runs().is_planned() && !page.runs().summary().errors.empty(); }, 5000);
    }

    Desk& desk_;
    QString folder_, suffix_;
    int shots_ = 0;
    bool failed_ = false;
};

}  // namespace

int make_screenshots(Desk& desk, const QString& folder) { return Photographer(desk, folder).run(); }

}  // namespace noiseloom
