#include "grading/examine/Sanitizers.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

#include "grading/examine/SourceLine.h"

namespace grading {

namespace {

constexpr std::string_view kAddress = "ERROR: AddressSanitizer: ";
constexpr std::string_view kUndefined = ": runtime error: ";
constexpr std::string_view kLeak = " leak of ";

// What a report means; `sign` is somewhere in what the sanitizer says.
struct Meaning {
  std::string_view sign;
  std::string_view name;
  std::string_view title;
  std::string_view sentence;
};

constexpr std::string_view kBeyond =
    "What lies there belongs to something else, which is read or spoilt; on another machine it "
    "crashes. Check the index, the size that was allocated, and how much is copied: a string needs "
    "one byte more for the 0 at its end.";
constexpr std::string_view kGone =
    "A local variable ends with its block; a pointer or reference to it may not be used after "
    "that.";

constexpr Meaning kMeanings[] = {
    {"heap-use-after-free", "use-after-free", "Memory is used after it was freed",
     "It may hold something else by then. Often an element was erased from a vector or map while a "
     "loop goes over it: go on with the iterator that erase() returns. A push_back() may move all "
     "elements, too: pointers and iterators to them are then void."},
    {"heap-buffer-overflow", "heap-overflow", "Memory beyond what was allocated is used", kBeyond},
    {"container-overflow", "heap-overflow", "Memory beyond the end of a vector is used", kBeyond},
    {"stack-buffer", "stack-overflow", "Memory beyond a local array or variable is used", kBeyond},
    {"dynamic-stack-buffer", "stack-overflow", "Memory beyond a local array is used", kBeyond},
    {"global-buffer-overflow", "global-overflow", "Memory beyond a global array is used", kBeyond},
    {"stack-use-after", "dangling", "A local variable is used after its end", kGone},
    {"stack-overflow", "recursion", "The stack is full",
     "A function calls itself without end, or a local array is huge."},
    {"double-free", "double-free", "The same memory is freed twice",
     "The second time it may belong to something else already. Who frees it must be clear: set the "
     "pointer to null after delete, and mind that a copied object has the same pointers."},
    {"not malloc()-ed", "bad-free", "Something is freed that was never allocated",
     "Only what new or malloc returned may be freed: not a local variable, and not a pointer into "
     "the middle of something."},
    {"alloc-dealloc-mismatch", "mismatched-free", "Memory is freed in another way than it was got",
     "What comes from new[] goes with delete[], from new with delete, from malloc with free."},
    {"new-delete-type-mismatch", "mismatched-free", "An object is deleted as one of another type",
     "Delete it as what it was made: a base class needs a virtual destructor."},
    {"negative-size-param", "negative-size", "A negative size is given to a function",
     "It counts as a huge one. Look at the subtraction that it comes from."},
    {"param-overlap", "overlap", "memcpy or strcpy between places that overlap",
     "The result depends on the machine. Use memmove."},
    {"signed integer overflow", "integer-overflow", "A number becomes too large for its type",
     "What happens then is for the compiler to choose. Use a larger type, or an unsigned one."},
    {"negation of", "integer-overflow", "A number becomes too large for its type",
     "The least int has no positive counterpart. Use a larger type."},
    {"shift", "shift", "A shift by too many bits, or of a negative number",
     "The result differs between machines. Check by how much is shifted."},
    {"null pointer", "null", "A null pointer is used",
     "Nothing is there. Look at where the pointer comes from: a search that found nothing, or a "
     "message that was never allocated."},
    {"division by zero", "division-by-zero", "Something is divided by 0",
     "A list or ring may be empty here; check its size before % and /."},
    {"out of bounds", "index", "An index is beyond the end of the array",
     "What lies there belongs to something else. Check the index against the size."},
    {"is not a valid value for type", "invalid-value", "A variable has a value that its type lacks",
     "A bool or enum was read that was never given a value, or was copied from bytes that are "
     "none. Give it a value where you declare it, also in a message before it is sent."},
    {"does not point to an object of type", "wrong-object", "An object is not what it is taken for",
     "It was freed already, or cast from something else."},
};
static_assert(std::ranges::all_of(kMeanings, [](const Meaning& meaning) {
  return meaning.title.size() <= kTitleColumns;
}));
constexpr Meaning kUnknown = {"", "other", "The sanitizers report a mistake",
                              "What is done here is not defined by the language."};

const Meaning& meaningOf(std::string_view text) {
  for (const Meaning& meaning : kMeanings) {
    if (text.find(meaning.sign) != std::string_view::npos) return meaning;
  }
  return kUnknown;
}

using Lines = std::vector<std::string>;

bool isFrame(const std::string& line) { return line.starts_with("    #"); }

// "MP2Node.cpp:87" of "    #1 0x55 in MP2Node::f() /a/MP2Node.cpp:87".
std::optional<std::string> lineOfFrame(const std::string& frame) {
  return submittedLine(std::string_view(frame).substr(frame.rfind(' ') + 1));
}

// The innermost frame of the submission's own in the trace that starts at or behind `begin`, before
// `end`.
std::optional<std::string> ownLine(const Lines& lines, size_t begin, size_t end) {
  for (; begin < end && !isFrame(lines[begin]); ++begin) {
  }
  for (; begin < end && isFrame(lines[begin]); ++begin) {
    if (const auto line = lineOfFrame(lines[begin])) return line;
  }
  return std::nullopt;
}

// That of the trace below the first line with `heading`.
std::optional<std::string> ownLineBelow(const Lines& lines, size_t begin, size_t end,
                                        std::string_view heading) {
  for (; begin < end; ++begin) {
    if (lines[begin].find(heading) != std::string::npos) return ownLine(lines, begin, end);
  }
  return std::nullopt;
}

class Reader {
 public:
  std::vector<Finding> findings() {
    Finding sum;
    sum.name = "sanitizers";
    sum.title = "Under the sanitizers";
    sum.kind = findings_.empty() ? Finding::Good : Finding::Weak;
    if (!findings_.empty()) sum.text = "See above.";
    if (!leaks_.empty()) {
      sum.text += std::string(sum.text.empty() ? "" : " ") +
                  "Memory is got and never freed: up to " + std::to_string(mostLeaked_) +
                  " bytes a run, in " + linesText({leaks_.begin(), leaks_.end()}) +
                  ". That costs no points, as a run is short; a server would run out of memory.";
    }
    if (!misaligned_.empty()) {
      sum.text += std::string(sum.text.empty() ? "" : " ") +
                  "Numbers are read or written at odd addresses, within a message say, in " +
                  linesText({misaligned_.begin(), misaligned_.end()}) +
                  ". PCs do that, other processors do not; memcpy works everywhere.";
    }
    if (findings_.empty() && !ending_.empty()) {
      sum.kind = Finding::Unknown;
      sum.text += (sum.text.empty() ? "" : " ") + ending_;
      sum.replay = endingReplay_;
    }
    if (sum.text.empty()) sum.text = "Nothing was found.";
    findings_.push_back(sum);
    return findings_;
  }

  void read(const SanitizedRun& run) {
    Lines lines;
    std::istringstream text(run.said);
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    size_t leaked = 0;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i].find(kAddress) != std::string::npos) readAddress(lines, i, run.replay);
      if (lines[i].find(kUndefined) != std::string::npos) readUndefined(lines, i, run.replay);
      if (lines[i].find(kLeak) != std::string::npos) leaked += readLeak(lines, i);
    }
    mostLeaked_ = std::max(mostLeaked_, leaked);
    if (run.ending.empty() || !ending_.empty()) return;
    ending_ = "Nothing was found, but not all was run: " + run.ending + ".";
    endingReplay_ = run.replay;
  }

 private:
  void add(const Meaning& meaning, const std::string& line, const std::string& text,
           const std::string& replay) {
    if (!seen_.insert(std::string(meaning.name) + line).second) return;
    Finding finding;
    finding.name = "sanitizer-" + std::string(meaning.name);
    finding.title = meaning.title;
    finding.kind = Finding::Weak;
    finding.counts = false;
    finding.text = text + " " + std::string(meaning.sentence);
    finding.replay = replay;
    findings_.push_back(finding);
  }

  // A report up to its summary, with traces of where it was used, freed and allocated.
  void readAddress(const Lines& lines, size_t begin, const std::string& replay) {
    size_t end = begin;
    while (end < lines.size() && !lines[end].starts_with("SUMMARY: ")) ++end;
    const auto used = ownLine(lines, begin, end);
    const auto freed = ownLineBelow(lines, begin, end, "freed by thread");
    const auto allocated = ownLineBelow(lines, begin, end, "allocated by thread");
    const auto line = used ? used : freed ? freed : allocated;
    if (!line) return;
    std::string text = used ? *used + "." : "By the framework, of what your files gave it.";
    if (allocated) text += " The memory was allocated in " + *allocated + ".";
    if (freed) text += " It was freed in " + *freed + ".";
    add(meaningOf(lines[begin]), *line, text, replay);
  }

  // "FILE:LINE:COLUMN: runtime error: TEXT" and perhaps the calls that led there.
  void readUndefined(const Lines& lines, size_t at, const std::string& replay) {
    auto line = submittedLine(lines[at]);
    if (!line)
      line = at + 1 < lines.size() && isFrame(lines[at + 1]) ? ownLine(lines, at + 1, lines.size())
                                                             : std::nullopt;
    if (!line) return;
    const std::string text = lines[at].substr(lines[at].find(kUndefined) + kUndefined.size());
    if (text.find("misaligned") != std::string::npos) {
      misaligned_.insert(*line);
    } else {
      add(meaningOf(text), *line, *line + ": " + text + ".", replay);
    }
  }

  // "Direct leak of 800 byte(s) in 10 object(s) allocated from:" and the calls. Returns the bytes.
  size_t readLeak(const Lines& lines, size_t at) {
    const auto line = ownLine(lines, at + 1, lines.size());
    if (!line) return 0;
    leaks_.insert(*line);
    size_t bytes = 0;
    std::istringstream(lines[at].substr(lines[at].find(kLeak) + kLeak.size())) >> bytes;
    return bytes;
  }

  std::vector<Finding> findings_;
  std::set<std::string> seen_;
  std::set<std::string> leaks_;
  std::set<std::string> misaligned_;
  size_t mostLeaked_ = 0;  // In one run.
  std::string ending_;     // Of the first run that did not come to its end.
  std::string endingReplay_;
};

}  // namespace

std::vector<Finding> sanitizerFindings(const std::vector<SanitizedRun>& runs) {
  Reader reader;
  for (const SanitizedRun& run : runs) reader.read(run);
  return reader.findings();
}

}  // namespace grading
