// The fields of an event, from the data that stands for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "check/recorded/RecordedEvent.h"
#include "notation/Datum.h"

namespace check {

// Each returns false, with what is wrong and what is allowed in *problem, for other data.

bool readType(const notation::Datum* datum, RecordedEvent::Type* type, std::string* problem);

// A number, a string, a keyword or a flag; nil is nothing.
bool readScalar(const notation::Datum& datum, std::optional<std::string>* value,
                std::string* problem);

// Sets the value, and of a compare-and-set [FROM TO] what was expected. `datum` may be null: no
// value is given. Only the value of a call, and the result of a read that went well, are needed;
// the values of other events are not looked at.
bool readValue(const notation::Datum* datum, RecordedEvent* event, std::string* problem);

}  // namespace check
