// Tests of report/reading/TraceReader.h.
#include "report/reading/TraceReader.h"

#include <gtest/gtest.h>

#include "tests/support/TempFile.h"
#include "tests/support/TraceText.h"

namespace report {
namespace {

std::string errorOf(const std::string& text) {
  std::string error;
  return readTrace(text, "a.trace", &error) ? "" : error;
}

// The error of a trace with these lines in its body, from line 11 on.
std::string bodyError(const std::string& lines) {
  return errorOf(withChecksums(traceHeader() + lines + traceEnd()));
}

std::string endError(const std::string& lines) {
  return errorOf(withChecksums(traceHeader() + lines));
}

TEST(TraceReaderTest, readTrace_header) {
  const Trace trace = traceOf(
      "kvtrace 2\nconf \"a b.conf\"\nseed 18446744073709551615\nreplay \"./Application \\\"a "
      "b\\\"\"\n"
      "peers 2\nreplicas 3 2\nplaces 512 0\nlimits 10 0\nsource nodes \"files of x\"\nsource "
      "edition 2014\n"
      "ring 1 0\nring 2 511\n" +
      traceEnd(0));
  EXPECT_EQ("a b.conf", trace.conf);
  EXPECT_EQ(UINT64_MAX, trace.seed);
  EXPECT_EQ("./Application \"a b\"", trace.replay);
  EXPECT_EQ(2, trace.peers);
  EXPECT_EQ(3, trace.replicas);
  EXPECT_EQ(2, trace.quorum);
  EXPECT_EQ(10, trace.stateEveryTicks);
  EXPECT_FALSE(trace.hasHeartbeats);
  ASSERT_EQ(2u, trace.sources.size());
  EXPECT_EQ("nodes", trace.sources[0].name);
  EXPECT_EQ("files of x", trace.sources[0].text);
  EXPECT_EQ((std::vector<std::optional<int64_t>>{0, 511}), trace.places);
  EXPECT_EQ(0, trace.ticks);
}

TEST(TraceReaderTest, readTrace_messages) {
  const Trace trace = sampleTrace();
  ASSERT_EQ(8u, trace.messages.size());
  const Message& delivered = trace.messages[0];
  EXPECT_EQ("s1", nameOf(delivered));
  EXPECT_EQ(2, delivered.from.id);
  EXPECT_EQ(1, delivered.to.id);
  EXPECT_EQ(40, delivered.sizeBytes);
  EXPECT_EQ("CREATE apple red", trace.textOf(delivered));
  EXPECT_EQ(Fate::Delivered, delivered.fate);
  EXPECT_EQ(5, trace.events[delivered.sentEvent].tick);
  EXPECT_EQ(6, trace.events[delivered.firstDelivery].tick);
  EXPECT_EQ(delivered.firstDelivery, delivered.lastDelivery);
  EXPECT_EQ(delivered.lastDelivery, delivered.endEvent);
  const Message& lost = trace.messages[5];
  EXPECT_EQ(Fate::Lost, lost.fate);
  EXPECT_EQ(sim::DropCause::Partition, lost.cause);
  const Message& refused = trace.messages[6];
  EXPECT_EQ("m1", nameOf(refused));
  EXPECT_EQ(Fate::Refused, refused.fate);
  EXPECT_EQ(sim::DropCause::TooLarge, refused.cause);
  EXPECT_EQ("", trace.textOf(refused));
  const Message& altered = trace.messages[7];
  EXPECT_TRUE(altered.delayed && altered.duplicated && altered.corrupted);
  EXPECT_EQ("VALUE \"apple\" \xff", trace.texts[altered.corruptedText]);
  EXPECT_LT(altered.firstDelivery, altered.lastDelivery);
}

TEST(TraceReaderTest, readTrace_operations) {
  const Trace trace = sampleTrace();
  ASSERT_EQ(2u, trace.operations.size());
  const Operation& create = trace.operation(1);
  EXPECT_EQ(sim::Operation::Create, create.kind);
  EXPECT_EQ(2, create.coordinator);
  EXPECT_EQ(1, create.client);
  EXPECT_EQ("red", create.value);
  EXPECT_EQ(2u, create.answers.size());
  EXPECT_EQ(Record::Call, trace.events[create.callEvent].kind);
  EXPECT_EQ(Record::Finish, trace.events[create.finishEvent].kind);
  EXPECT_EQ(Outcome::Ok, create.outcome);
  EXPECT_EQ(5, create.invokedAt);
  EXPECT_EQ(7, create.finishedAt);
  const Event& answer = trace.events[create.answers[1]];
  EXPECT_EQ(3, answer.peer);
  EXPECT_TRUE(answer.flag);
  EXPECT_EQ(104, trace.lines[answer.detail].transaction);
  EXPECT_EQ(7, trace.loggedAs.at(create.answers[1]).id);
  EXPECT_EQ(Outcome::Failed, trace.operation(2).outcome);
}

TEST(TraceReaderTest, readTrace_turnsAndChanges) {
  const Trace trace = sampleTrace();
  ASSERT_EQ(9u, trace.turns.size());
  const Turn& turn = trace.turns[1];
  EXPECT_EQ(2, turn.peer);
  EXPECT_EQ(1, turn.tick);
  EXPECT_EQ("MP1Node::nodeLoop", trace.names[turn.name]);
  EXPECT_EQ(2u, turn.endEvent - turn.firstEvent);
  EXPECT_EQ(3u, turn.endChange - turn.firstChange);
  const Change& change = trace.changes[turn.endChange - 1];
  EXPECT_EQ(Record::EntryAdded, change.kind);
  EXPECT_EQ(2, change.peer);
  EXPECT_EQ("9:4", nameOf(change.member));
  EXPECT_EQ(turn.endEvent, change.event);
  EXPECT_EQ(kNoIndex, trace.changes.back().turn);
  EXPECT_EQ(3, trace.changes.back().peer);
}

TEST(TraceReaderTest, readTrace_end) {
  const Trace trace = sampleTrace();
  EXPECT_EQ(VerdictKind::Violated, trace.verdict);
  EXPECT_EQ("available", trace.check);
  EXPECT_EQ("linearizable", trace.levelHeld);
  EXPECT_EQ("atomic", trace.levelDemanded);
  ASSERT_EQ(1u, trace.problems.size());
  EXPECT_EQ("peer 2's read of apple at tick 10 failed", trace.problems[0].sentence);
  EXPECT_EQ(0u, trace.problems[0].key);
  EXPECT_EQ((std::vector<int>{2, 1}), trace.against);
  ASSERT_EQ(1u, trace.orders.size());
  EXPECT_EQ((std::vector<int>{1, 2}), trace.orders[0].operations);
  ASSERT_EQ(2u, trace.metrics.size());
  EXPECT_EQ(0.5, trace.metrics[1].number);
  ASSERT_EQ(1u, trace.omissions.size());
  EXPECT_EQ(12u, trace.omissions[0].count);
  ASSERT_EQ(1u, trace.marks.size());
  EXPECT_EQ("failure", trace.marks[0].kind);
  EXPECT_EQ("0123456789abcdef", trace.digest);
  EXPECT_EQ(30, trace.ticks);
  ASSERT_EQ(1u, trace.sums.size());
  EXPECT_EQ(4800u, trace.sums[0].bytes);
}

TEST(TraceReaderTest, readTrace_otherFiles) {
  EXPECT_EQ("a.trace:1: this is no trace: a file that --trace has written is allowed", errorOf(""));
  EXPECT_EQ("a.trace:1: this is no trace: a file that --trace has written is allowed",
            errorOf("#7#5\n"));
  EXPECT_EQ("a.trace:1: the trace's version is `3`: 2 is allowed", errorOf("kvtrace 3\n"));
}

TEST(TraceReaderTest, readTrace_cutAnywhereIsNoticed) {
  const std::string text = withChecksums(sampleTraceLines(), 20);
  ASSERT_EQ("", errorOf(text));
  for (size_t size = 0; size < text.size(); ++size) {
    const std::string error = errorOf(text.substr(0, size));
    ASSERT_EQ(0u, error.find("a.trace:")) << size;
    if (size > 20) {
      ASSERT_NE(std::string::npos, error.find("the trace is cut")) << size << error;
    }
  }
  EXPECT_EQ("a.trace:43: the trace is cut in or after tick 5: its last line, `end`, is expected",
            errorOf(text.substr(0, text.find("= ", text.find("= ") + 1) + 11)));
}

TEST(TraceReaderTest, readTrace_damagedLinesAreNamedByTheirRange) {
  const std::string text = withChecksums(sampleTraceLines(), 20);
  const size_t place = text.find("CREATE");
  for (size_t bit = 0; bit < 8; ++bit) {
    std::string damaged = text;
    damaged[place] = static_cast<char>(damaged[place] ^ (1 << bit));
    EXPECT_EQ(0u, errorOf(damaged).find("a.trace:22: lines 22 to 42 are damaged: they end in `= "))
        << errorOf(damaged);
  }
}

TEST(TraceReaderTest, readTrace_anyChangedByteIsNoticed) {
  const std::string text = withChecksums(sampleTraceLines(), 7);
  for (size_t place = 0; place < text.size(); ++place) {
    std::string damaged = text;
    damaged[place] = damaged[place] == 'x' ? 'y' : 'x';
    ASSERT_EQ(0u, errorOf(damaged).find("a.trace:")) << place;
  }
}

TEST(TraceReaderTest, readTrace_aMissingChecksumIsNoticed) {
  std::string lines = traceHeader();
  for (int tick = 0; tick < 600; ++tick) lines += "t " + std::to_string(tick) + "\n";
  EXPECT_EQ("", errorOf(withChecksums(lines + traceEnd())));
  EXPECT_EQ("a.trace:257: no checksum follows line 0: one after each 256 lines is expected",
            errorOf(withChecksums(lines + traceEnd(), 257)));
}

TEST(TraceReaderTest, readTrace_somethingAfterTheEnd) {
  const std::string text = withChecksums(sampleTraceLines());
  EXPECT_NE(std::string::npos, errorOf(text + "end\n").find("there are lines after `end`"));
  EXPECT_NE(std::string::npos, errorOf(text + "x").find("there are lines after `end`"));
}

TEST(TraceReaderTest, readTrace_headerErrors) {
  EXPECT_EQ("a.trace:2: `seed` cannot stand here: `conf` is expected",
            errorOf(withChecksums("kvtrace 2\nseed 7\nend\n")));
  EXPECT_EQ("a.trace:2: `t` comes too early: `conf` is expected",
            errorOf(withChecksums("kvtrace 2\nt 7\nend\n")));
  EXPECT_EQ("a.trace:3: the seed is `-1`: a whole number from 0 to 18446744073709551615 is allowed",
            errorOf(withChecksums("kvtrace 2\nconf x\nseed -1\nend\n")));
  const std::string upToPeers = "kvtrace 2\nconf x\nseed 1\nreplay x\npeers ";
  EXPECT_EQ(
      "a.trace:5: the number of peers is `100001`: a whole number from 1 to 100000 is allowed",
      errorOf(withChecksums(upToPeers + "100001\nend\n")));
  const std::string upToRing = upToPeers + "2\nreplicas 3 2\nplaces 512 0\nlimits 1 1\n";
  EXPECT_EQ("a.trace:9: the peer is `2`: a whole number from 1 to 1 is allowed",
            errorOf(withChecksums(upToRing + "ring 2 0\nend\n")));
  EXPECT_EQ("a.trace:10: `t` comes too early: `ring` of peer 2 is expected",
            errorOf(withChecksums(upToRing + "ring 1 0\nt 1\nend\n")));
  EXPECT_EQ("a.trace:10: `source` cannot stand here: `ring` of peer 2 is expected",
            errorOf(withChecksums(upToRing + "ring 1 0\nsource a b\nend\n")));
  EXPECT_EQ("a.trace:10: `end` comes too early: `source` or `ring` of peer 1 is expected",
            errorOf(withChecksums(upToRing + "end\n")));
  EXPECT_EQ("a.trace:12: `conf` cannot stand here: the header is complete", bodyError("conf x\n"));
}

TEST(TraceReaderTest, readTrace_bodyErrors) {
  EXPECT_EQ("a.trace:12: `up` comes before the first tick: `t` is expected", bodyError("up 1\n"));
  EXPECT_EQ("a.trace:13: the tick is `3`: a whole number from 4 to 1000000 is allowed",
            bodyError("t 3\nt 3\n"));
  EXPECT_EQ("a.trace:13: the peer is `4`: a whole number from 1 to 3 is allowed",
            bodyError("t 3\nup 4\n"));
  EXPECT_EQ("a.trace:13: `sideways` is no record: docs/report.md lists those that are allowed",
            bodyError("t 3\nsideways 4\n"));
  EXPECT_EQ("a.trace:13: the kind of the record is missing: one blank and a word are expected",
            bodyError("t 3\n\n"));
  EXPECT_EQ("a.trace:13: `2` is too much: the line's end is expected", bodyError("t 3\nup 1 2\n"));
  EXPECT_EQ("a.trace:13: the blank is too much: the line's end is expected",
            bodyError("t 3\nup 1 \n"));
  EXPECT_EQ("a.trace:13: the peer is missing: a whole number from 1 to 3 is allowed",
            bodyError("t 3\nup\n"));
  EXPECT_EQ(
      "a.trace:13: the line has a byte that is not printable: `\\xHH` in a text in quotes is "
      "allowed",
      bodyError("t 3\nnote 1 \a\n"));
  EXPECT_EQ("a.trace:13: `done` ends no turn: `turn` is expected before", bodyError("t 3\ndone\n"));
  EXPECT_EQ("a.trace:15: a turn begins inside of a turn: `done` is expected",
            bodyError("name n\nt 3\nturn 1 0\nturn 1 0\n"));
  EXPECT_EQ("a.trace:15: a tick begins inside of a turn: `done` is expected",
            bodyError("name n\nt 3\nturn 1 0\nt 4\n"));
  EXPECT_EQ("a.trace:15: the trace's end comes too early: `done` of the last turn is expected",
            bodyError("name n\nt 3\nturn 1 0\n"));
  EXPECT_EQ("a.trace:13: the name is `0`: nothing, because none is defined above, is allowed",
            bodyError("t 3\nturn 1 0\n"));
  EXPECT_EQ(
      "a.trace:14: the name is `1`: a whole number from 0 to 0, the index of one defined "
      "above, is allowed",
      bodyError("name n\nt 3\nturn 1 1\n"));
}

TEST(TraceReaderTest, readTrace_messageErrors) {
  EXPECT_EQ("a.trace:13: the message is `q1`: `m` or `s` and a whole number are allowed",
            bodyError("t 3\nr q1\n"));
  EXPECT_EQ("a.trace:13: message 1 was not sent: one that was sent above is allowed",
            bodyError("t 3\nr s1\n"));
  EXPECT_EQ("a.trace:14: s1 was sent before: a new number is expected",
            bodyError("t 3\ns s1 1 2 5 -\ns s1 1 2 5 -\n"));
  EXPECT_EQ("", bodyError("t 3\ns s1 1 2 5 -\ns m1 1 2 5 -\nr m1\nr s1\n"));
  EXPECT_EQ(
      "a.trace:14: the cause is `rain`: one of chance, too-large, queue-full, receiver-down, "
      "fault, partition is allowed",
      bodyError("t 3\ns s1 1 2 5 -\nx s1 rain\n"));
  EXPECT_EQ(
      "a.trace:14: senders are told of this cause: receiver-down, fault or partition is "
      "allowed",
      bodyError("t 3\ns s1 1 2 5 -\nx s1 chance\n"));
  EXPECT_EQ(
      "a.trace:13: no sender is told of this cause: chance, too-large or queue-full is "
      "allowed",
      bodyError("t 3\nn s1 1 2 5 - fault\n"));
  EXPECT_EQ("a.trace:13: the port is `70000`: a whole number from -32768 to 32767 is allowed",
            bodyError("t 3\ns s1 1:70000 2 5 -\n"));
}

TEST(TraceReaderTest, readTrace_lineErrors) {
  EXPECT_EQ("a.trace:14: the operation's number is `2`: a whole number from 1 to 1 is allowed",
            bodyError("key 0 a\nt 3\ncall 2 1 0 read 0 \"\"\n"));
  EXPECT_EQ("a.trace:14: the operation is `write`: one of create, read, update, delete is allowed",
            bodyError("key 0 a\nt 3\ncall 1 1 0 write 0 \"\"\n"));
  EXPECT_EQ("a.trace:14: the operation's number is `1`: a whole number from 0 to 0 is allowed",
            bodyError("key 0 a\nt 3\nans 1 read 1 1 0 \"\" 1\n"));
  EXPECT_EQ("a.trace:14: `up` follows `as`: added, removed, ans, fin or note is allowed",
            bodyError("t 3\nas 1\nup 1\n"));
  EXPECT_EQ(
      "a.trace:14: the trace's end comes too early: added, removed, ans, fin or note is "
      "expected",
      bodyError("t 3\nas 1\n"));
  EXPECT_EQ("a.trace:14: `as` follows `as`: added, removed, ans, fin or note is allowed",
            bodyError("t 3\nas 1\nas 1\n"));
  EXPECT_EQ("a.trace:13: the note is `a#b`: with `\"`, `\\` or `#` it is allowed in quotes",
            bodyError("t 3\nnote 1 a#b\n"));
  EXPECT_EQ("a.trace:13: the text in quotes has no end: a second `\"` is expected",
            bodyError("t 3\nnote 1 \"a\\\"\n"));
  EXPECT_EQ("a.trace:13: `b` follows the quotes: a blank is expected between",
            bodyError("t 3\nnote 1 \"a\"b\n"));
}

TEST(TraceReaderTest, readTrace_stateErrors) {
  EXPECT_EQ("a.trace:13: `beat` is no peer's: `at` or `turn` is expected before",
            bodyError("t 3\nbeat 1\n"));
  EXPECT_EQ("a.trace:15: `beat` is no peer's: `at` or `turn` is expected before",
            bodyError("t 3\nat 1\nup 1\nbeat 1\n"));
  EXPECT_EQ("a.trace:15: `at` stands in a turn: it is allowed outside of one",
            bodyError("name n\nt 3\nturn 1 0\nat 1\n"));
  EXPECT_EQ("a.trace:14: the table is `65536`: a whole number from 0 to 65535 is allowed",
            bodyError("t 3\nat 1\nb- 65536 0\n"));
}

TEST(TraceReaderTest, readTrace_endErrors) {
  const std::string call = "key 0 a\nt 3\ncall 1 1 0 read 0 \"\"\n";
  EXPECT_EQ("a.trace:15: `verdict` comes too early: `op` of operation 1 is expected before",
            endError(call + "verdict ok \"\"\nend\n"));
  EXPECT_EQ("a.trace:17: `end` comes too early: `verdict` is expected",
            endError(call + "op 1 3 3 ok \"\"\nend\n"));
  EXPECT_EQ("a.trace:16: there are no more operations: one `op` for each call is allowed",
            endError(call + "op 1 3 3 ok \"\"\nop 2 3 3 ok \"\"\nend\n"));
  EXPECT_EQ("a.trace:15: the outcome is `fine`: one of ok, absent, failed, unknown is allowed",
            endError(call + "op 1 3 3 fine \"\"\nend\n"));
  EXPECT_EQ("a.trace:13: `up` comes too late: a record of the trace's end is expected",
            endError("verdict ok \"\"\nup 1\nend\n"));
  EXPECT_EQ("a.trace:13: `verdict` follows `verdict`: the end's records are allowed in their order",
            endError("verdict ok \"\"\nverdict ok \"\"\nend\n"));
  EXPECT_EQ("a.trace:13: `digest` comes too early: `level` is expected before",
            endError("verdict ok \"\"\ndigest -\nend\n"));
  EXPECT_EQ("a.trace:14: the digest is `12`: 16 hexadecimal digits or `-` are allowed",
            endError("verdict ok \"\"\nlevel - -\ndigest 12\nend\n"));
  EXPECT_EQ("a.trace:17: the number of ticks is `3`: a whole number from 4 to 1000001 is allowed",
            endError("t 3\nup 1\n" + traceEnd(3)));
  EXPECT_EQ("a.trace:14: the number is `nan`: a number is allowed",
            endError("verdict ok \"\"\nlevel - -\nmetric x nan\nend\n"));
  EXPECT_EQ("a.trace:13: `end` comes too early: `verdict` is expected", endError("end\n"));
  EXPECT_EQ("a.trace:16: `end` follows no checksum: one is expected",
            errorOf(withChecksums(traceHeader() + traceEnd() + "end\n")));
}

TEST(TraceReaderTest, readTrace_definitionsMayStandInTheEnd) {
  EXPECT_EQ("", endError("verdict violated x\nlevel - -\nkey 5 late\nproblem a b 0 c\ndigest -\n"
                         "ticks 5\nend\n"));
}

TEST(TraceReaderTest, readTraceFile_namesTheFile) {
  std::string error;
  EXPECT_FALSE(readTraceFile("no/such.trace", &error));
  EXPECT_EQ(0u, error.find("no/such.trace: cannot be read: ")) << error;
}

}  // namespace
}  // namespace report
