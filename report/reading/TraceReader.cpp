#include "report/reading/TraceReader.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "host/LineReader.h"
#include "host/TextFile.h"
#include "sim/Crc32.h"
#include "report/reading/BodyRecords.h"
#include "report/reading/EndRecords.h"
#include "report/reading/HeaderRecords.h"

namespace report {

namespace {

constexpr size_t kChecksumDigits = 8;

std::string quoted(std::string_view word) { return "`" + std::string(word) + "`"; }

std::optional<Record> recordOf(std::string_view word) {
  static const auto records = [] {
    std::unordered_map<std::string_view, Record> byWord;
    for (size_t i = 0; i < kRecordCount; ++i) byWord[kRecordWords[i]] = static_cast<Record>(i);
    return byWord;
  }();
  const auto found = records.find(word);
  return found == records.end() ? std::nullopt : std::optional(found->second);
}

std::string hexadecimal(uint32_t number) {
  std::string digits(kChecksumDigits, '0');
  for (size_t i = 0; i < kChecksumDigits; ++i) {
    digits[kChecksumDigits - 1 - i] = "0123456789abcdef"[number >> 4 * i & 15];
  }
  return digits;
}

// One trace, checksum by checksum: what is not proved to be whole is not interpreted.
class Reading {
 public:
  Reading(std::string_view text, const std::string& name) : rest_(text), name_(name) {}

  bool run() {
    if (rest_.size() > kMaxTraceBytes) {
      return fail(1, "the trace has " + std::to_string(rest_.size()) + " bytes: at most " +
                         std::to_string(kMaxTraceBytes) + " are allowed");
    }
    if (!startsAsTrace()) return false;
    while (!atEndLine()) {
      if (!readBlock()) return false;
    }
    return readEnd();
  }

  const std::string& error() const { return error_; }
  Trace takeTrace() { return std::move(trace_); }

 private:
  bool fail(int line, const std::string& problem) {
    error_ = name_ + ":" + std::to_string(line) + ": " + problem;
    return false;
  }

  bool startsAsTrace() {
    const std::string magic = std::string(kMagic) + " ";
    const std::string_view first = rest_.substr(0, rest_.find('\n'));
    if (first == magic + std::to_string(kVersion)) return true;
    if (first.substr(0, magic.size()) == magic) {
      return fail(1, "the trace's version is " + host::shown(first.substr(magic.size())) + ": " +
                         std::to_string(kVersion) + " is allowed");
    }
    return fail(1, "this is no trace: a file that --trace has written is allowed");
  }

  bool atEndLine() const {
    const std::string_view word = recordWord(Record::End);
    return rest_.substr(0, word.size()) == word && rest_.substr(word.size(), 1) == "\n";
  }

  // Reads the lines up to a checksum, and it.
  bool readBlock() {
    size_t size = 0;
    int lines = 0;
    for (; rest_.substr(size, kChecksumWord.size()) != kChecksumWord; ++lines) {
      const size_t end = rest_.find('\n', size);
      if (end == std::string_view::npos) return failCut(line_ + lines);
      if (end - size > kMaxTraceLineBytes) {
        return fail(line_ + lines, "the line has " + std::to_string(end - size) +
                                       " bytes: at most " + std::to_string(kMaxTraceLineBytes) +
                                       " are allowed");
      }
      if (lines == kLinesPerChecksum) {
        return fail(line_ + lines, "no checksum follows line " + std::to_string(line_ - 1) +
                                       ": one after each " + std::to_string(kLinesPerChecksum) +
                                       " lines is expected");
      }
      size = end + 1;
    }
    const std::string_view block = rest_.substr(0, size);
    if (!hasChecksum(block, lines)) return false;
    if (!readLines(block)) return false;
    rest_.remove_prefix(rest_.find('\n') + 1);
    ++line_;
    return true;
  }

  bool failCut(int line) {
    const sim::Tick tick = body_.tick();
    return fail(line, "the trace is cut" +
                          (tick < 0 ? "" : " in or after tick " + std::to_string(tick)) +
                          ": its last line, `end`, is expected");
  }

  // Whether the line after `block` has its checksum.
  bool hasChecksum(std::string_view block, int lines) {
    const size_t end = rest_.find('\n', block.size());
    if (end == std::string_view::npos) return failCut(line_ + lines);
    const std::string_view found = rest_.substr(block.size(), end - block.size());
    const std::string expected = std::string(kChecksumWord) + " " + hexadecimal(sim::crc32(block));
    if (found == expected) return true;
    return fail(line_, "lines " + std::to_string(line_) + " to " + std::to_string(line_ + lines) +
                           " are damaged: they end in " + host::shown(found) + ", and " +
                           quoted(expected) + " is expected");
  }

  // REQUIRES, of the caller: each line of `block` has its end, and rest_ starts with `block`.
  bool readLines(std::string_view block) {
    rest_.remove_prefix(block.size());
    for (; !block.empty(); ++line_) {
      const size_t end = block.find('\n');
      if (line_ > 1 && !readLine(block.substr(0, end))) return false;
      block.remove_prefix(end + 1);
    }
    return true;
  }

  bool readLine(std::string_view line) {
    const auto isUnprintable = [](char c) { return c < ' ' || c > '~'; };
    if (std::any_of(line.begin(), line.end(), isUnprintable)) {
      return fail(line_,
                  "the line has a byte that is not printable: `\\xHH` in a text in quotes "
                  "is allowed");
    }
    Fields fields(line);
    const std::string_view word = fields.word("the kind of the record");
    const std::optional<Record> record = recordOf(word);
    if (fields.ok() && !record) {
      fields.fail(host::shown(word) + " is no record: docs/report.md lists those that are allowed");
    }
    if (fields.ok()) readRecord(*record, &fields);
    fields.end();
    return fields.ok() || fail(line_, fields.problem());
  }

  void readRecord(Record record, Fields* fields) {
    if (HeaderRecords::has(record)) return header_.read(record, fields);
    if (!header_.isComplete()) {
      return fields->fail(quoted(recordWord(record)) + " comes too early: " + header_.expected() +
                          " is expected");
    }
    if (BodyRecords::has(record)) {
      if (!end_.hasBegun() || BodyRecords::isDefinition(record)) return body_.read(record, fields);
      return fields->fail(quoted(recordWord(record)) +
                          " comes too late: a record of the trace's "
                          "end is expected");
    }
    if (record == Record::End) return fields->fail("`end` follows no checksum: one is expected");
    const std::string unfinished = body_.unfinished();
    if (!unfinished.empty()) return fields->fail("the trace's end comes too early: " + unfinished);
    end_.read(record, fields);
  }

  // REQUIRES, of the caller: atEndLine().
  bool readEnd() {
    const std::string missing = header_.isComplete() ? end_.missing() : header_.expected();
    if (!missing.empty()) return fail(line_, "`end` comes too early: " + missing + " is expected");
    rest_.remove_prefix(recordWord(Record::End).size() + 1);
    return rest_.empty() || fail(line_ + 1, "there are lines after `end`: none is allowed");
  }

  std::string_view rest_;
  const std::string name_;
  int line_ = 1;  // The number of the first line of rest_.
  std::string error_;
  Trace trace_;
  HeaderRecords header_{&trace_};
  BodyRecords body_{&trace_};
  EndRecords end_{&trace_};
};

}  // namespace

std::optional<Trace> readTrace(std::string_view text, const std::string& name, std::string* error) {
  Reading reading(text, name);
  if (reading.run()) return reading.takeTrace();
  *error = reading.error();
  return std::nullopt;
}

std::optional<Trace> readTraceFile(const std::string& path, std::string* error) {
  std::string text;
  const std::string reason = host::readTextFile(path, kMaxTraceBytes, &text);
  if (reason.empty()) return readTrace(text, path, error);
  *error = path + ": cannot be read: " + reason;
  return std::nullopt;
}

}  // namespace report
