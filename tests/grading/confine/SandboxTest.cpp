// Tests of grading/confine/Sandbox.h: each limit and promise, with a program that tries it.
#include "grading/confine/Sandbox.h"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <sys/wait.h>
#include <unistd.h>

#include "grading/confine/ConfinedJob.h"
#include "tests/support/Environment.h"
#include "tests/support/TempFolder.h"

namespace grading {
namespace {

namespace files = std::filesystem;

class SandboxTest : public testing::Test {
 protected:
  SandboxTest() {
    confined_.folder = folder_ + "/private";
    files::create_directory(confined_.folder);
    confined_.limits.files.writable = confined_.folder;
    confined_.environment = {"PATH=/usr/bin:/bin"};
  }

  ConfinedOutcome run() {
    ConfinedOutcome outcome;
    unseen_.begin("the program");
    EXPECT_EQ("", runInJob(confined_, &unseen_, &outcome));
    return outcome;
  }
  ConfinedOutcome runScript(const std::string& script) {
    confined_.command = {"/bin/sh", "-c", script};
    return run();
  }

  const TempFolder temp_;
  const std::string folder_ = temp_.path();
  Confined confined_;
  StepProgress unseen_{host::ProgressStyle::None, [] { return 0.0; }};
};

bool isRunning(const std::string& argument) {
  for (const auto& entry : files::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::stringstream line;
    line << file.rdbuf();
    if (line.str().find(argument) != std::string::npos) return true;
  }
  return false;
}

TEST_F(SandboxTest, runConfined_whatItSaysAndAnswersAndItsStatus) {
  const ConfinedOutcome outcome = runScript("echo out; echo err >&2; echo answer >&3; exit 7");
  EXPECT_EQ("out\nerr\n", outcome.said);
  EXPECT_EQ("answer\n", outcome.answer);
  EXPECT_EQ(7, outcome.exitCode);
  EXPECT_EQ(0, outcome.killedBy);
  EXPECT_FALSE(outcome.timedOut);
  EXPECT_FALSE(outcome.leftProcesses);
}

TEST_F(SandboxTest, runConfined_theSignalThatEndedIt) {
  EXPECT_EQ(SIGSEGV, runScript("kill -SEGV $$").killedBy);
}

TEST_F(SandboxTest, runConfined_whatIsNoProgram) {
  confined_.command = {"/nowhere/program"};
  const ConfinedOutcome outcome = run();
  EXPECT_EQ(2, outcome.exitCode);
  EXPECT_EQ("/nowhere/program: cannot be run: No such file or directory\n", outcome.said);
}

TEST_F(SandboxTest, runConfined_stdinIsTheInputAndThenEnds) {
  confined_.input = "one\ntwo\n";
  EXPECT_EQ("one\ntwo\n", runScript("cat").said);
}

TEST_F(SandboxTest, runConfined_theEnvironmentIsWhatWasGiven) {
  confined_.environment = {"A=1", "B=two words"};
  confined_.command = {"/usr/bin/env"};
  EXPECT_EQ("A=1\nB=two words\n", run().said);
}

TEST_F(SandboxTest, runConfined_noOtherDescriptors) {
  // ls opens one for the folder.
  EXPECT_EQ("0\n1\n2\n3\n4\n", runScript("exec ls /proc/self/fd").said);
}

TEST_F(SandboxTest, runConfined_time) {
  confined_.limits.seconds = 1;
  const ConfinedOutcome outcome = runScript("while :; do :; done");
  EXPECT_TRUE(outcome.timedOut);
}

TEST_F(SandboxTest, runConfined_memory) {
  confined_.limits.memoryBytes = size_t{64} << 20;
  const std::string script = "exec dd if=/dev/zero of=/dev/null count=1 bs=";
  EXPECT_NE(0, runScript(script + "128M").exitCode);
  EXPECT_EQ(0, runScript(script + "1M").exitCode);
}

TEST_F(SandboxTest, runConfined_aFilesSize) {
  confined_.limits.fileBytes = 4096;
  const std::string script = "exec dd if=/dev/zero of=file bs=4096 count=";
  EXPECT_EQ(SIGXFSZ, runScript(script + "2").killedBy);
  EXPECT_EQ(4096u, files::file_size(confined_.folder + "/file"));
  EXPECT_EQ(0, runScript(script + "1").killedBy);
}

TEST_F(SandboxTest, runConfined_theAnswersSize) {
  confined_.limits.answerBytes = 1000;
  const ConfinedOutcome outcome = runScript("exec yes >&3");
  EXPECT_TRUE(outcome.timedOut);
  EXPECT_EQ(1000u, outcome.answer.size());
}

TEST_F(SandboxTest, runConfined_whatIsEndedMaySayItsLastWords) {
  confined_.limits.answerBytes = 1000;
  EXPECT_NE(std::string::npos,
            runScript("trap 'echo last words >&2' TERM; yes >&3; :").said.find("last words\n"));
}

TEST_F(SandboxTest, runConfined_whatItStartedEndsWithIt) {
  const std::string mark = "1000." + std::to_string(::getpid());
  const ConfinedOutcome outcome =
      runScript("sleep " + mark + " & setsid sleep " + mark + " & exit 0");
  EXPECT_EQ(0, outcome.exitCode);
  EXPECT_TRUE(outcome.leftProcesses);
  EXPECT_FALSE(isRunning(mark));
}

TEST_F(SandboxTest, runConfined_itsFolderCanBeWrittenTo) {
  EXPECT_EQ(0, runScript("echo text >file && mkdir inner && echo text >inner/file").exitCode);
  EXPECT_TRUE(files::exists(confined_.folder + "/inner/file"));
}

TEST_F(SandboxTest, runConfined_nothingElseCan) {
  SKIP_WITHOUT_LANDLOCK();
  std::ofstream(folder_ + "/there") << "before";
  for (const char* script : {"echo text >../new", "echo text >../there", "rm ../there",
                             "mkdir ../folder", "ln -s file ../link", "mv ../there here"}) {
    EXPECT_NE(0, runScript(script).exitCode) << script;
  }
  std::string text;
  std::ifstream(folder_ + "/there") >> text;
  EXPECT_EQ("before", text);
  EXPECT_EQ(2, std::distance(files::directory_iterator(folder_), files::directory_iterator()));
}

// What the program says, which tries to get at what it may and what it may not.
class ReachingTest : public SandboxTest {
 protected:
  ReachingTest() {
    std::ofstream(folder_ + "/shown") << "shown\n";
    std::ofstream(folder_ + "/hidden") << "hidden\n";
    files::create_symlink(folder_ + "/hidden", confined_.folder + "/link");
    files::copy("/bin/true", folder_ + "/program");
    confined_.limits.files.readable = {
        "/bin",      "/lib",       "/lib64",          "/usr", "/etc/ld.so.cache",
        "/dev/null", "/proc/self", folder_ + "/shown"};
    files::create_directory(folder_ + "/listed");
    std::ofstream(folder_ + "/listed/name") << "hidden\n";
    confined_.limits.files.listable = folder_ + "/listed";
    const std::string script =
        "ls ../listed; cat ../listed/name; cat ../shown; cat ../hidden; cat link; ls ..; "
        "../program && echo ran; echo own >own; cat own; cat /proc/self/root$FOLDER/hidden; "
        "cat /proc/self/cwd/../hidden; ln ../hidden hard && cat hard; echo >/dev/null; "
        "echo answer >/dev/fd/3; read line </proc/self/status; echo $line";
    confined_.environment.push_back("FOLDER=" + folder_);
    confined_.command = {"/bin/sh", "-c", script};
  }

  void expectWhatIsAllowed(const ConfinedOutcome& outcome) {
    for (const char* text : {"name\n", "shown\n", "own\n", "Name: sh\n"}) {
      EXPECT_NE(std::string::npos, outcome.said.find(text)) << text << "in:\n" << outcome.said;
    }
    EXPECT_EQ(std::string::npos, ("\n" + outcome.said).find("\nhidden\n")) << outcome.said;
    EXPECT_EQ(std::string::npos, outcome.said.find("ran\n")) << outcome.said;
    EXPECT_EQ("answer\n", outcome.answer);
    EXPECT_EQ(0, outcome.exitCode);
  }
};

TEST_F(ReachingTest, byLandlock) {
  SKIP_WITHOUT_LANDLOCK();
  expectWhatIsAllowed(run());
}

TEST_F(ReachingTest, withoutLandlock) {
  SKIP_WITHOUT_OPENING_FOR_OTHERS();
  ConfinedOutcome outcome;
  std::string error;
  host::runJobs(
      0, 0, 1,
      [&](uint64_t, int descriptor) {
        return environment::denyLandlock() ? beConfined(confined_, descriptor) : 1;
      },
      [&](uint64_t, const host::JobOutcome& job) { outcome = outcomeOf(job); }, &error);
  expectWhatIsAllowed(outcome);
}

// What a grading leaves that is killed outright.
TEST_F(SandboxTest, runConfined_endsWithTheProcessThatWatchesIt) {
  const std::string mark = "1000." + std::to_string(::getpid());
  for (const bool isolated : {true, false}) {
    confined_.isolated = isolated;
    confined_.command = {"/bin/sh", "-c", "setsid sleep " + mark + " & sleep " + mark};
    const pid_t watcher = ::fork();
    if (watcher == 0) {
      runConfined(confined_);
      ::_exit(0);
    }
    for (int tries = 0; tries < 500 && !isRunning(mark); ++tries) {
      ::usleep(10'000);
    }
    EXPECT_TRUE(isRunning(mark));
    ::kill(watcher, SIGKILL);
    ::waitpid(watcher, nullptr, 0);
    for (int tries = 0; tries < 200 && isRunning(mark); ++tries) ::usleep(10'000);
    EXPECT_FALSE(isRunning(mark)) << (isolated ? "isolated" : "not isolated");
  }
}

TEST_F(SandboxTest, removeRunFolders_thoseOfRunsAlone) {
  confined_.folder = folder_ + "/run";
  confined_.limits.files.writable = confined_.folder;
  confined_.command = {"/bin/true"};
  std::string error;
  host::runJobs(
      0, 0, 1, [&](uint64_t, int descriptor) { return beConfinedAfresh(confined_, descriptor); },
      [](uint64_t, const host::JobOutcome&) {}, &error);
  files::create_directory(folder_ + "/other");
  files::create_directory_symlink(folder_ + "/run", folder_ + "/link");
  EXPECT_TRUE(files::exists(folder_ + "/run"));
  removeRunFolders(folder_);
  EXPECT_FALSE(files::exists(folder_ + "/run"));
  EXPECT_TRUE(files::exists(folder_ + "/other"));
  EXPECT_TRUE(files::is_symlink(folder_ + "/link"));
  removeRunFolders(folder_ + "/nowhere");
}

TEST_F(SandboxTest, runConfined_noNetworkAndNoOthersProcesses) {
  SKIP_WITHOUT_ISOLATION();
  const ConfinedOutcome outcome = runScript("grep -c : /proc/net/dev; echo $PPID");
  EXPECT_TRUE(outcome.wasIsolated);
  // The loopback alone, which leads nowhere; and its parent is the first process there is.
  EXPECT_EQ("1\n1\n", outcome.said);
}

TEST_F(SandboxTest, runConfined_whatItTriesIsNoticed) {
  SKIP_WITHOUT_CALL_WATCHING();
  const Tried tried = runScript("echo text >../outside").tried;
  EXPECT_EQ("../outside", tried.writtenPath);
  EXPECT_FALSE(tried.network);
  EXPECT_FALSE(tried.processes);
  EXPECT_EQ("/tmp/../outside", runScript("mkdir /tmp/../outside").tried.writtenPath);
}

TEST_F(SandboxTest, runConfined_theInnocentAreNotAccused) {
  files::create_directory(confined_.folder + "/inner");
  const ConfinedOutcome outcome = runScript(
      "echo a >file; echo b >$PWD/inner/../file; cd inner; echo c >../file; cat /etc/passwd; "
      "echo d >/dev/null; echo e >/dev/stderr; ls ..; mv ../file there; rm there");
  EXPECT_EQ("", outcome.tried.writtenPath);
  EXPECT_FALSE(outcome.tried.network);
  EXPECT_FALSE(outcome.tried.processes);
}

TEST_F(SandboxTest, runConfined_processes) {
  SKIP_WITHOUT_CALL_WATCHING();
  confined_.limits.processes = 5;
  const std::string five = "for i in 1 2 3 4 5; do (:) done; ";
  const ConfinedOutcome more = runScript(five + "(:); echo not reached");
  EXPECT_TRUE(more.tried.processes);
  EXPECT_EQ(std::string::npos, more.said.find("not reached"));
  const ConfinedOutcome enough = runScript(five + "echo reached");
  EXPECT_FALSE(enough.tried.processes);
  EXPECT_EQ("reached\n", enough.said);
}

TEST_F(SandboxTest, runConfined_makeWorksWithoutTheNetwork) {
  SKIP_WITHOUT_ISOLATION();
  std::ofstream(confined_.folder + "/Makefile") << "all:\n\t@echo made\n";
  confined_.command = {"make", "-s"};
  const ConfinedOutcome outcome = run();
  EXPECT_TRUE(outcome.wasIsolated);
  EXPECT_EQ("made\n", outcome.said);
}

TEST_F(SandboxTest, runConfined_nobodysPowers) {
  // Without one, root stays root.
  SKIP_WITHOUT_USER_NAMESPACES();
  EXPECT_NE("0\n", runScript("id -u").said) << "not root's, whoever runs the grader";
}

TEST_F(SandboxTest, runConfined_isolationCanBeLeftOut) {
  confined_.isolated = false;
  EXPECT_FALSE(runScript(":").wasIsolated);
}

TEST(ConfinedOutcomeTest, toBytes_andBack) {
  ConfinedOutcome outcome;
  outcome.exitCode = 3;
  outcome.killedBy = 9;
  outcome.leftProcesses = true;
  outcome.tried = {"/a path", true, false};
  outcome.said = "5 6\n";
  outcome.answer = std::string("a\0b", 3);
  const auto same = outcomeFrom(toBytes(outcome));
  ASSERT_TRUE(same);
  EXPECT_EQ(3, same->exitCode);
  EXPECT_EQ(9, same->killedBy);
  EXPECT_FALSE(same->timedOut);
  EXPECT_TRUE(same->leftProcesses);
  EXPECT_EQ("/a path", same->tried.writtenPath);
  EXPECT_TRUE(same->tried.network);
  EXPECT_FALSE(same->tried.processes);
  EXPECT_EQ("5 6\n", same->said);
  EXPECT_EQ(outcome.answer, same->answer);
}

TEST(ConfinedOutcomeTest, outcomeFrom_otherBytes) {
  EXPECT_FALSE(outcomeFrom(""));
  EXPECT_FALSE(outcomeFrom("1 2\n"));
  EXPECT_FALSE(outcomeFrom("1 2 0 0 0 0 0 3 99\nshort")) << "less than it announces";
}

}  // namespace
}  // namespace grading
