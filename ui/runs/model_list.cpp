#include "ui/runs/model_list.h"

#include <QThreadPool>

namespace noiseloom {

ModelList::ModelList(std::function<std::vector<std::filesystem::path>()> folders, std::filesystem::path resources, QThreadPool& workers)
    : folders_(std::move(folders)), resources_(std::move(resources)), workers_(workers), home_(std::make_shared<Home<ModelList>>(this)) {}

ModelList::~ModelList() {
    if (is_over_) *is_over_ = true;
    home_->leave();
}

void ModelList::want() {
    if (!is_over_) scan();
}

void ModelList::scan() {
    if (is_over_) *is_over_ = true;
    is_over_ = std::make_shared<std::atomic<bool>>(false);
    workers_.start([folders_of = folders_, resources = resources_, is_over = is_over_, home = home_] {
        auto folders = folders_of();
        auto files = find_models(folders, resources, *is_over);
        home->post([folders = std::move(folders), files = std::move(files), is_over](ModelList& list) mutable {
            if (*is_over) return;
            list.seen_folders_ = std::move(folders);
            list.files_ = std::move(files);
            list.is_known_ = true;
            emit list.scanned();
        });
    });
}

}  // namespace noiseloom
