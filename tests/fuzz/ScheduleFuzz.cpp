// The schedule language: any text is read without a crash, and what was read survives its own text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "lab/ScheduleText.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> errors;
  const lab::Schedule schedule = lab::readScheduleText(text, "fuzz", 9, &errors);
  if (!errors.empty()) return 0;
  const lab::Schedule again =
      lab::readScheduleText(lab::scheduleText(schedule), "again", 9, &errors);
  if (!errors.empty() || !(again == schedule)) abort();
  return 0;
}
