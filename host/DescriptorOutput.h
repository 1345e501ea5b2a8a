// Text for a descriptor, of a pipe for example.
#pragma once

#include <string_view>

#include "host/OutputFile.h"

namespace host {

// Each text is written at once, so that nothing is lost however the process ends. Errors are not
// noticed: the reader sees what has arrived. Borrows the descriptor.
class DescriptorOutput : public TextOutput {
 public:
  explicit DescriptorOutput(int descriptor) : descriptor_(descriptor) {}
  void append(std::string_view text) override { writeWhole(descriptor_, text); }

 private:
  const int descriptor_;
};

}  // namespace host
