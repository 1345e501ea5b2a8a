#include "report/Trace.h"

#include <cstdio>

#include "host/Check.h"

namespace report {

namespace {

constexpr int64_t kShownPlaces = 512;

}  // namespace

const Operation& Trace::operation(int number) const {
  CHECK(1 <= number);
  CHECK(static_cast<size_t>(number) <= operations.size());
  return operations[static_cast<size_t>(number) - 1];
}

std::string Trace::shownPlace(std::optional<int64_t> place) const {
  if (!place) return std::string(kNone);
  if (ringPlaces <= kShownPlaces) return std::to_string(*place);
  const double part = static_cast<double>(*place) / static_cast<double>(ringPlaces);
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", part * kShownPlaces);
  return text;
}

std::string nameOf(const Message& message) {
  return networkLetter(message.network) + std::to_string(message.number);
}

const std::string& Trace::textOf(const Message& message) const {
  static const std::string none;
  return message.text == kNoIndex ? none : texts[message.text];
}

std::string nameOf(const sim::Endpoint& address) {
  std::string name = std::to_string(address.id);
  if (address.port != 0) name += ":" + std::to_string(address.port);
  return name;
}

}  // namespace report
