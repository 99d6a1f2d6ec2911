// An image editor as Noiseloom's editor sees it: its document, pixels from it, layers into it.
//
// The real one (plugin/serving/remote_host.h) talks to a bridge over a socket, tests have one in memory. Everything here belongs to the
// interface's thread; what takes time is told later, through functions that are called once, unless the link goes before.
#pragma once

#include <functional>
#include <memory>

#include <QObject>

#include "core/handed_picture.h"
#include "host/messages.h"

namespace noiseloom {

// What an input reads: "image-w2kd.file" the layer "5", say.
struct HostInput {
    std::string input;
    PixelSource source = PixelSource::layer;   // or merged
    std::string layer, name;                   // id, and what people call it
};

// Pictures out of the host, all of one rectangle.
struct HostPictures {
    HostRect frame;
    std::shared_ptr<const HandedPictures> handed;
    Value selection;                           // of the frame; empty: nothing is selected
};

// A result on its way into the host.
struct HostResult {
    Value pictures;                            // as nodes that make pictures give them
    std::size_t index = 0;                     // which of them
    Value coverage;                            // its transparency, where the node tells it; may be empty
    std::string name;
};

struct HostPlacement {
    PutAs as = PutAs::layer;
    std::string above;                         // layer, for PutAs::replace the one to change
    HostPictures from;                         // what the results were made of; without pictures: they stand alone
    std::string undo;
};

class HostLink : public QObject {
    Q_OBJECT
  public:
    using QObject::QObject;

    virtual const Hello& host() const = 0;             // who it is
    virtual const HostDocument& document() const = 0;  // as it was last read
    virtual bool is_gone() const = 0;                  // the host has quit, or the image was closed

    // Reads the document again; document_changed() comes before, if it did.
    virtual void refresh(std::function<void(const Result<void>&)> told) = 0;
    // Reads `frame` for all inputs, and the selection in it.
    virtual void fetch(std::vector<HostInput> inputs, HostRect frame, std::function<void(const Result<HostPictures>&)> told) = 0;
    // Puts results into the host, in one step of undo. Tells the ids of the layers.
    virtual void put(std::vector<HostResult> results, HostPlacement placement, std::function<void(const Result<std::vector<std::string>>&)> told) = 0;

    virtual void show_progress(double fraction, const QString& text) = 0;
    virtual void end_progress() = 0;
    virtual void show_message(const QString& text) = 0;
    // The host's side ends, with an error for the user there, or none. Nothing can be asked afterwards.
    virtual void end(const QString& error = {}, bool was_cancelled = false) = 0;

  signals:
    void document_changed();
    void cancel_requested();   // in the host
    void gone();               // is_gone() from now on
};

}  // namespace noiseloom
