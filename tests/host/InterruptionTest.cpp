// Tests of host/Interruption.h, and of what ends early because of it: each in a process of its own,
// which the signal may end.
#include "host/Interruption.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iostream>
#include <sstream>

#include "host/EarlyEnd.h"
#include "host/JobPool.h"
#include "host/RunPosition.h"
#include "tests/support/LoggedRun.h"

namespace sim {
namespace {

using testing::ExitedWithCode;
using testing::KilledBySignal;

TEST(InterruptionTest, withoutAWatchTheSignalEndsTheProcess) {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(
        {
          host::reportEarlyEnds();
          ::raise(signal);
        },
        KilledBySignal(signal), "^$");
  }
}

TEST(InterruptionTest, aWatchNotesTheFirstSignalAlone) {
  EXPECT_EXIT(
      {
        host::reportEarlyEnds();
        const host::InterruptionWatch watch;
        std::cerr << host::isInterrupted();
        ::raise(SIGTERM);
        std::cerr << host::isInterrupted();
        ::raise(SIGINT);
      },
      KilledBySignal(SIGINT), "^01$");
}

TEST(InterruptionTest, dieInterrupted_byTheSignalThatWasNoted) {
  EXPECT_EXIT(
      {
        host::reportEarlyEnds();
        const host::InterruptionWatch watch;
        ::raise(SIGHUP);
        host::dieInterrupted();
      },
      KilledBySignal(SIGHUP), "");
}

TEST(InterruptionTest, isInterrupted_notWithoutASignal) {
  const host::InterruptionWatch watch;
  EXPECT_FALSE(host::isInterrupted());
  EXPECT_GE(host::interruptionDescriptor(), 0);
}

// It never looks whether it is interrupted.
TEST(InterruptionTest, aNodeThatHangsIsNamed) {
  EXPECT_EXIT(
      {
        host::reportEarlyEnds();
        const host::InterruptionWatch watch;
        const host::PositionMark mark(160, 3, "MP2Node::checkMessages");
        if (::fork() == 0) {
          ::kill(::getppid(), SIGINT);
          ::_exit(0);
        }
        while (true) ::pause();
      },
      KilledBySignal(SIGINT), "^interrupted at tick 160, in peer 3's MP2Node::checkMessages\n");
}

TEST(InterruptionTest, messagesThatMultiplyAreCounted) {
  EXPECT_EXIT(
      {
        host::reportEarlyEnds();
        const host::InterruptionWatch watch;
        const host::PositionMark mark(6, 3, "MP1Node::nodeLoop");
        host::runPosition.messages = 812345;
        if (::fork() == 0) {
          ::kill(::getppid(), SIGINT);
          ::_exit(0);
        }
        while (true) ::pause();
      },
      KilledBySignal(SIGINT), "^interrupted after 812345 messages at tick 6, in peer 3's ");
}

// With a watch, as alone, and in a job, as in a sweep.
void raiseInACall(int signal) {
  const host::PositionMark mark(160, 3, "MP2Node::checkMessages");
  ::raise(signal);
}

TEST(InterruptionTest, aSignalOfTheNodeItselfIsNoRequest) {
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(
        {
          host::reportEarlyEnds();
          const host::InterruptionWatch watch;
          raiseInACall(signal);
        },
        KilledBySignal(signal), "^crashed with signal .* in peer 3's MP2Node::checkMessages");
  }
}

TEST(InterruptionTest, aSignalOfTheNodeItselfEndsAJob) {
  host::JobOutcome seen;
  const auto body = [](uint64_t, int descriptor) {
    host::reportEarlyEnds();
    host::reportEarlyEndsTo(descriptor);
    raiseInACall(SIGTERM);
    return 0;
  };
  const auto report = [&](uint64_t, const host::JobOutcome& outcome) { seen = outcome; };
  std::string error;
  const host::InterruptionWatch watch;
  EXPECT_TRUE(host::runJobs(1, 1, 1, body, report, &error)) << error;
  EXPECT_EQ(SIGTERM, seen.killedBy);
  EXPECT_EQ(0u, seen.output.find("crashed with signal 15 (Terminated) at tick 160")) << seen.output;
}

TEST(InterruptionTest, aClosedPipeIsNotWorthAWord) {
  EXPECT_EXIT(
      {
        host::reportEarlyEnds();
        ::raise(SIGPIPE);
      },
      KilledBySignal(SIGPIPE), "^$");
}

// ---- What ends early.

void interruptARunAtTick321() {
  host::reportEarlyEnds();
  const host::InterruptionWatch watch;
  host::MemoryOutput dbgLog;
  host::MemoryOutput statsLog;
  host::MemoryOutput messageCounts;
  std::ostringstream unseen;
  RunOutputs outputs = {&dbgLog, &statsLog, &messageCounts, &unseen};
  outputs.onTick = [](int ticks, int) {
    if (ticks == 321) ::raise(SIGINT);
  };
  const RunResult result = simulate(paramsOf("read", 1), outputs);
  const std::string ofFirstPeer =
      messageCounts.text().substr(0, messageCounts.text().find("sent_total"));
  std::cerr << result.interrupted << result.finished << " " << result.ticks << " of "
            << result.endsAt << ", " << std::count(ofFirstPeer.begin(), ofFirstPeer.end(), '(')
            << " counted";
  ::_exit(0);
}

TEST(InterruptionTest, simulate_endsAfterTheTick) {
  EXPECT_EXIT(interruptARunAtTick321(), ExitedWithCode(0), "^10 321 of 700, 321 counted$");
}

// The second of three jobs runs `interrupt`, and goes on for ever.
void runJobsOne(int descriptor, void (*interrupt)()) {
  std::string error;
  const auto body = [&](uint64_t index, int) {
    if (index == 1) return 0;
    interrupt();
    while (true) ::pause();
  };
  const auto report = [](uint64_t index, const host::JobOutcome&) {
    std::cerr << "job " << index << " ";
  };
  host::runJobs(1, 3, 1, body, report, &error);
  ::close(descriptor);
}

// That the job is gone shows in a pipe: as long as it lives, the pipe has a writing end.
void interruptAJobPool() {
  host::reportEarlyEnds();
  const host::InterruptionWatch watch;
  int ends[2];
  if (::pipe(ends) != 0) ::_exit(1);
  runJobsOne(ends[1], [] { ::kill(::getppid(), SIGTERM); });
  char byte;
  std::cerr << ::read(ends[0], &byte, 1) << " bytes";
  host::dieInterrupted();
}

TEST(InterruptionTest, runJobs_endsItsChildren) {
  EXPECT_EXIT(interruptAJobPool(), KilledBySignal(SIGTERM), "^job 1 0 bytes$");
}

// Ctrl-C reaches children as well.
void interruptAJob() {
  host::reportEarlyEnds();
  const host::InterruptionWatch watch;
  std::string error;
  const auto body = [](uint64_t, int) {
    ::raise(SIGINT);
    return host::isInterrupted() ? 1 : 7;
  };
  const auto report = [](uint64_t, const host::JobOutcome& outcome) {
    std::cerr << outcome.exitCode;
  };
  host::runJobs(1, 1, 1, body, report, &error);
  ::_exit(0);
}

TEST(InterruptionTest, runJobs_childrenLeaveSignalsToTheParent) {
  EXPECT_EXIT(interruptAJob(), ExitedWithCode(0), "^7$");
}

#ifdef __linux__
TEST(InterruptionTest, runJobs_childrenDieWithTheirParent) {
  int ends[2];
  ASSERT_EQ(0, ::pipe(ends));
  EXPECT_EXIT(runJobsOne(ends[1], [] { ::kill(::getppid(), SIGKILL); }), KilledBySignal(SIGKILL),
              "");
  ::close(ends[1]);
  char byte;
  EXPECT_EQ(0, ::read(ends[0], &byte, 1));
  ::close(ends[0]);
}
#endif

}  // namespace
}  // namespace sim
