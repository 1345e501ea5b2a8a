// JSON: any bytes are read without a crash, and strings are read back as they were written.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "notation/JsonReader.h"
#include "notation/JsonText.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string problem;
  if (!notation::readJson(text, &problem) && problem.empty()) abort();
  const auto string = notation::readJson(notation::jsonString(text), &problem);
  if (!string || string->text != notation::validUtf8(text)) abort();
  return 0;
}
