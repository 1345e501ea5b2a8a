// Tests of lab/ScheduleText.h.
#include "lab/ScheduleText.h"

#include <gtest/gtest.h>

#include "tests/support/RandomSchedule.h"
#include "tests/support/RandomText.h"
#include "tests/support/TempFile.h"

namespace sim {
namespace {

constexpr int kPeers = 5;

// The errors, one to a line, of a text for kPeers peers.
std::string errorsOf(std::string_view text) {
  std::vector<std::string> errors;
  lab::readScheduleText(text, "s", kPeers, &errors);
  std::string all;
  for (const std::string& error : errors) all += error + "\n";
  return all;
}

lab::Schedule scheduleOf(std::string_view text) {
  std::vector<std::string> errors;
  lab::Schedule schedule = lab::readScheduleText(text, "s", kPeers, &errors);
  for (const std::string& error : errors) ADD_FAILURE() << error;
  return schedule;
}

lab::Fault faultOf(std::string_view text) {
  const lab::Schedule schedule = scheduleOf(text);
  EXPECT_EQ(1u, schedule.faults.size()) << text;
  return schedule.faults.empty() ? lab::Fault() : schedule.faults[0];
}

lab::ClientOperation operationOf(std::string_view text) {
  const lab::Schedule schedule = scheduleOf(text);
  EXPECT_EQ(1u, schedule.operations.size()) << text;
  return schedule.operations.empty() ? lab::ClientOperation() : schedule.operations[0];
}

lab::Fault lasting(lab::FaultKind kind, Tick first, Tick last) {
  lab::Fault fault;
  fault.kind = kind;
  fault.first = first;
  fault.last = last;
  return fault;
}

lab::Fault happening(lab::FaultKind kind, Tick tick, PeerId peer = 0) {
  lab::Fault fault = lasting(kind, tick, tick);
  fault.peer = peer;
  return fault;
}

// ---- Each verb.

TEST(ScheduleTextTest, faults_ofOnePeer) {
  EXPECT_EQ(happening(lab::FaultKind::Crash, 150, 2), faultOf("at 150 crash 2"));
  EXPECT_EQ(happening(lab::FaultKind::Join, 120, 4), faultOf("at 120 join 4"));
  EXPECT_EQ(happening(lab::FaultKind::Leave, 0, 1), faultOf("at 0 leave 1"));
  lab::Fault restart = happening(lab::FaultKind::Restart, 180, 2);
  EXPECT_EQ(restart, faultOf("at 180 restart 2"));
  restart.withMemory = true;
  EXPECT_EQ(restart, faultOf("at 180 restart 2 with memory"));
  lab::Fault pause = lasting(lab::FaultKind::Pause, 150, 158);
  pause.peer = 3;
  EXPECT_EQ(pause, faultOf("from 150 to 158 pause 3"));
  lab::Fault slow = lasting(lab::FaultKind::Slow, 150, 200);
  slow.peer = 3;
  slow.ticksMin = 2;
  EXPECT_EQ(slow, faultOf("from 150 to 200 slow 3 by 2"));
}

TEST(ScheduleTextTest, faults_ofMessages) {
  lab::Fault drop = lasting(lab::FaultKind::Drop, 150, 300);
  drop.probability = 0.3;
  EXPECT_EQ(drop, faultOf("from 150 to 300 drop 0.3"));
  EXPECT_EQ(drop, faultOf("from 150 to 300 drop 0.3 on * > *"));
  drop.from = {1, 2};
  drop.to = {3};
  EXPECT_EQ(drop, faultOf("from 150 to 300 drop 0.3 on 1,2 > 3"));
  EXPECT_EQ(drop, faultOf(" from  150\tto 300 drop 3e-1 on 1 , 2>3 \r"));
  lab::Fault delay = lasting(lab::FaultKind::Delay, 150, 300);
  delay.probability = 0.5;
  delay.ticksMin = 1;
  delay.ticksMax = 4;
  delay.to = {2};
  EXPECT_EQ(delay, faultOf("from 150 to 300 delay 0.5 by 1..4 on * > 2"));
  delay.ticksMin = 4;
  EXPECT_EQ(delay, faultOf("from 150 to 300 delay 0.5 by 4 on *>2"));
  lab::Fault reorder = lasting(lab::FaultKind::Reorder, 150, 300);
  reorder.probability = 1;
  reorder.ticksMax = 3;
  EXPECT_EQ(reorder, faultOf("from 150 to 300 reorder 1 by 3"));
  EXPECT_EQ(lab::FaultKind::Duplicate, faultOf("from 150 to 300 duplicate 0").kind);
  EXPECT_EQ(lab::FaultKind::Corrupt, faultOf("from 150 to 300 corrupt 0.01").kind);
}

TEST(ScheduleTextTest, faults_ofOneNetwork) {
  for (const std::string_view text :
       {"from 150 to 300 drop store 0.3 on 1 > 5", "from 150 to 300 delay membership 1 by 2..3",
        "from 150 to 300 reorder store 0.5 by 3", "from 150 to 300 duplicate store 1 on * > 2",
        "from 150 to 300 corrupt membership 0.01"}) {
    const lab::Fault fault = faultOf(text);
    const bool isStore = text.find("store") != std::string_view::npos;
    EXPECT_EQ(isStore ? NetworkId::Store : NetworkId::Membership, fault.onlyNetwork) << text;
    EXPECT_EQ(text, lab::faultText(fault));
  }
  EXPECT_FALSE(faultOf("from 150 to 300 drop 0.3").onlyNetwork.has_value());
}

TEST(ScheduleTextTest, faults_byWhatMessagesContain) {
  for (const std::string_view text :
       {"from 150 to 300 drop store 1 on 1 > 5 with k1", "from 150 to 300 delay 1 by 2 without k1",
        "from 150 to 300 reorder 0.5 by 3 on * > 2 with \"a b\"",
        "from 150 to 300 duplicate 1 with k1", "from 150 to 300 corrupt 0.01 without k1"}) {
    const lab::Fault fault = faultOf(text);
    EXPECT_EQ(text.find("a b") == std::string_view::npos ? "k1" : "a b", fault.text) << text;
    EXPECT_EQ(text.find("without") != std::string_view::npos, fault.withoutText) << text;
    EXPECT_EQ(text, lab::faultText(fault));
  }
  EXPECT_EQ("s:1: the text is empty: at least one byte is needed\n",
            errorsOf("from 150 to 300 drop 1 with \"\"\n"));
}

TEST(ScheduleTextTest, guarded_onceAnywhere) {
  EXPECT_TRUE(scheduleOf("peers 4\nguarded\nat 100 crash 2\n").isGuarded);
  EXPECT_TRUE(scheduleOf("guarded\npeers 4\nat 100 crash 2\n").isGuarded);
  EXPECT_FALSE(scheduleOf("at 100 crash 2\n").isGuarded);
  EXPECT_EQ("peers 4\nguarded\nat 100 crash 2\n",
            lab::scheduleText(scheduleOf("guarded\npeers 4\nat 100 crash 2\n")));
  EXPECT_EQ("s:2: `guarded` is allowed once\n", errorsOf("guarded\nguarded\n"));
}

TEST(ScheduleTextTest, faults_partitions) {
  lab::Fault cut = lasting(lab::FaultKind::Partition, 150, 158);
  cut.groups = {{1, 2}, {3}};
  EXPECT_EQ(cut, faultOf("from 150 to 158 partition 1,2 | 3"));
  cut.groups = {{1, 2}, {2, 3}, {4}};
  EXPECT_EQ(cut, faultOf("from 150 to 158 partition 1,2|2,3|4"));
  cut.groups = {{3}, {1, 2, 4, 5}};
  EXPECT_EQ(cut, faultOf("from 150 to 158 isolate 3"));
  cut.groups = {{1}, {2, 3}};
  cut.oneWay = true;
  EXPECT_EQ(cut, faultOf("from 150 to 158 partition 1 > 2,3"));
}

TEST(ScheduleTextTest, faults_ofOneMessage) {
  lab::Fault message = happening(lab::FaultKind::Message, 152);
  message.from = {1};
  message.to = {2};
  EXPECT_EQ(message, faultOf("at 152 drop store message 1 > 2 #1  # a comment"));
  message.network = NetworkId::Membership;
  message.ordinal = 12;
  message.decision = lab::MessageDecision::Corrupt;
  EXPECT_EQ(message, faultOf("at 152 corrupt membership message 1>2#12"));
  message.decision = lab::MessageDecision::Duplicate;
  EXPECT_EQ(message, faultOf("at 152 duplicate membership message 1 > 2 #12"));
  message.ticksMin = 3;
  EXPECT_EQ(message, faultOf("at 152 duplicate membership message 1 > 2 #12 by 3"));
  message.decision = lab::MessageDecision::Delay;
  EXPECT_EQ(message, faultOf("at 152 delay membership message 1 > 2 #12 by 3"));
}

TEST(ScheduleTextTest, operations_allKinds) {
  EXPECT_EQ((lab::ClientOperation{100, 1, 2, Operation::Create, "key1", "value1"}),
            operationOf("at 100 client 1 on 2 create key1 value1"));
  EXPECT_EQ((lab::ClientOperation{150, 7, 3, Operation::Read, "key1", ""}),
            operationOf("at 150 client 7 on 3 read key1#comment"));
  EXPECT_EQ((lab::ClientOperation{1, 1, 1, Operation::Update, "k,1>|*", "1..2"}),
            operationOf("at 1 client 1 on 1 update k,1>|* 1..2"));
  EXPECT_EQ((lab::ClientOperation{1, 1, 1, Operation::Delete, "k", ""}),
            operationOf("at 1 client 1 on 1 delete k"));
}

TEST(ScheduleTextTest, operations_quotedTexts) {
  EXPECT_EQ((lab::ClientOperation{1, 1, 1, Operation::Update, "a # b", "\"\\\n\xff"}),
            operationOf(R"(at 1 client 1 on 1 update "a # b" "\"\\\x0a\xFF" # end)"));
  EXPECT_EQ("", operationOf(R"(at 1 client 1 on 1 update k "")").value);
}

// Valid or not as UTF-8.
TEST(ScheduleTextTest, operations_bytesBeyondAsciiAreReadAsTheyAre) {
  for (const char* text :
       {"at 1 client 1 on 1 read \xc3\xa9\xff", "at 1 client 1 on 1 read \"\xc3\xa9\xff\"",
        R"(at 1 client 1 on 1 read "\xc3\xa9\xFF")"}) {
    const lab::ClientOperation read = operationOf(text);
    EXPECT_EQ("\xc3\xa9\xff", read.key);
    EXPECT_EQ(R"(at 1 client 1 on 1 read "\xc3\xa9\xff")", lab::operationText(read));
  }
}

TEST(ScheduleTextTest, lines_eachEventKnowsItsOwn) {
  const lab::Schedule schedule =
      scheduleOf("# a comment\nat 20 crash 1\n\nat 10 heal\nat 5 client 1 on 1 read k\n");
  ASSERT_EQ(2u, schedule.faults.size());
  EXPECT_EQ(4, schedule.faults[0].line.number);
  EXPECT_EQ(2, schedule.faults[1].line.number);
  EXPECT_EQ(5, schedule.operations.front().line.number);
}

// ---- The file.

TEST(ScheduleTextTest, readScheduleText_commentsEmptyLinesAndLineEnds) {
  EXPECT_EQ(lab::Schedule(), scheduleOf(""));
  EXPECT_EQ(lab::Schedule(), scheduleOf("# nothing\n\n   \r\n"));
  EXPECT_EQ(2u, scheduleOf("at 1 heal\r\n# c\nat 2 heal # c").faults.size());
}

TEST(ScheduleTextTest, readScheduleText_sortedByTickStably) {
  const lab::Schedule schedule = scheduleOf(
      "at 9 crash 1\nat 9 client 1 on 1 read b\nat 3 crash 2\nat 9 crash 3\n"
      "at 9 client 1 on 1 read a\nat 3 client 1 on 1 read c\n");
  EXPECT_EQ(
      "at 3 crash 2\nat 3 client 1 on 1 read c\nat 9 crash 1\nat 9 crash 3\n"
      "at 9 client 1 on 1 read b\nat 9 client 1 on 1 read a\n",
      lab::scheduleText(schedule));
}

TEST(ScheduleTextTest, readScheduleText_ownNumberOfPeers) {
  EXPECT_EQ(9, scheduleOf("# c\npeers 9 # c\nat 1 crash 9\n").peers);
  EXPECT_EQ(0, scheduleOf("at 1 crash 5\n").peers);
  EXPECT_EQ("s:2: the peer is `3`: a whole number from 1 to 2 is allowed\n",
            errorsOf("peers 2\nat 1 crash 3"));
  EXPECT_EQ("s:2: `peers` is allowed once, before all events\n", errorsOf("at 1 heal\npeers 2"));
  EXPECT_EQ("s:2: `peers` is allowed once, before all events\n", errorsOf("peers 3\npeers 3"));
  EXPECT_EQ("s:1: the number of peers is `0`: a whole number from 1 to 100000 is allowed\n",
            errorsOf("peers 0"));
}

TEST(ScheduleTextTest, readScheduleFile_readsTheFile) {
  const TempFile file("at 1 crash 2\n");
  std::vector<std::string> errors;
  EXPECT_EQ(1u, lab::readScheduleFile(file.path(), kPeers, &errors).faults.size());
  EXPECT_TRUE(errors.empty());
}

TEST(ScheduleTextTest, readScheduleFile_noSuchFileOrADirectory) {
  std::vector<std::string> errors;
  lab::readScheduleFile("/nowhere/at/all", kPeers, &errors);
  lab::readScheduleFile("/", kPeers, &errors);
  EXPECT_EQ((std::vector<std::string>{"/nowhere/at/all: cannot be read: No such file or directory",
                                      "/: cannot be read: is a directory"}),
            errors);
}

TEST(ScheduleTextTest, readScheduleFile_theExamplesOfTheManual) {
  const std::string manual = contentOf(TEST_SOURCE_DIR "/docs/schedules.md");
  constexpr std::string_view kRow = "\n| `";
  int examples = 0;
  for (size_t at = manual.find(kRow); at != std::string::npos; at = manual.find(kRow, at + 1)) {
    const size_t first = at + kRow.size();
    std::string example = manual.substr(first, manual.find('`', first) - first);
    std::erase(example, '\\');  // Of `\|` in a table.
    const lab::Schedule schedule = scheduleOf(example);
    EXPECT_EQ(1u, schedule.faults.size() + schedule.operations.size()) << example;
    ++examples;
  }
  EXPECT_EQ(29, examples);
}

// ---- What is wrong.

TEST(ScheduleTextTest, errors_eachWithItsLineAndTheRestIsRead) {
  std::vector<std::string> errors;
  const lab::Schedule schedule = lab::readScheduleText(
      "at 1 crash 2\nat x heal\n\nat 2 crash 7\nat 3 heal", "s", kPeers, &errors);
  EXPECT_EQ(
      (std::vector<std::string>{"s:2: the tick is `x`: a whole number from 0 to 1000000 is allowed",
                                "s:4: the peer is `7`: a whole number from 1 to 5 is allowed"}),
      errors);
  EXPECT_EQ(2u, schedule.faults.size());
}

TEST(ScheduleTextTest, errors_verbs) {
  EXPECT_EQ("s:1: `form` is not known: did you mean from?\n", errorsOf("form 1 to 2 pause 1"));
  EXPECT_EQ("s:1: `crsh` is not known: did you mean crash?\n", errorsOf("at 1 crsh 1"));
  EXPECT_EQ(
      "s:1: `xylophone` is not known: one of pause, full, slow, drop, delay, duplicate, reorder, "
      "corrupt, partition, isolate is allowed\n",
      errorsOf("from 1 to 2 xylophone"));
  EXPECT_EQ(
      "s:1: missing: one of crash, restart, join, leave, heal, drop, delay, duplicate, corrupt, "
      "client is allowed\n",
      errorsOf("at 1"));
  EXPECT_EQ("s:1: `pause` is not known here: `from TICK to TICK pause` is allowed\n",
            errorsOf("at 1 pause 1"));
  EXPECT_EQ("s:1: `crash` is not known here: `at TICK crash` is allowed\n",
            errorsOf("from 1 to 2 crash 1"));
  EXPECT_EQ("s:1: `reed` is not known: did you mean read?\n",
            errorsOf("at 1 client 1 on 1 reed k"));
  EXPECT_EQ("s:1: `stor` is not known: did you mean store?\n",
            errorsOf("at 1 drop stor message 1 > 2 #1"));
}

TEST(ScheduleTextTest, readScheduleText_aByteOrderMark) {
  std::vector<std::string> errors;
  EXPECT_EQ(1u, lab::readScheduleText("\xEF\xBB\xBF"
                                      "at 1 heal\n",
                                      "s", 10, &errors)
                    .faults.size());
  EXPECT_TRUE(errors.empty());
}

TEST(ScheduleTextTest, errors_numbers) {
  const std::string kTick = ": a whole number from 0 to 1000000 is allowed\n";
  EXPECT_EQ("s:1: the tick is `-1`" + kTick, errorsOf("at -1 heal"));
  EXPECT_EQ("s:1: the tick is `1.5`" + kTick, errorsOf("at 1.5 heal"));
  EXPECT_EQ("s:1: the tick is `99999999999999999999999999`" + kTick,
            errorsOf("at 99999999999999999999999999 heal"));
  EXPECT_EQ("s:1: the tick is missing" + kTick, errorsOf("at # 3"));
  // Something that lasts ends later than it begins.
  EXPECT_EQ("s:1: the tick is `1000000`: a whole number from 0 to 999999 is allowed\n",
            errorsOf("from 1000000 to 1000000 pause 1"));
  EXPECT_EQ("s:1: it ends at 5, but begins at 5: a tick from 6 to 1000000 is allowed\n",
            errorsOf("from 5 to 5 pause 1"));
  EXPECT_EQ("s:1: the delay is `0`: a whole number from 1 to 1000 is allowed\n",
            errorsOf("from 1 to 5 slow 1 by 0"));
  EXPECT_EQ("s:1: the delay is `3..2`: the smaller number first is allowed\n",
            errorsOf("from 1 to 5 delay 1 by 3..2"));
  for (const char* probability : {"1.01", "-0.1", "nan", "1e999", "x", "0x1"}) {
    EXPECT_EQ(std::string("s:1: the probability is `") + probability +
                  "`: a number from 0 to 1 is allowed\n",
              errorsOf(std::string("from 1 to 5 drop ") + probability));
  }
}

TEST(ScheduleTextTest, errors_peersAndGroups) {
  EXPECT_EQ("s:1: the peer is `0`: a whole number from 1 to 5 is allowed\n",
            errorsOf("from 1 to 5 drop 1 on 0 > 1"));
  EXPECT_EQ("s:1: peer 2 is named twice: once in a list is allowed\n",
            errorsOf("from 1 to 5 partition 2,1,2 | 3"));
  EXPECT_EQ("s:1: missing: `|` is expected\n", errorsOf("from 1 to 5 partition 2,1"));
  EXPECT_EQ("s:1: `|` is too much: the line's end is expected\n",
            errorsOf("from 1 to 5 partition 1 > 2 | 3"));
  EXPECT_EQ("s:1: missing: `>` is expected\n", errorsOf("from 1 to 5 drop 1 on 1,2"));
  EXPECT_EQ("s:2: there is nobody to isolate it from: 2 peers are needed\n",
            errorsOf("peers 1\nfrom 1 to 5 isolate 1"));
}

TEST(ScheduleTextTest, errors_lineEnd) {
  EXPECT_EQ("s:1: `now` is too much: the line's end is expected\n", errorsOf("at 1 heal now"));
  EXPECT_EQ("s:1: `,3` is too much: the line's end is expected\n", errorsOf("at 1 crash 2,3"));
  EXPECT_EQ("s:1: `x` is too much: the line's end is expected\n",
            errorsOf("at 1 client 1 on 1 read k x"));
  EXPECT_EQ("s:1: `memry`: `memory` is expected\n", errorsOf("at 1 restart 1 with memry"));
}

TEST(ScheduleTextTest, errors_texts) {
  const std::string kCall = "at 1 client 1 on 1 update k ";
  EXPECT_EQ("s:1: the value is missing: a word or a text in `\"` is allowed\n", errorsOf(kCall));
  EXPECT_EQ("s:1: the text in quotes has no end: a second `\"` is expected\n",
            errorsOf(kCall + "\"abc"));
  EXPECT_EQ("s:1: the text in quotes has no end: a second `\"` is expected\n",
            errorsOf(kCall + "\"abc\\\""));
  EXPECT_EQ("s:1: `a\"b` has a `\"` in it: a text in `\"`, with \\\" in it, is allowed\n",
            errorsOf(kCall + "a\"b"));
  EXPECT_EQ(
      "s:1: `a\\x41` has a `\\` in it: a text in `\"`, with \\\\ or \\xHH in it, is allowed\n",
      errorsOf("at 1 client 1 on 1 read a\\x41"));
  EXPECT_EQ("s:1: `b` follows the quotes: a blank is expected between\n",
            errorsOf(kCall + "\"a\"b"));
  EXPECT_EQ("s:1: `\\xg1` is not understood: \\\" \\\\ and \\xHH are allowed\n",
            errorsOf(kCall + "\"\\xg1\""));
}

TEST(ScheduleTextTest, errors_binaryAndOversizedFiles) {
  const std::string kError =
      "s:1: this is not a schedule: lines like `at 150 crash 2` are expected\n";
  EXPECT_EQ(kError, errorsOf(std::string_view("at 1\0heal", 9)));
  EXPECT_EQ(kError, errorsOf(std::string((size_t{1} << 26) + 1, '\n')));
}

TEST(ScheduleTextTest, errors_anyTextEndsWell) {
  const std::vector<std::string> kPieces = {
      "at",   "from", "to", "1", "2",  "..",  ">",     "|",    "#1",      "\"",    "\\x",
      "drop", "on",   ",",  "*", "by", "0.5", "peers", "read", "message", "client"};
  RandomText texts;
  Random draws(1, "pieces");
  for (int i = 0; i < kRandomTexts / 10; ++i) {
    std::string text = texts.next();
    for (uint64_t left = draws.below(12); left > 0; --left) {
      text += kPieces[draws.below(kPieces.size())] + (draws.chance(0.8) ? " " : "");
    }
    std::vector<std::string> errors;
    const lab::Schedule schedule = lab::readScheduleText(text, "s", kPeers, &errors);
    for (const std::string& error : errors) ASSERT_EQ(0u, error.find("s:")) << error;
    ASSERT_EQ(schedule, scheduleOf(lab::scheduleText(schedule))) << text;
  }
}

// ---- Printing.

TEST(ScheduleTextTest, faultText_shortAndExact) {
  for (const char* line : {"at 150 crash 2",
                           "at 180 restart 2",
                           "at 180 restart 2 with memory",
                           "at 120 join 4",
                           "at 300 leave 1",
                           "from 150 to 158 pause 3",
                           "from 150 to 158 full disk 3",
                           "at 150 corrupt disk 3",
                           "from 150 to 200 slow 3 by 2",
                           "from 150 to 300 drop 0.3",
                           "from 150 to 300 drop 0.1 on 1,2 > 3",
                           "from 150 to 300 delay 0.5 by 1..4 on * > 2",
                           "from 150 to 300 delay 1 by 2",
                           "from 150 to 300 duplicate 0.2 on 1 > *",
                           "from 150 to 300 reorder 0.2 by 3",
                           "from 150 to 300 corrupt 0.01",
                           "from 150 to 158 partition 1,2 | 3",
                           "from 150 to 158 partition 1 > 2,3",
                           "at 300 heal",
                           "at 152 drop store message 1 > 2 #1",
                           "at 152 delay membership message 1 > 2 #3 by 3",
                           "at 152 corrupt store message 1 > 2 #1",
                           "at 152 duplicate store message 1 > 2 #1",
                           "at 152 duplicate store message 1 > 2 #1 by 2"}) {
    EXPECT_EQ(line, lab::faultText(faultOf(line)));
  }
}

TEST(ScheduleTextTest, operationText_quotesWhatMustBe) {
  for (const char* line :
       {"at 1 client 1 on 2 create key1 value1", "at 1 client 1 on 2 read a,b",
        R"(at 1 client 1 on 2 update "" "a b")", R"(at 1 client 1 on 2 delete "\"\\#\x0a\xff")"}) {
    EXPECT_EQ(line, lab::operationText(operationOf(line)));
  }
}

TEST(ScheduleTextTest, scheduleText_isReadBackAsItWas) {
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const int peers = static_cast<int>(seed % 9) + 1;
    const lab::Schedule schedule = RandomSchedule(seed, peers).draw();
    std::vector<std::string> errors;
    const std::string text = lab::scheduleText(schedule);
    ASSERT_EQ(schedule, lab::readScheduleText(text, "s", peers, &errors)) << text;
    ASSERT_TRUE(errors.empty()) << errors[0];
  }
}

}  // namespace
}  // namespace sim
