// Conf files: any bytes are read without a crash; each error names its place.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "Params.h"
#include "host/Conf.h"

namespace {

// A conf file without faults, for the overrides to come on top of.
std::string baseConf() {
  char path[] = "/tmp/fuzzed-conf-XXXXXX";
  if (mkstemp(path) < 0) abort();
  std::ofstream(path) << "MAX_NNB: 10\n";
  return path;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string base = baseConf();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  host::ConfErrors errors;
  const auto entries = host::readConfText(text, "fuzz.conf", &errors);
  for (const std::string& error : errors) {
    if (error.find("fuzz.conf") != 0) abort();
  }
  // Each value goes through the table of keys.
  for (const host::ConfEntry& entry : entries) {
    Params params;
    params.load(base, {entry.key + "=" + entry.value}, &errors);
  }
  return 0;
}
