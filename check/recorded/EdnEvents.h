// What the events of Jepsen and porcupine have in common, in EDN and in a log.
#pragma once

#include <string>

#include "check/recorded/RecordedEvent.h"
#include "notation/Datum.h"

namespace check {

// The parts of an event that its notation gives in another form; null: not given.
struct EdnParts {
  const notation::Datum* process = nullptr;
  const notation::Datum* type = nullptr;
  const notation::Datum* function = nullptr;
  const notation::Datum* key = nullptr;
  const notation::Datum* value = nullptr;
};

// A keyword in place of a number is no client: the nemesis.
bool isClient(const EdnParts& parts);

// Reads the event of a client. get and put are read and write on a store in which an absent key has
// the value "". A value [KEY VALUE] is that of a key. Returns false, with what is wrong in
// *problem, if a part is not right.
bool readParts(const EdnParts& parts, RecordedEvent* event, std::string* problem);

}  // namespace check
