#include "cli/StopAt.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "host/Words.h"

namespace cli {

namespace {

// Accepts the digits of a whole number from `least` on.
bool readNumber(const std::string& text, int32_t least, int32_t* number) {
  int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least) return false;
  *number = value;
  return true;
}

// "225:4:recvLoop".
std::string textOf(const host::StopPoint& point) {
  std::string text = std::to_string(point.tick);
  if (point.peerId > 0) text += ":" + std::to_string(point.peerId);
  if (!point.call.empty()) text += ":" + point.call;
  return text;
}

}  // namespace

bool readStopAt(const std::string& text, std::optional<host::StopPoint>* point) {
  host::StopPoint read;
  const size_t first = text.find(':');
  // The call's own name may have colons.
  const size_t second = first == std::string::npos ? first : text.find(':', first + 1);
  if (!readNumber(text.substr(0, first), 0, &read.tick)) return false;
  if (first != std::string::npos &&
      !readNumber(text.substr(first + 1, second - first - 1), 1, &read.peerId)) {
    return false;
  }
  if (second != std::string::npos) {
    read.call = text.substr(second + 1);
    if (read.call.empty()) return false;
  }
  *point = read;
  return true;
}

std::optional<std::string> checkStopAt(const host::StopPoint& point, int peers,
                                       const std::vector<std::string>& calls) {
  const std::string wrong = "--stop-at " + textOf(point) + ": ";
  if (point.peerId > peers) {
    return wrong + "there is no peer " + std::to_string(point.peerId) + ": 1 to " +
           std::to_string(peers) + " are allowed";
  }
  const bool isKnown =
      point.call.empty() || std::any_of(calls.begin(), calls.end(), [&](const std::string& call) {
        return host::isCallNamed(call, point.call);
      });
  if (isKnown) return std::nullopt;
  return wrong + "there is no call " + point.call + ": " + host::joined(calls, ", ", " and ") +
         " are allowed, with or without the class";
}

std::string stopNotReached(const host::StopPoint& point, int ticks) {
  return "--stop-at " + textOf(point) + ": no such call was made in the " + std::to_string(ticks) +
         " ticks of the run";
}

}  // namespace cli
