// config.json beside a network of score_sde: what no shape tells, in the words of the authors' configurations.
//
// They are nested there, {"model": {"nf": 128}, "training": {"sde": "vpsde", "continuous": true}, "data": {"centered": true}}; the same words in one object are
// read as well. Words of other sections, and other words of these, are left alone, except where they look like a slip of the pen.
#pragma once

#include "core/json.h"

namespace noiseloom {

// In one object, those words alone that a network is made of. Errors (bad_model) name the word: it has the wrong type, `sde` is none that is known, or the
// word is nearly one of these.
Result<Json> read_score_sde_config(const Json& given);

}  // namespace noiseloom
