// Tests of host/OutputFile.h.
#include "host/OutputFile.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <csignal>
#include <cstdlib>
#include <vector>

#include "tests/support/Environment.h"
#include "tests/support/TempFile.h"

namespace sim {
namespace {

constexpr size_t kBufferBytes = 1 << 18;

std::unique_ptr<host::OutputFile> open(const std::string& path) {
  std::string error;
  auto file = host::OutputFile::create(path, &error);
  EXPECT_EQ("", error);
  return file;
}

TEST(OutputFileTest, append_reachesTheFileAtTheClose) {
  const TempFile temp;
  const auto file = open(temp.path());
  ASSERT_NE(nullptr, file);
  file->append("131\n");
  file->append(std::string_view("a\0b", 3));
  EXPECT_TRUE(file->close());
  EXPECT_EQ("", file->error());
  EXPECT_EQ(std::string("131\na\0b", 7), temp.content());
}

TEST(OutputFileTest, append_aroundTheBuffersSize) {
  for (size_t size : {kBufferBytes - 1, kBufferBytes, kBufferBytes + 1, 5 * kBufferBytes}) {
    const TempFile temp;
    const auto file = open(temp.path());
    ASSERT_NE(nullptr, file);
    const std::string text(size, 'x');
    file->append("[");
    file->append(text);
    file->append("]");
    EXPECT_TRUE(file->close());
    EXPECT_TRUE("[" + text + "]" == temp.content()) << size;
  }
}

TEST(OutputFileTest, append_manySmallTexts) {
  const TempFile temp;
  const auto file = open(temp.path());
  ASSERT_NE(nullptr, file);
  std::string all;
  for (int i = 0; all.size() < 3 * kBufferBytes; ++i) {
    const std::string text = std::to_string(i) + "\n";
    file->append(text);
    all += text;
  }
  EXPECT_TRUE(file->close());
  EXPECT_TRUE(all == temp.content());
}

TEST(OutputFileTest, destructor_closes) {
  const TempFile temp;
  open(temp.path())->append("text");
  EXPECT_EQ("text", temp.content());
}

TEST(OutputFileTest, close_againIsFine) {
  const TempFile temp;
  const auto file = open(temp.path());
  file->append("text");
  EXPECT_TRUE(file->close());
  EXPECT_TRUE(file->close());
  EXPECT_EQ("text", temp.content());
}

TEST(OutputFileTest, create_longerOldContentGoes) {
  const TempFile temp("old content that is longer");
  const auto file = open(temp.path());
  EXPECT_EQ("old content that is longer", temp.content()) << "until the first text";
  file->append("new");
  EXPECT_TRUE(file->close());
  EXPECT_EQ("new", temp.content());
}

TEST(OutputFileTest, close_withoutTextEmptiesTheFile) {
  const TempFile temp("old");
  EXPECT_TRUE(open(temp.path())->close());
  EXPECT_TRUE(temp.exists());
  EXPECT_EQ("", temp.content());
}

TEST(OutputFileTest, create_errors) {
  const TempFile missing;
  const std::string inMissingFolder = missing.path() + "/dbg.log";
  std::string error;
  EXPECT_EQ(nullptr, host::OutputFile::create(inMissingFolder, &error));
  EXPECT_EQ(inMissingFolder + ": cannot be written: No such file or directory", error);

  EXPECT_EQ(nullptr, host::OutputFile::create(testing::TempDir(), &error));
  EXPECT_EQ(testing::TempDir() + ": cannot be written: Is a directory", error);

  const TempFile file("not a folder");
  EXPECT_EQ(nullptr, host::OutputFile::create(file.path() + "/dbg.log", &error));
  EXPECT_EQ(file.path() + "/dbg.log: cannot be written: Not a directory", error);
}

TEST(OutputFileTest, discard_keepsOldContent) {
  const TempFile temp("old");
  open(temp.path())->discard();
  EXPECT_EQ("old", temp.content());
}

TEST(OutputFileTest, discard_removesANewFile) {
  const TempFile temp;
  const auto file = open(temp.path());
  EXPECT_TRUE(temp.exists());
  file->discard();
  EXPECT_FALSE(temp.exists());
  EXPECT_TRUE(file->close()) << "and nothing is left to do";
  EXPECT_FALSE(temp.exists());
}

// Linux's device that is always full.
TEST(OutputFileTest, close_fullDisk) {
  SKIP_WITHOUT_FULL_DEVICE();
  const std::string kError = "/dev/full: cannot be written: No space left on device";
  const auto file = open("/dev/full");
  ASSERT_NE(nullptr, file);
  file->append("text");
  EXPECT_EQ("", file->error()) << "it is still in the buffer";
  EXPECT_FALSE(file->close());
  EXPECT_EQ(kError, file->error());
  EXPECT_FALSE(file->close());
  EXPECT_EQ(kError, file->error());
}

TEST(OutputFileTest, append_afterAnErrorIsDiscarded) {
  SKIP_WITHOUT_FULL_DEVICE();
  const auto file = open("/dev/full");
  ASSERT_NE(nullptr, file);
  for (int i = 0; i < 10; ++i) file->append(std::string(kBufferBytes, 'x'));
  EXPECT_EQ("/dev/full: cannot be written: No space left on device", file->error());
  EXPECT_FALSE(file->close());
}

TEST(OutputFileTest, close_device) {
  const auto file = open("/dev/null");
  ASSERT_NE(nullptr, file);
  file->append("text");
  EXPECT_TRUE(file->close()) << file->error();
}

TEST(OutputFileTest, flushAllFiles_allThatAreOpen) {
  const TempFile first;
  const TempFile second("old");
  const TempFile closed;
  const auto firstFile = open(first.path());
  const auto secondFile = open(second.path());
  const auto closedFile = open(closed.path());
  firstFile->append("1");
  secondFile->append("2");
  closedFile->append("3");
  EXPECT_TRUE(closedFile->close());
  EXPECT_EQ("", first.content());
  host::flushAllFiles();
  EXPECT_EQ("1", first.content());
  EXPECT_EQ("2", second.content());
  host::flushAllFiles();
  firstFile->append("more");
  EXPECT_TRUE(firstFile->close());
  EXPECT_TRUE(secondFile->close());
  EXPECT_EQ("1more", first.content());
  EXPECT_EQ("2", second.content());
  EXPECT_EQ("3", closed.content());
}

TEST(OutputFileTest, flushAllFiles_noneOpen) { host::flushAllFiles(); }

// More than the table of open files holds: the surplus is written all the same, if later.
TEST(OutputFileTest, create_manyFiles) {
  constexpr size_t kFiles = 40;
  const TempFile temps[kFiles];
  {
    std::vector<std::unique_ptr<host::OutputFile>> files;
    for (const TempFile& temp : temps) {
      files.push_back(open(temp.path()));
      files.back()->append(temp.path());
    }
    host::flushAllFiles();
  }
  for (const TempFile& temp : temps) EXPECT_EQ(temp.path(), temp.content());
}

TEST(OutputFileTest, exit_writesTheBuffer) {
  const TempFile temp;
  EXPECT_EXIT(
      {
        host::OutputFile* const file = open(temp.path()).release();
        file->append("all of it");
        std::exit(7);
      },
      testing::ExitedWithCode(7), "");
  EXPECT_EQ("all of it", temp.content());
}

TEST(OutputFileTest, flushAllFiles_fromASignalHandler) {
  const TempFile temp;
  EXPECT_EXIT(
      {
        std::signal(SIGTERM, [](int signal) {
          host::flushAllFiles();
          std::signal(signal, SIG_DFL);
          std::raise(signal);
        });
        host::OutputFile* const file = open(temp.path()).release();
        file->append("all of it");
        std::raise(SIGTERM);
      },
      testing::KilledBySignal(SIGTERM), "");
  EXPECT_EQ("all of it", temp.content());
}

// Long: most of the time is then the system's, in write().
std::string numberedLine(int number) {
  return std::to_string(number) + std::string(20000, '.') + "\n";
}

// Writes numbered lines until an alarm goes off after so many microseconds.
[[noreturn]] void writeLinesUntilAlarm(const std::string& path, int microseconds) {
  std::signal(SIGALRM, [](int) {
    host::flushAllFiles();
    ::_exit(7);
  });
  struct itimerval alarm = {};
  alarm.it_value.tv_usec = microseconds;
  host::OutputFile* const file = open(path).release();
  ::setitimer(ITIMER_REAL, &alarm, nullptr);
  for (int line = 0;; ++line) file->append(numberedLine(line));
}

// Whenever the signal comes, also in the midst of a write: nothing is there twice, nothing is
// missing in between, and no line is cut.
TEST(OutputFileTest, flushAllFiles_fromASignalHandlerAtAnyMoment) {
  for (int round = 1; round <= 4; ++round) {
    const TempFile temp;
    EXPECT_EXIT(writeLinesUntilAlarm(temp.path(), 500 + 200 * round), testing::ExitedWithCode(7),
                "");
    const std::string content = temp.content();
    std::string expected;
    for (int line = 0; expected.size() < content.size(); ++line) expected += numberedLine(line);
    EXPECT_TRUE(expected == content) << "round " << round << ", " << content.size() << " bytes";
  }
}

TEST(OutputFileTest, MemoryOutput_keepsAll) {
  host::MemoryOutput output;
  EXPECT_EQ("", output.text());
  output.append("a");
  output.append(std::string_view("\0b", 2));
  EXPECT_EQ(std::string("a\0b", 3), output.text());
}

TEST(OutputFileDeathTest, nothingWasAppended) {
  const TempFile temp;
  const auto file = open(temp.path());
  file->append("x");
  EXPECT_DEATH(file->sealWith("secret"), "check failed: isUntouched");
  EXPECT_DEATH(file->discard(), "check failed: isUntouched");
}

}  // namespace
}  // namespace sim
