#include "cli/RunProgress.h"

namespace cli {

namespace {

constexpr double kShortRunSeconds = 2;

}  // namespace

RunProgress::RunProgress(std::ostream* out, const Surroundings& surroundings)
    : bar_("ticks", 0, surroundings.progress, surroundings.seconds, kShortRunSeconds),
      buffer_(out->rdbuf(), &bar_),
      lines_(&buffer_) {}

void RunProgress::show(int ticks, int endsAt) {
  bar_.expect(static_cast<uint64_t>(endsAt));
  bar_.show(static_cast<uint64_t>(ticks), 0);
}

RunProgress::ClearingBuffer::int_type RunProgress::ClearingBuffer::overflow(int_type character) {
  bar_->clear();
  if (traits_type::eq_int_type(character, traits_type::eof()))
    return traits_type::not_eof(character);
  return target_->sputc(traits_type::to_char_type(character));
}

std::streamsize RunProgress::ClearingBuffer::xsputn(const char* text, std::streamsize size) {
  bar_->clear();
  return target_->sputn(text, size);
}

}  // namespace cli
