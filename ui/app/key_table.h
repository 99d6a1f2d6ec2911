// Which keys call which command: the table of actions with the user's changes. Pure, so that conflicts can be told before anything changes.
#pragma once

#include <map>
#include <vector>

#include <QString>
#include <QStringList>

namespace noiseloom {

struct ActionInfo {
    QString id, group, text;
    QString keys;   // portable, several separated by ", "
};

class KeyTable {
  public:
    KeyTable(std::vector<ActionInfo> actions, const std::map<QString, QString>& changes);

    const std::vector<ActionInfo>& actions() const { return actions_; }   // as they come in the program
    QString keys(const QString& action) const;                           // as they are now
    bool is_changed(const QString& action) const;
    // The other command that has this key; empty: none.
    QString owner(const QString& key, const QString& apart_from) const;
    // Gives `keys` to the command and takes each of them from whatever had it. Returns the commands whose keys changed.
    QStringList bind(const QString& action, const QString& keys);
    QStringList reset(const QString& action);   // the same with its usual keys
    // With the keys as they are now.
    std::vector<ActionInfo> current() const;

  private:
    const ActionInfo* find(const QString& action) const;
    std::vector<ActionInfo> actions_;
    std::map<QString, QStringList> keys_;
};

QStringList split_keys(const QString& keys);                  // in portable spelling; what is no key is left out
QString shown_keys(const QString& keys);                      // as the desktop writes them

}  // namespace noiseloom
