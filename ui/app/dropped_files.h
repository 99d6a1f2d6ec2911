// What becomes of files that are dropped on the canvas: a workflow's nodes, a picture's workflow, or the picture itself as a node.
#pragma once

#include <QObject>
#include <QPointF>

#include "ui/app/desk.h"

namespace noiseloom {

class DocumentPage;
class FieldHooks;

class DroppedFiles : public QObject {
    Q_OBJECT
  public:
    // All outlive it.
    DroppedFiles(Desk& desk, DocumentPage& page, FieldHooks& hooks) : desk_(desk), page_(page), hooks_(hooks) {}

    void take(const QString& path, QPointF scene);
    void add_picture(const QString& path, QPointF scene);   // as the input of a node

  private:
    Desk& desk_;
    DocumentPage& page_;
    FieldHooks& hooks_;
};

}  // namespace noiseloom
