// Events as text: any bytes are read without a crash, and what was read survives its own text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "sim/EventText.h"

namespace {

class Again : public sim::Sink {
 public:
  void onEvent(const sim::Event& event) override {
    std::string line;
    sim::appendEventLine(event, &line);
    const std::string_view text(line.data(), line.size() - 1);
    sim::Event again;
    std::string lineAgain;
    if (!reader_.read(text, &again)) abort();
    sim::appendEventLine(again, &lineAgain);
    if (line != lineAgain) abort();
  }

 private:
  sim::EventLineReader reader_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Again again;
  sim::readEvents({reinterpret_cast<const char*>(data), size}, &again);
  return 0;
}
