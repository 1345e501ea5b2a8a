// Recorded histories: any bytes are read without a crash, an error has a line, and what was read
// can be judged.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "check/consistency/Consistency.h"
#include "check/recorded/RecordedEvent.h"
#include "check/recorded/RecordedHistory.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr uint64_t kBudget = 20'000;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check::readJsonLines(text);
  check::readEdn(text);
  check::readLog(text);
  const check::RecordedHistory history = check::readHistory(text);
  if (!history.problem.empty() && history.problemLine < 1) abort();
  if (history.problem.empty()) check::checkConsistency(history.operations, kBudget);
  return 0;
}
