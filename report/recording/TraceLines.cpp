#include "report/recording/TraceLines.h"

#include <array>

#include "host/LineReader.h"

namespace report {

TraceLines& TraceLines::begin(std::string_view word) {
  text_.clear();
  text_ += word;
  return *this;
}

TraceLines& TraceLines::word(std::string_view word) {
  text_ += ' ';
  text_ += word;
  return *this;
}

TraceLines& TraceLines::text(std::string_view text) { return word(host::quotedText(text)); }

TraceLines& TraceLines::address(const sim::Endpoint& address) {
  number(address.id);
  if (address.port != 0) (text_ += ':') += std::to_string(address.port);
  return *this;
}

TraceLines& TraceLines::message(sim::NetworkId network, uint64_t number) {
  text_ += ' ';
  text_ += networkLetter(network);
  text_ += std::to_string(number);
  return *this;
}

void TraceLines::finish() {
  write();
  checksum_.add(text_);
  if (++linesSinceChecksum_ == kLinesPerChecksum) writeChecksum();
}

void TraceLines::write() {
  text_ += '\n';
  bytes_ += text_.size();
  output_->append(text_);
}

void TraceLines::writeChecksum() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::array<char, 8> digits{};
  uint32_t value = checksum_.value();
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, value /= 16) {
    *digit = kDigits[value % 16];
  }
  begin(kChecksumWord).word({digits.data(), digits.size()});
  write();
  checksum_.reset();
  linesSinceChecksum_ = 0;
}

void TraceLines::end() {
  writeChecksum();
  begin(Record::End);
  write();
}

}  // namespace report
