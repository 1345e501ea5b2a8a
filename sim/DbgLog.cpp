#include "sim/DbgLog.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sim {

namespace {

// All that a byte can be in decimal: what takes most of the time of a million lines if it is worked
// out each time.
struct OctetText {
  std::array<char, 3> digits{};
  uint8_t size = 0;
};

constexpr std::array<OctetText, 256> octetTexts() {
  std::array<OctetText, 256> texts;
  for (unsigned number = 0; number < 256; ++number) {
    OctetText& text = texts[number];
    if (number >= 100) text.digits[text.size++] = static_cast<char>('0' + number / 100);
    if (number >= 10) text.digits[text.size++] = static_cast<char>('0' + number / 10 % 10);
    text.digits[text.size++] = static_cast<char>('0' + number % 10);
  }
  return texts;
}

constexpr std::array<OctetText, 256> kOctetTexts = octetTexts();

// The sum of "CS425" in hexadecimal.
constexpr std::string_view kMagicLine = "131\n";

std::string_view upperName(Operation operation) {
  constexpr auto kNames = std::to_array<std::string_view>({"CREATE", "READ", "UPDATE", "DELETE"});
  static_assert(kNames.size() == kOperationCount);
  return kNames[static_cast<size_t>(operation)];
}

// A result line names the value, but for deletes, and for reads that found nothing.
bool resultNamesValue(const Event& event) {
  if (event.operation == Operation::Delete) return false;
  return event.success || event.operation != Operation::Read;
}

}  // namespace

DbgLog::DbgLog(host::TextOutput* dbgLog, host::TextOutput* statsLog, MembershipLines lines)
    : dbgLog_(dbgLog), statsLog_(statsLog), lines_(lines) {
  dbgLog_->append(kMagicLine);
}

void DbgLog::addNumber(int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  entry_.append(digits, end);
}

void DbgLog::addAddress(const Endpoint& endpoint) {
  char text[24];
  char* end = text;
  const auto id = static_cast<uint32_t>(endpoint.id);
  for (int shift = 0; shift < 32; shift += 8) {
    if (shift > 0) *end++ = '.';
    const OctetText& octet = kOctetTexts[id >> shift & 0xff];
    std::copy(octet.digits.begin(), octet.digits.end(), end);  // Those beyond its size, too.
    end += octet.size;
  }
  *end++ = ':';
  end = std::to_chars(end, text + sizeof text, endpoint.port).ptr;
  entry_.append(text, end);
}

void DbgLog::addEscaped(std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 32 && byte != 127) {
      entry_ += c;
    } else {
      entry_ += "\\x";
      entry_ += kHex[byte >> 4];
      entry_ += kHex[byte & 15];
    }
  }
}

void DbgLog::beginEntry(const Event& event) {
  const Endpoint& address = addressInLog(event);
  if (startSize_ > 0 && address == startAddress_ && event.tick == startTick_) {
    entry_.resize(startSize_);
    return;
  }
  entry_.assign("\n ");
  addAddress(address);
  entry_ += " [";
  addNumber(event.tick);
  entry_ += "] ";
  startSize_ = entry_.size();
  startAddress_ = address;
  startTick_ = event.tick;
}

void DbgLog::addMembership(const Event& event, std::string_view verb) {
  entry_ += "Node ";
  addAddress(event.other);
  entry_ += ' ';
  entry_ += verb;
  entry_ += " at time ";
  addNumber(event.tick);
}

void DbgLog::addInvocation(const Event& event) {
  entry_ += upperName(event.operation);
  entry_ += " OPERATION KEY: ";
  addEscaped(event.key);
  if (!event.value.empty()) {
    entry_ += " VALUE: ";
    addEscaped(event.value);
  }
  entry_ += " at time: ";
  addNumber(event.tick);
}

void DbgLog::addResult(const Event& event) {
  entry_ += event.kind == EventKind::OperationFinished ? "coordinator: " : "server: ";
  entry_ += operationName(event.operation);
  entry_ += event.success ? " success at time " : " fail at time ";
  addNumber(event.tick);
  entry_ += ", transID=";
  addNumber(event.transId);
  entry_ += ", key=";
  addEscaped(event.key);
  if (resultNamesValue(event)) {
    entry_ += ", value=";
    addEscaped(event.value);
  }
}

bool DbgLog::isLeftOut(const Event& event) const {
  if (lines_ == MembershipLines::All) return false;
  if (event.kind != EventKind::MemberAdded && event.kind != EventKind::MemberRemoved) return false;
  return lines_ == MembershipLines::None || addressInLog(event) == event.other;
}

void DbgLog::onEvent(const Event& event) {
  if (isLeftOut(event)) {
    ++linesLeftOut_;
    return;
  }
  host::TextOutput* output = dbgLog_;
  beginEntry(event);
  switch (event.kind) {
    case EventKind::MemberAdded: addMembership(event, "joined"); break;
    case EventKind::MemberRemoved: addMembership(event, "removed"); break;
    case EventKind::OperationInvoked: addInvocation(event); break;
    case EventKind::ReplicaAnswered:
    case EventKind::OperationFinished: addResult(event); break;
    case EventKind::Statistic: output = statsLog_; [[fallthrough]];
    case EventKind::Note: entry_ += event.text; break;
    default: return;  // The other kinds have no line of their own.
  }
  output->append(entry_);
}

}  // namespace sim
