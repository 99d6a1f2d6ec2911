// What lets image editors in (plugin/serving has it): the boundary to sockets.
#pragma once

#include <functional>
#include <memory>

#include <QObject>

#include "core/result.h"

namespace noiseloom {

class HostDesk;

class HostService : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    // From now on hosts come to the desk. False: another application of this user serves. Error: nobody can be let in.
    virtual Result<bool> listen() = 0;
    virtual bool is_listening() const = 0;

  signals:
    void retired();   // no more: another one must serve
};

using MakeHostService = std::function<std::unique_ptr<HostService>(HostDesk&)>;

}  // namespace noiseloom
