// The language of the interface: English is in the code, others are resources/translations/noiseloom_<language>.ts.
#pragma once

#include <vector>

#include <QString>

class QCoreApplication;

namespace noiseloom {

// Before the first widget is made. Empty: the desktop's. What there is no translation for stays English.
void load_language(QCoreApplication& app, const QString& language);

// Codes and own names of the languages that are built in: {"zh_CN", "简体中文"}, English first.
std::vector<std::pair<QString, QString>> languages();

}  // namespace noiseloom
