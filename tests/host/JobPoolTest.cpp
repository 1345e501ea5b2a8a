// Tests of host/JobPool.h.
//
// Nothing here depends on how fast a job is: where the order of events matters, jobs wait for one
// another at pipes made for it.
#include "host/JobPool.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <vector>

namespace sim {
namespace {

struct Reported {
  uint64_t index;
  host::JobOutcome outcome;
};

// Runs the jobs and returns the reports, in their order.
std::vector<Reported> run(uint64_t first, uint64_t last, int parallel, const host::JobBody& body) {
  std::vector<Reported> reports;
  std::string error;
  const auto report = [&](uint64_t index, const host::JobOutcome& outcome) {
    reports.push_back({index, outcome});
  };
  EXPECT_TRUE(host::runJobs(first, last, parallel, body, report, &error)) << error;
  EXPECT_EQ("", error);
  return reports;
}

bool writeAll(int descriptor, const std::string& text) {
  for (size_t done = 0; done < text.size();) {
    const ssize_t size = ::write(descriptor, text.data() + done, text.size() - done);
    if (size < 0) return false;
    done += static_cast<size_t>(size);
  }
  return true;
}

// A pipe at which one process waits for another.
class Signal {
 public:
  Signal() { EXPECT_EQ(0, ::pipe(ends_)); }
  ~Signal() {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  bool give() { return ::write(ends_[1], "x", 1) == 1; }
  // False if nobody gives it: the limit is there lest a fault make the tests wait forever.
  bool await() {
    constexpr int kForeverMs = 60000;
    pollfd end = {ends_[0], POLLIN, 0};
    char byte;
    return ::poll(&end, 1, kForeverMs) == 1 && ::read(ends_[0], &byte, 1) == 1;
  }

 private:
  int ends_[2];
};

// A number that the jobs share with the test.
class SharedNumber {
 public:
  SharedNumber()
      : memory_(::mmap(nullptr, sizeof(std::atomic<int>), PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0)),
        number_(new (memory_) std::atomic<int>(0)) {}
  ~SharedNumber() { ::munmap(memory_, sizeof(std::atomic<int>)); }
  SharedNumber(const SharedNumber&) = delete;
  SharedNumber& operator=(const SharedNumber&) = delete;

  std::atomic<int>& operator*() const { return *number_; }

 private:
  void* const memory_;
  std::atomic<int>* const number_;
};

TEST(JobPoolTest, runJobs_outputAndExitCode) {
  const auto reports = run(5, 7, 2, [](uint64_t index, int descriptor) {
    writeAll(descriptor, "job " + std::to_string(index));
    return static_cast<int>(index) - 5;
  });
  ASSERT_EQ(3u, reports.size());
  for (size_t i = 0; i < reports.size(); ++i) {
    EXPECT_EQ(5 + i, reports[i].index);
    EXPECT_EQ("job " + std::to_string(5 + i), reports[i].outcome.output);
    EXPECT_EQ(static_cast<int>(i), reports[i].outcome.exitCode);
    EXPECT_EQ(0, reports[i].outcome.killedBy);
  }
}

TEST(JobPoolTest, runJobs_one) {
  const auto reports = run(9, 9, 8, [](uint64_t, int) { return 255; });
  ASSERT_EQ(1u, reports.size());
  EXPECT_EQ(9u, reports[0].index);
  EXPECT_EQ("", reports[0].outcome.output);
  EXPECT_EQ(255, reports[0].outcome.exitCode);
}

TEST(JobPoolTest, runJobs_largestIndices) {
  const auto reports = run(UINT64_MAX - 2, UINT64_MAX, 2, [](uint64_t, int) { return 0; });
  ASSERT_EQ(3u, reports.size());
  EXPECT_EQ(UINT64_MAX - 2, reports[0].index);
  EXPECT_EQ(UINT64_MAX, reports[2].index);
}

// Each job waits for the one after it: they end in the reverse of the order that is reported.
TEST(JobPoolTest, runJobs_reportsInTheOrderOfTheIndex) {
  constexpr uint64_t kJobs = 4;
  Signal ended[kJobs];
  const auto reports = run(0, kJobs - 1, kJobs, [&](uint64_t index, int) {
    if (index + 1 < kJobs && !ended[index + 1].await()) return 1;
    return ended[index].give() ? 0 : 1;
  });
  ASSERT_EQ(kJobs, reports.size());
  for (uint64_t i = 0; i < kJobs; ++i) {
    EXPECT_EQ(i, reports[i].index);
    EXPECT_EQ(0, reports[i].outcome.exitCode);
  }
}

// Job 1 waits for the last job: a slow one does not keep the others from being started.
TEST(JobPoolTest, runJobs_aPlaceThatIsFreeIsUsed) {
  constexpr uint64_t kJobs = 6;
  Signal lastEnded;
  const auto reports = run(1, kJobs, 2, [&](uint64_t index, int) {
    if (index == 1) return lastEnded.await() ? 0 : 1;
    if (index == kJobs) return lastEnded.give() ? 0 : 1;
    return 0;
  });
  ASSERT_EQ(kJobs, reports.size());
  for (const Reported& report : reports) EXPECT_EQ(0, report.outcome.exitCode);
}

TEST(JobPoolTest, runJobs_neverMoreThanAllowedAtATime) {
  for (int parallel : {1, 3}) {
    SharedNumber running;
    const auto reports = run(1, 12, parallel, [&](uint64_t, int) {
      const int now = ++*running;
      // Others get the chance to start meanwhile.
      for (int i = 0; i < 100; ++i) ::sched_yield();
      --*running;
      return now <= parallel ? 0 : 1;
    });
    ASSERT_EQ(12u, reports.size());
    for (const Reported& report : reports) EXPECT_EQ(0, report.outcome.exitCode);
  }
}

TEST(JobPoolTest, runJobs_outputBeyondAPipesBuffer) {
  const auto textOf = [](uint64_t index) {
    std::string text;
    for (int i = 0; text.size() < 300000; ++i) {
      text += std::to_string(index) + ":" + std::to_string(i) + "\n";
    }
    return text;
  };
  const auto reports = run(1, 3, 3, [&](uint64_t index, int descriptor) {
    return writeAll(descriptor, textOf(index)) ? 0 : 1;
  });
  ASSERT_EQ(3u, reports.size());
  for (const Reported& report : reports) {
    EXPECT_EQ(0, report.outcome.exitCode);
    EXPECT_TRUE(textOf(report.index) == report.outcome.output) << report.index;
  }
}

TEST(JobPoolTest, runJobs_crashOfOneLeavesTheOthers) {
  const auto reports = run(1, 4, 2, [](uint64_t index, int descriptor) {
    writeAll(descriptor, "before");
    if (index == 2) ::raise(SIGKILL);
    if (index == 3) ::raise(SIGTERM);
    writeAll(descriptor, " and after");
    return 0;
  });
  ASSERT_EQ(4u, reports.size());
  const int kKilledBy[] = {0, SIGKILL, SIGTERM, 0};
  for (size_t i = 0; i < reports.size(); ++i) {
    EXPECT_EQ(kKilledBy[i], reports[i].outcome.killedBy);
    EXPECT_EQ(kKilledBy[i] == 0 ? "before and after" : "before", reports[i].outcome.output);
  }
}

TEST(JobPoolTest, runJobs_exitWithinTheBody) {
  const auto reports = run(1, 2, 1, [](uint64_t index, int) -> int {
    if (index == 1) ::_exit(3);
    return 0;
  });
  ASSERT_EQ(2u, reports.size());
  EXPECT_EQ(3, reports[0].outcome.exitCode);
  EXPECT_EQ(0, reports[1].outcome.exitCode);
}

TEST(JobPoolTest, runJobs_eachJobHasItsOwnGlobals) {
  static int global = 0;
  const auto reports = run(1, 3, 1, [](uint64_t, int) { return ++global; });
  for (const Reported& report : reports) EXPECT_EQ(1, report.outcome.exitCode);
  EXPECT_EQ(0, global);
}

// ---- Enough.

// How many jobs were reported when it was enough after the third, and how many had been run by
// then.
struct Ended {
  std::vector<uint64_t> reported;
  int run;
};

Ended endedAfterThree(int parallel) {
  constexpr size_t kEnough = 3;
  SharedNumber count;
  Ended ended;
  std::string error;
  const auto body = [&](uint64_t, int) {
    ++*count;
    return 0;
  };
  const auto report = [&](uint64_t index, const host::JobOutcome&) {
    ended.reported.push_back(index);
  };
  EXPECT_TRUE(host::runJobs(11, 1000, parallel, body, report, &error,
                            [&] { return ended.reported.size() >= kEnough; }));
  EXPECT_EQ("", error);
  ended.run = *count;
  return ended;
}

TEST(JobPoolTest, runJobs_enoughOneAtATime) {
  const Ended ended = endedAfterThree(1);
  EXPECT_EQ((std::vector<uint64_t>{11, 12, 13}), ended.reported);
  EXPECT_EQ(3, ended.run);
}

// What runs beside the last one that is reported is not reported, however many there are.
TEST(JobPoolTest, runJobs_enoughSeveralAtATime) {
  for (int parallel : {2, 8}) {
    EXPECT_EQ((std::vector<uint64_t>{11, 12, 13}), endedAfterThree(parallel).reported) << parallel;
  }
}

// Job 2 goes on only when it is enough: it still comes to its end before runJobs returns.
TEST(JobPoolTest, runJobs_enoughWaitsForWhatRuns) {
  Signal isEnough;
  SharedNumber ended;
  int reports = 0;
  std::string error;
  const auto body = [&](uint64_t index, int) {
    if (index == 2 && isEnough.await()) ++*ended;
    return 0;
  };
  EXPECT_TRUE(host::runJobs(
      1, 9, 2, body, [&](uint64_t, const host::JobOutcome&) { ++reports; }, &error,
      [&] { return isEnough.give(); }));
  EXPECT_EQ(1, reports);
  EXPECT_EQ(1, *ended);
}

TEST(JobPoolTest, runJobs_neverEnough) {
  int reports = 0;
  std::string error;
  EXPECT_TRUE(host::runJobs(
      1, 4, 2, [](uint64_t, int) { return 0; },
      [&](uint64_t, const host::JobOutcome&) { ++reports; }, &error, [] { return false; }));
  EXPECT_EQ(4, reports);
}

// The text that waits in the buffer before the start comes once, that of the jobs not at all.
// Told of jobs that are over before it is their turn to be reported.
TEST(JobPoolTest, runJobs_progress) {
  int ends[2];
  ASSERT_EQ(0, ::pipe(ends));
  std::vector<uint64_t> reported;
  std::vector<uint64_t> seen;
  std::string error;
  // The first job waits until the second one was seen to be over.
  const auto body = [&](uint64_t job, int) {
    char byte = 0;
    return job == 0 && ::read(ends[0], &byte, 1) != 1 ? 1 : 0;
  };
  const auto onProgress = [&](uint64_t over) {
    if (over == 1 && reported.empty()) {
      EXPECT_EQ(1, ::write(ends[1], "x", 1));
    }
    seen.push_back(over);
  };
  EXPECT_TRUE(host::runJobs(
      0, 1, 2, body, [&](uint64_t job, const host::JobOutcome&) { reported.push_back(job); },
      &error, nullptr, onProgress));
  EXPECT_EQ((std::vector<uint64_t>{0, 1}), reported);
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
  EXPECT_EQ(2u, seen.back());
  ::close(ends[0]);
  ::close(ends[1]);
}

TEST(JobPoolTest, runJobs_standardOutput) {
  testing::internal::CaptureStdout();
  std::printf("before,");
  run(1, 3, 2, [](uint64_t, int) {
    std::printf("job");
    return 0;
  });
  std::printf("after");
  EXPECT_EQ("before,after", testing::internal::GetCapturedStdout());
}

// Lets the process open `count` further descriptors, for as long as the object lives.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t count) {
    EXPECT_EQ(0, ::getrlimit(RLIMIT_NOFILE, &before_));
    const int next = ::dup(0);
    EXPECT_LE(0, next);
    ::close(next);
    const rlimit limit = {static_cast<rlim_t>(next) + count, before_.rlim_max};
    EXPECT_EQ(0, ::setrlimit(RLIMIT_NOFILE, &limit));
  }
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  DescriptorLimit(const DescriptorLimit&) = delete;
  DescriptorLimit& operator=(const DescriptorLimit&) = delete;

 private:
  rlimit before_;
};

TEST(JobPoolTest, runJobs_noPipe) {
  std::string error;
  int reports = 0;
  bool isFine = true;
  {
    const DescriptorLimit limit(1);
    isFine = host::runJobs(
        1, 3, 2, [](uint64_t, int) { return 0; },
        [&](uint64_t, const host::JobOutcome&) { ++reports; }, &error);
  }
  EXPECT_FALSE(isFine);
  EXPECT_EQ("cannot make a pipe: Too many open files", error);
  EXPECT_EQ(0, reports);
}

// What was started is still waited for and reported.
TEST(JobPoolTest, runJobs_noPipeForTheSecond) {
  std::string error;
  std::vector<uint64_t> reports;
  bool isFine = true;
  {
    const DescriptorLimit limit(2);
    isFine = host::runJobs(
        1, 3, 2, [](uint64_t, int) { return 0; },
        [&](uint64_t index, const host::JobOutcome&) { reports.push_back(index); }, &error);
  }
  EXPECT_FALSE(isFine);
  EXPECT_EQ("cannot make a pipe: Too many open files", error);
  EXPECT_EQ(std::vector<uint64_t>{1}, reports);
}

}  // namespace
}  // namespace sim
