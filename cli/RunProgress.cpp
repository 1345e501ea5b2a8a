#include "cli/RunProgress.h"

#include <iostream>

namespace cli {

namespace {

constexpr double kShortRunSeconds = 2;

}  // namespace

RunProgress::RunProgress(std::ostream* out, const Surroundings& surroundings)
    : bar_("ticks", 0, surroundings.progress, surroundings.seconds, kShortRunSeconds),
      buffer_(out->rdbuf(), &bar_),
      lines_(&buffer_),
      seconds_(surroundings.seconds) {}

void RunProgress::watch(const std::string& title) {
  view_.emplace(title);
  screen_.emplace(&std::cerr, seconds_);
}

void RunProgress::show(int ticks, int endsAt) {
  ticks_ = ticks;
  endsAt_ = endsAt;
  if (screen_) {
    screen_->show([this] { return view_->lines(ticks_, endsAt_); });
    return;
  }
  bar_.expect(static_cast<uint64_t>(endsAt));
  bar_.show(static_cast<uint64_t>(ticks), 0);
}

void RunProgress::clear() {
  if (screen_) {
    screen_->draw(view_->lines(ticks_, endsAt_));
    screen_.reset();
    lines_ << held_.str();
  }
  bar_.clear();
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
