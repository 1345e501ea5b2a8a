// The words of a trace (docs/report.md), for what writes one and for what reads it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "sim/Event.h"

namespace report {

// The first line of a trace is kMagic, a blank and kVersion.
inline constexpr std::string_view kMagic = "kvtrace";
inline constexpr int kVersion = 2;

// A checksum line, `= HEX8`, follows this many lines, and precedes `end`.
inline constexpr std::string_view kChecksumWord = "=";
inline constexpr int kLinesPerChecksum = 256;

// The greatest number that a trace may have: what a double, and so a page, still has exactly.
inline constexpr int64_t kMaxNumber = int64_t{1} << 53;

// Of a ring.
inline constexpr int64_t kMostPlaces = int64_t{1} << 49;

// As Params has them.
inline constexpr sim::Tick kMaxTick = 1000000;
inline constexpr int kMaxPeers = 100000;

// In place of an index or a number that a record does not have.
inline constexpr std::string_view kNone = "-";

// The kinds of records, in the order of a trace's parts.
enum class Record : uint8_t {
  // The header, in this order; Source and Ring any number of times.
  Conf,
  Seed,
  Replay,
  Peers,
  Replicas,
  Places,
  Limits,
  Source,
  Ring,
  // Definitions.
  Key,
  Text,
  Name,
  // The body.
  Tick,
  Turn,
  Done,
  Sent,
  Refused,
  Lost,
  Delayed,
  Duplicated,
  Corrupted,
  Delivered,
  Discarded,
  Up,
  Down,
  Again,
  Pause,
  Resume,
  Left,
  Added,
  Removed,
  Call,
  Answer,
  Finish,
  Note,
  As,
  FaultBegan,
  FaultEnded,
  At,
  InGroup,
  Beat,
  EntryAdded,
  EntryChanged,
  EntryRemoved,
  CopyHeld,
  CopyGone,
  CopiesGone,
  Sum,
  // The end, in this order.
  Operation,
  Order,
  Verdict,
  Level,
  Problem,
  Against,
  Metric,
  Omitted,
  Mark,
  Digest,
  Ticks,
  End,
};
inline constexpr size_t kRecordCount = static_cast<size_t>(Record::End) + 1;

// In the order of Record.
inline constexpr auto kRecordWords = std::to_array<std::string_view>(
    {"conf", "seed",   "replay",  "peers",  "replicas", "places",  "limits",  "source",
     "ring", "key",    "text",    "name",   "t",        "turn",    "done",    "s",
     "n",    "x",      "d",       "u",      "c",        "r",       "p",       "up",
     "down", "again",  "pause",   "resume", "left",     "added",   "removed", "call",
     "ans",  "fin",    "note",    "as",     "fault+",   "fault-",  "at",      "in",
     "beat", "l+",     "l=",      "l-",     "b+",       "b-",      "b0",      "sum",
     "op",   "order",  "verdict", "level",  "problem",  "against", "metric",  "omitted",
     "mark", "digest", "ticks",   "end"});
static_assert(kRecordWords.size() == kRecordCount);

constexpr std::string_view recordWord(Record record) {
  return kRecordWords[static_cast<size_t>(record)];
}

// The letter of a network: in a message's name, and in `sum`. In the order of sim::NetworkId.
inline constexpr std::array<char, sim::kNetworkCount> kNetworkLetters = {'m', 's'};

constexpr char networkLetter(sim::NetworkId network) {
  return kNetworkLetters[static_cast<size_t>(network)];
}

// How an operation ended, as `op` says it.
enum class Outcome : uint8_t {
  Ok,
  Absent,   // It read that there is no value.
  Failed,   // The coordinator logged that it failed.
  Unknown,  // There is no line of it.
};
inline constexpr auto kOutcomeWords =
    std::to_array<std::string_view>({"ok", "absent", "failed", "unknown"});
static_assert(kOutcomeWords.size() == static_cast<size_t>(Outcome::Unknown) + 1);

// What the checks say of the run.
enum class VerdictKind : uint8_t {
  Ok,
  Violated,
  Inconclusive,  // The run has nothing that could be judged.
  Unknown,       // The search for an order ran out of its budget.
  Unchecked,     // The run was not checked.
};
inline constexpr auto kVerdictWords =
    std::to_array<std::string_view>({"ok", "violated", "inconclusive", "unknown", "unchecked"});
static_assert(kVerdictWords.size() == static_cast<size_t>(VerdictKind::Unchecked) + 1);

// What `omitted` counts.
enum class OmittedKind : uint8_t { Messages, Lists, Tables, Texts };
inline constexpr auto kOmittedWords =
    std::to_array<std::string_view>({"messages", "lists", "tables", "texts"});
static_assert(kOmittedWords.size() == static_cast<size_t>(OmittedKind::Texts) + 1);

// True for the causes of which the sender is told: the record is Refused. The others' is Lost.
constexpr bool isRefusal(sim::DropCause cause) { return cause <= sim::DropCause::QueueFull; }

// The words of causes are sim::kDropCauseNames, those of operations sim::operationName()'s.

}  // namespace report
