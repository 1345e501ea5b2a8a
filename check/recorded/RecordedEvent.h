// One event of a recorded history: a process makes a call, or learns what became of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace check {

// The key of histories that name none.
inline constexpr char kOnlyKey[] = "register";

struct RecordedEvent {
  enum class Type : uint8_t {
    Invoke,
    Ok,
    Fail,      // It had no effect, and its result says nothing.
    Info,      // Its outcome is unknown.
    Mismatch,  // A compare-and-set found another value.
  };
  enum class Function : uint8_t { Read, Write, Delete, CompareAndSet, Append };

  int line = 0;  // Of the file, from 1.
  std::string process;
  Type type = Type::Invoke;
  Function function = Function::Read;
  std::string key = kOnlyKey;
  // Read, written or appended; nothing: absent, not said, or an append of "" to what may be absent.
  // Of a compare-and-set the new value.
  std::optional<std::string> value;
  std::optional<std::string> expected;  // Of a compare-and-set; nothing: absent.
};

// The events of a file in their order, or what is wrong with it.
struct RecordedEvents {
  std::vector<RecordedEvent> events;
  int passedOver = 0;   // Entries that are no call of a client.
  int problemLine = 0;  // 0: nothing is wrong.
  std::string problem;

  void fail(int line, const std::string& text) {
    if (problemLine == 0) problemLine = line;
    if (problem.empty()) problem = text;
  }
};

// One JSON object in each line.
RecordedEvents readJsonLines(std::string_view text);

// A map for each event, one after the other or in a list.
RecordedEvents readEdn(std::string_view text);

// Lines with `PROCESS :TYPE :FUNCTION VALUE` at their ends, and others.
RecordedEvents readLog(std::string_view text);

}  // namespace check
