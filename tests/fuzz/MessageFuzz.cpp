// Message's text form: any bytes are read without a crash, and so is the text of what was read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "../../Message.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Message message(string(reinterpret_cast<const char*>(data), size));
  Message again(message.toString());
  if (again.toString().empty()) abort();
  return 0;
}
