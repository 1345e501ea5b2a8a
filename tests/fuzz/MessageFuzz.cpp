// Message, Entry and Address: any bytes are read, or refused with one of the two exceptions that
// the course's classes throw; so is the text of what was read. The checker's reader of stored texts
// refuses nothing by an exception.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>

#include "Entry.h"
#include "Message.h"
#include "check/base/StoredText.h"

namespace {

// False if the class refuses the text. Any other exception ends the program.
template <typename Class>
bool canRead(const string& text) {
  try {
    Class object(text);
    return true;
  } catch (const invalid_argument&) {
    return false;
  } catch (const out_of_range&) {
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const string text(reinterpret_cast<const char*>(data), size);
  if (canRead<Message>(text)) {
    // Refused at times: a value that ends in a colon gets a delimiter behind it.
    canRead<Message>(Message(text).toString());
  }
  if (canRead<Entry>(text)) {
    Entry entry(text);
    if (Entry(entry.convertToString()).value != entry.value) abort();
    if (!check::readStoredEntry(text)) abort();
  }
  if (canRead<Address>(text)) {
    Address address(text);
    if (!(Address(address.getAddress()) == address)) abort();
  }
  check::readStoredEntry(text);
  return 0;
}
