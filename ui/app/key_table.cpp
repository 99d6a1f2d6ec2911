#include "ui/app/key_table.h"

#include <algorithm>

#include <QKeySequence>

namespace noiseloom {
namespace {

constexpr const char* between = ", ";

}  // namespace

// A comma may be a key itself ("Ctrl+,"), so only one with a space behind it separates.
QStringList split_keys(const QString& keys) {
    QStringList found;
    for (const QString& key : keys.split(between, Qt::SkipEmptyParts)) {
        const QString portable = QKeySequence(key, QKeySequence::PortableText).toString(QKeySequence::PortableText);
        if (!portable.isEmpty() && !found.contains(portable)) found << portable;
    }
    return found;
}

QString shown_keys(const QString& keys) {
    QStringList shown;
    for (const QString& key : split_keys(keys)) shown << QKeySequence(key, QKeySequence::PortableText).toString(QKeySequence::NativeText);
    return shown.join(between);
}

KeyTable::KeyTable(std::vector<ActionInfo> actions, const std::map<QString, QString>& changes) : actions_(std::move(actions)) {
    for (const ActionInfo& action : actions_) {
        const auto change = changes.find(action.id);
        keys_[action.id] = split_keys(change == changes.end() ? action.keys : change->second);
    }
}

const ActionInfo* KeyTable::find(const QString& action) const {
    const auto found = std::find_if(actions_.begin(), actions_.end(), [&](const ActionInfo& one) { return one.id == action; });
    return found == actions_.end() ? nullptr : &*found;
}

QString KeyTable::keys(const QString& action) const {
    const auto found = keys_.find(action);
    return found == keys_.end() ? QString() : found->second.join(between);
}

bool KeyTable::is_changed(const QString& action) const {
    const ActionInfo* usual = find(action);
    return usual && keys(action) != split_keys(usual->keys).join(between);
}

QString KeyTable::owner(const QString& key, const QString& apart_from) const {
    const QStringList wanted = split_keys(key);
    for (const auto& [action, keys] : keys_)
        for (const QString& one : wanted)
            if (action != apart_from && keys.contains(one)) return action;
    return {};
}

QStringList KeyTable::bind(const QString& action, const QString& keys) {
    if (!find(action)) return {};
    QStringList changed;
    const QStringList wanted = split_keys(keys);
    for (auto& [other, theirs] : keys_) {
        if (other == action) continue;
        const qsizetype before = theirs.size();
        for (const QString& key : wanted) theirs.removeAll(key);
        if (theirs.size() != before) changed << other;
    }
    if (keys_[action] != wanted) changed << action;
    keys_[action] = wanted;
    return changed;
}

QStringList KeyTable::reset(const QString& action) {
    const ActionInfo* usual = find(action);
    return usual ? bind(action, usual->keys) : QStringList();
}

std::vector<ActionInfo> KeyTable::current() const {
    std::vector<ActionInfo> now = actions_;
    for (ActionInfo& action : now) action.keys = keys(action.id);
    return now;
}

}  // namespace noiseloom
