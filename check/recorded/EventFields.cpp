#include "check/recorded/EventFields.h"

namespace check {

namespace {

using notation::Datum;
using Function = RecordedEvent::Function;
using Type = RecordedEvent::Type;

bool fail(const std::string& text, std::string* problem) {
  *problem = text;
  return false;
}

bool readPair(const Datum* datum, RecordedEvent* event, std::string* problem) {
  if (datum == nullptr || datum->kind != Datum::Kind::List || datum->items.size() != 2) {
    return fail("the value of a compare-and-set is [FROM, TO]", problem);
  }
  if (!readScalar(datum->items[0], &event->expected, problem) ||
      !readScalar(datum->items[1], &event->value, problem)) {
    return false;
  }
  return event->value || fail("a compare-and-set to nothing is not allowed", problem);
}

}  // namespace

bool readType(const Datum* datum, Type* type, std::string* problem) {
  constexpr std::pair<const char*, Type> kTypes[] = {{"invoke", Type::Invoke},
                                                     {"ok", Type::Ok},
                                                     {"fail", Type::Fail},
                                                     {"info", Type::Info},
                                                     {"mismatch", Type::Mismatch}};
  if (datum == nullptr) return fail("the type is missing", problem);
  for (const auto& [name, value] : kTypes) {
    if (datum->text != name) continue;
    *type = value;
    return true;
  }
  return fail("unknown type `" + datum->text + "`: invoke, ok, fail, info and mismatch are allowed",
              problem);
}

bool readScalar(const Datum& datum, std::optional<std::string>* value, std::string* problem) {
  value->reset();
  switch (datum.kind) {
    case Datum::Kind::Nil: return true;
    case Datum::Kind::List:
    case Datum::Kind::Map:
    case Datum::Kind::Symbol:
      return fail("a value is a number, a string, true, false or nothing", problem);
    default: break;
  }
  *value = datum.text;
  return true;
}

bool readValue(const Datum* datum, RecordedEvent* event, std::string* problem) {
  const bool isCall = event->type == Type::Invoke;
  const bool isRead = event->function == Function::Read;
  const bool isResult = event->type == Type::Ok && isRead;
  if (isRead ? !isResult : !isCall) return true;
  if (event->function == Function::Delete) return true;
  if (event->function == Function::CompareAndSet) return readPair(datum, event, problem);
  if (datum != nullptr && !readScalar(*datum, &event->value, problem)) return false;
  if (event->function == Function::Append && !event->value) {
    return fail("the value of an append is missing", problem);
  }
  // To write nothing is to delete.
  if (event->function == Function::Write && !event->value) event->function = Function::Delete;
  return true;
}

}  // namespace check
