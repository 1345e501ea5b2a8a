// Tests of host/Conf.h.
#include "host/Conf.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/support/TempFile.h"

namespace sim {
namespace {

constexpr size_t kMaxConfBytes = 1 << 20;

// The entries as `KEY=value@where`, one to a line, and then the errors, one to a line.
std::string told(const std::vector<host::ConfEntry>& entries, const host::ConfErrors& errors) {
  std::string text;
  for (const host::ConfEntry& entry : entries) {
    text += entry.key + "=" + entry.value + "@" + entry.where + "\n";
  }
  for (const std::string& error : errors) text += error + "\n";
  return text;
}

std::string toldOf(std::string_view text) {
  host::ConfErrors errors;
  const std::vector<host::ConfEntry> entries = host::readConfText(text, "c", &errors);
  return told(entries, errors);
}

std::string toldOfFile(const std::string& path) {
  host::ConfErrors errors;
  const std::vector<host::ConfEntry> entries = host::readConfFile(path, &errors);
  return told(entries, errors);
}

TEST(ConfTest, readConfText_entriesInTheirOrder) {
  EXPECT_EQ("B=2@c:1\nA=1@c:2\n", toldOf("B: 2\nA: 1\n"));
}

TEST(ConfTest, readConfText_blanksCommentsAndEmptyLines) {
  EXPECT_EQ("A=1@c:3\nB=2 3@c:5\nC=4@c:6\n",
            toldOf("# a comment: not a key\n\n  A \t:\t1  # one\n   \n\tB:2 3\t \nC:4#5\n"));
}

TEST(ConfTest, readConfText_lineEnds) {
  EXPECT_EQ("A=1@c:1\nB=2@c:3\n", toldOf("A: 1\r\n\r\nB: 2\r\n"));
  EXPECT_EQ("A=1@c:1\nB=2@c:2\n", toldOf("A: 1 \nB: 2")) << "no line end at the end";
}

TEST(ConfTest, readConfText_firstColonEndsTheKey) { EXPECT_EQ("A=1:2@c:1\n", toldOf("A: 1:2\n")); }

TEST(ConfTest, readConfText_emptyValue) {
  EXPECT_EQ("A=@c:1\nB=@c:2\n", toldOf("A:\nB: # nothing\n"));
}

TEST(ConfTest, readConfText_anyUtf8) {
  EXPECT_EQ("A=\xc3\xa9@c:2\n", toldOf("# \xe2\x80\xa6\nA: \xc3\xa9\n"));
}

TEST(ConfTest, readConfText_aByteOrderMark) {
  EXPECT_EQ("A=1@c:1\n", toldOf("\xEF\xBB\xBF"
                                "A: 1\n"));
  EXPECT_EQ("A=1@c:2\n", toldOf("\xEF\xBB\xBF"
                                "# one\nA: 1\n"));
}

TEST(ConfTest, readConfOverrides_eachKeyOnce) {
  host::ConfErrors errors;
  EXPECT_EQ(2u, host::readConfOverrides({"A=1", "B=1"}, &errors).size());
  EXPECT_TRUE(errors.empty());
  host::readConfOverrides({"A=1", " A =1", "A=2", "=3", "=3"}, &errors);
  EXPECT_EQ((host::ConfErrors{"--set  A =1: A is given twice, first by --set A=1",
                              "--set A=2: A is given twice, first by --set A=1",
                              "--set =3: `--set KEY=VALUE` is expected",
                              "--set =3: `--set KEY=VALUE` is expected"}),
            errors);
}

TEST(ConfTest, readConfText_notALine) {
  EXPECT_EQ(
      "A=1@c:1\nB=2@c:4\n"
      "c:2: `MAX_NNB 10` is not understood: `KEY: value` is expected\n"
      "c:3: `: 5` is not understood: `KEY: value` is expected\n",
      toldOf("A: 1\nMAX_NNB 10\n: 5\nB: 2\n"));
}

TEST(ConfTest, readConfText_longLineIsCutInTheMessage) {
  EXPECT_EQ("c:1: `" + std::string(40, 'x') + "` is not understood: `KEY: value` is expected\n",
            toldOf(std::string(41, 'x')));
}

TEST(ConfTest, readConfText_keyTwice) {
  EXPECT_EQ("A=1@c:1\nB=2@c:2\nc:3: A is given twice, first at c:1\n",
            toldOf("A: 1\nB: 2\nA: 1\n"));
}

TEST(ConfTest, readConfText_nothing) {
  const std::string kMessage = "c:1: the file is empty: at least `MAX_NNB: 10` is expected\n";
  for (const char* text : {"", "\n", " \t\r\n", "# MAX_NNB: 10\n"}) {
    EXPECT_EQ(kMessage, toldOf(text)) << text;
  }
}

TEST(ConfTest, readConfText_binary) {
  const std::string kMessage = "c:1: this is not a conf file: lines `KEY: value` are expected\n";
  EXPECT_EQ(kMessage, toldOf(std::string_view("A: 1\0\n", 6)));
  EXPECT_EQ(kMessage, toldOf("\x7f"
                             "ELF\x02\x01\x01"));
  EXPECT_EQ(kMessage, toldOf("A: 1\nB: \x1b[1m2\n"));
}

TEST(ConfTest, readConfText_size) {
  std::string text = "A: 1\n";
  text.resize(kMaxConfBytes, ' ');
  EXPECT_EQ("A=1@c:1\n", toldOf(text));
  EXPECT_EQ("c:1: this is not a conf file: lines `KEY: value` are expected\n", toldOf(text + ' '));
}

TEST(ConfTest, readConfText_errorsAreAdded) {
  host::ConfErrors errors = {"before"};
  host::readConfText("", "c", &errors);
  ASSERT_EQ(2u, errors.size());
  EXPECT_EQ("before", errors[0]);
}

TEST(ConfTest, readConfFile_places) {
  const TempFile file("\nA: 1\n");
  EXPECT_EQ("A=1@" + file.path() + ":2\n", toldOfFile(file.path()));
}

TEST(ConfTest, readConfFile_longFile) {
  const TempFile file("# " + std::string(10000, 'x') + "\nA: 1\n");
  EXPECT_EQ("A=1@" + file.path() + ":2\n", toldOfFile(file.path()));
}

TEST(ConfTest, readConfFile_cannotBeRead) {
  const TempFile missing;
  EXPECT_EQ(missing.path() + ": cannot be read: No such file or directory\n",
            toldOfFile(missing.path()));
  EXPECT_EQ(": cannot be read: No such file or directory\n", toldOfFile(""));
  EXPECT_EQ(testing::TempDir() + ": cannot be read: is a directory\n",
            toldOfFile(testing::TempDir()));
}

// Nobody writes to the pipe: a reader that waited for it would wait forever.
TEST(ConfTest, readConfFile_pipe) {
  const TempFile pipe;
  ASSERT_EQ(0, ::mkfifo(pipe.path().c_str(), 0600));
  EXPECT_EQ(pipe.path() + ": cannot be read: is not a regular file\n", toldOfFile(pipe.path()));
}

TEST(ConfTest, readConfFile_tooLarge) {
  const TempFile file(std::string(kMaxConfBytes + 1, '\n'));
  EXPECT_EQ(file.path() + ":1: this is not a conf file: lines `KEY: value` are expected\n",
            toldOfFile(file.path()));
}

TEST(ConfTest, readConfOverride_allowed) {
  host::ConfErrors errors;
  EXPECT_EQ("A=1@--set A=1\n", told({host::readConfOverride("A=1", &errors)}, errors));
  EXPECT_EQ("A=1=2@--set  A = 1=2 \n",
            told({host::readConfOverride(" A = 1=2 ", &errors)}, errors));
  EXPECT_EQ("A=@--set A=\n", told({host::readConfOverride("A=", &errors)}, errors));
}

TEST(ConfTest, readConfOverride_refused) {
  for (const char* text : {"", "A", "=1", " =1", "A: 1"}) {
    host::ConfErrors errors;
    host::readConfOverride(text, &errors);
    EXPECT_EQ(host::ConfErrors{"--set " + std::string(text) + ": `--set KEY=VALUE` is expected"},
              errors);
  }
}

TEST(ConfTest, nearestName_byEditDistance) {
  const std::vector<std::string> kNames = {"MAX_NNB", "DROP_MSG", "MSG_DROP_PROB"};
  EXPECT_EQ("MAX_NNB", host::nearestName("MAX_NNB", kNames));
  EXPECT_EQ("MAX_NNB", host::nearestName("max_nbb", kNames));
  EXPECT_EQ("MAX_NNB", host::nearestName("MAXNNB", kNames));
  EXPECT_EQ("DROP_MSG", host::nearestName("DROP_MSGS", kNames));
  EXPECT_EQ("MSG_DROP_PROB", host::nearestName("MSG_DROP_RATE", kNames));
  EXPECT_EQ("", host::nearestName("CRUD_TEST", kNames));
  EXPECT_EQ("", host::nearestName("", kNames));
  EXPECT_EQ("", host::nearestName("MAX_NNB", {}));
}

TEST(ConfTest, nearestName_limitAndTies) {
  EXPECT_EQ("abcd", host::nearestName("ab", {"abcd"})) << "two edits are always near";
  EXPECT_EQ("", host::nearestName("ab", {"abcde"}));
  EXPECT_EQ("abcdefghixxx", host::nearestName("abcdefghijkl", {"abcdefghixxx"}))
      << "a third less one";
  EXPECT_EQ("x1", host::nearestName("x", {"x1", "x2"})) << "the first of equals";
}

TEST(ConfTest, parseInteger_wholeTextAlone) {
  const struct {
    const char* text;
    long long number;
  } kAllowed[] = {{"0", 0},
                  {"-0", 0},
                  {"10", 10},
                  {"010", 10},
                  {"-7", -7},
                  {"9223372036854775807", INT64_MAX},
                  {"-9223372036854775808", INT64_MIN}};
  for (const auto& test : kAllowed) {
    long long number = 77;
    EXPECT_TRUE(host::parseInteger(test.text, &number)) << test.text;
    EXPECT_EQ(test.number, number);
  }
  for (const char* text : {"", " 1", "1 ", "+1", "--1", "-", "1.0", "1e3", "0x10", "x",
                           "9223372036854775808", "-9223372036854775809"}) {
    long long number = 77;
    EXPECT_FALSE(host::parseInteger(text, &number)) << text;
    EXPECT_EQ(77, number) << text;
  }
}

TEST(ConfTest, parseUnsigned_wholeTextAlone) {
  unsigned long long number = 0;
  EXPECT_TRUE(host::parseUnsigned("18446744073709551615", &number));
  EXPECT_EQ(UINT64_MAX, number);
  for (const char* text : {"", "-1", "-0", "+1", "1.0", "18446744073709551616"}) {
    number = 77;
    EXPECT_FALSE(host::parseUnsigned(text, &number)) << text;
    EXPECT_EQ(77u, number) << text;
  }
}

TEST(ConfTest, parseReal_wholeTextAlone) {
  const struct {
    const char* text;
    double number;
  } kAllowed[] = {{"0", 0},   {"0.1", 0.1},    {".5", 0.5},   {"1.", 1},    {"+1", 1},
                  {"-2", -2}, {"1e-3", 0.001}, {"1E+2", 100}, {"1e-400", 0}};
  for (const auto& test : kAllowed) {
    double number = 77;
    EXPECT_TRUE(host::parseReal(test.text, &number)) << test.text;
    EXPECT_EQ(test.number, number) << test.text;
  }
  for (const char* text : {"", " 1", "1 ", ".", "-", "e", "1e", "1..2", "1,5", "0x1p-1", "nan",
                           "NaN", "inf", "-inf", "infinity", "1e400", "-1e400", "10%", "x"}) {
    double number = 77;
    EXPECT_FALSE(host::parseReal(text, &number)) << text;
    EXPECT_EQ(77, number) << text;
  }
}

}  // namespace
}  // namespace sim
