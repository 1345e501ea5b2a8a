#include "report/recording/CompletedTrace.h"

#include <charconv>
#include <vector>

#include "host/Lines.h"
#include "host/OutputFile.h"
#include "report/recording/TraceLines.h"

namespace report {

namespace {

// The fields of a record. One in quotes may have blanks in it.
std::vector<std::string_view> fieldsOf(std::string_view line) {
  std::vector<std::string_view> fields;
  size_t start = 0;
  bool isQuoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (isQuoted && line[i] == '\\') {
      ++i;
    } else if (line[i] == '"') {
      isQuoted = !isQuoted;
    } else if (line[i] == ' ' && !isQuoted) {
      fields.push_back(line.substr(start, i - start));
      start = i + 1;
    }
  }
  fields.push_back(line.substr(start));
  return fields;
}

int numberOf(std::string_view word) {
  int number = 0;
  std::from_chars(word.data(), word.data() + word.size(), number);
  return number;
}

bool isOfEnd(std::string_view word) {
  for (size_t at = static_cast<size_t>(Record::Operation); at < kRecordCount; ++at) {
    if (word == kRecordWords[at]) return true;
  }
  return false;
}

class Completing {
 public:
  // The heading may be null: it stays as it is.
  Completing(std::string_view text, const TraceHeading* heading)
      : rest_(text), heading_(heading), lines_(&output_) {}

  std::string whole() {
    while (rest_.find('\n') != std::string_view::npos && !isAtEnd()) copy(host::takeLine(&rest_));
    lines_.end();
    return output_.text();
  }

  std::string upToItsCut(const std::string& why) {
    while (rest_.find('\n') != std::string_view::npos) {
      const std::string_view line = host::takeLine(&rest_);
      if (isOfEnd(line.substr(0, line.find(' ')))) break;
      follow(line);
    }
    if (isInTurn_) lines_.begin(Record::Done).finish();
    writeEnd(why);
    return output_.text();
  }

 private:
  struct Call {
    int invokedAt = 0;
    int finishedAt = -1;
    Outcome outcome = Outcome::Unknown;
    std::string result = "\"\"";  // As a field.
  };

  // The line `end` itself.
  bool isAtEnd() const { return rest_.substr(0, rest_.find('\n')) == recordWord(Record::End); }

  void writeSources() {
    for (const Source& source : heading_->sources) {
      lines_.begin(Record::Source).word(source.name).text(source.text).finish();
    }
  }

  // Copies a record, or writes what the heading says in its place.
  void copy(std::string_view line) {
    const std::string_view word = line.substr(0, line.find(' '));
    if (word == kChecksumWord) return;
    if (heading_ == nullptr) {
      lines_.begin(line).finish();
      return;
    }
    if (word == recordWord(Record::Source)) return;
    if (word == recordWord(Record::Conf)) {
      lines_.begin(Record::Conf).text(heading_->conf).finish();
    } else if (word == recordWord(Record::Replay)) {
      lines_.begin(Record::Replay).text(heading_->replay).finish();
    } else {
      lines_.begin(line).finish();
    }
    if (word == recordWord(Record::Limits)) writeSources();
  }

  // Copies a record of the header or the body, and notes what the end has to say of it. `as` waits
  // for the record that it belongs to.
  void follow(std::string_view line) {
    const std::vector<std::string_view> fields = fieldsOf(line);
    const std::string_view word = fields.front();
    if (word == kChecksumWord) return;
    if (word == recordWord(Record::As)) {
      loggedAs_ = line;
      return;
    }
    if (!loggedAs_.empty()) lines_.begin(loggedAs_).finish();
    loggedAs_ = {};
    copy(line);
    if (word == recordWord(Record::Tick) && fields.size() > 1) tick_ = numberOf(fields[1]);
    if (word == recordWord(Record::Turn)) isInTurn_ = true;
    if (word == recordWord(Record::Done)) isInTurn_ = false;
    if (word == recordWord(Record::Call)) {
      calls_.emplace_back();
      calls_.back().invokedAt = tick_;
    }
    if (word == recordWord(Record::Finish)) noteFinish(fields);
  }

  // `fin P KIND OK TRANS K TEXT O`
  void noteFinish(const std::vector<std::string_view>& fields) {
    if (fields.size() != 8) return;
    const auto number = static_cast<size_t>(numberOf(fields[7]));
    if (number == 0 || number > calls_.size() || calls_[number - 1].finishedAt >= 0) return;
    Call& call = calls_[number - 1];
    call.finishedAt = tick_;
    call.outcome = fields[3] == "1" ? Outcome::Ok : Outcome::Failed;
    if (fields[2] == sim::operationName(sim::Operation::Read)) call.result = fields[6];
  }

  void writeEnd(const std::string& why) {
    for (size_t at = 0; at < calls_.size(); ++at) {
      const Call& call = calls_[at];
      lines_.begin(Record::Operation).number(at + 1).number(call.invokedAt);
      lines_.number(call.finishedAt).word(kOutcomeWords[static_cast<size_t>(call.outcome)]);
      lines_.word(call.result).finish();
    }
    lines_.begin(Record::Verdict);
    lines_.word(kVerdictWords[static_cast<size_t>(VerdictKind::Unchecked)]).text("").finish();
    lines_.begin(Record::Level).text("").text("").finish();
    lines_.begin(Record::Mark).number(tick_).word(kEarlyEndMark).text(why).finish();
    lines_.begin(Record::Digest).word(kNone).finish();
    lines_.begin(Record::Ticks).number(tick_ + 1).finish();
    lines_.end();
  }

  static constexpr std::string_view kEarlyEndMark = "early-end";

  std::string_view rest_;
  const TraceHeading* const heading_;
  host::MemoryOutput output_;
  TraceLines lines_;
  int tick_ = 0;
  bool isInTurn_ = false;
  std::string_view loggedAs_;  // A record; empty = none.
  std::vector<Call> calls_;
};

}  // namespace

namespace {

std::string completed(std::string_view text, const TraceHeading* heading, const std::string& why) {
  Completing completing(text, heading);
  const std::string end = std::string(recordWord(Record::End)) + "\n";
  const bool isWhole = text.ends_with("\n" + end);
  return isWhole ? completing.whole() : completing.upToItsCut(why);
}

}  // namespace

std::string completedTrace(std::string_view text, const TraceHeading& heading,
                           const std::string& why) {
  return completed(text, &heading, why);
}

std::string completedTrace(std::string_view text, const std::string& why) {
  return completed(text, nullptr, why);
}

}  // namespace report
