// Tests of grading/confine/CallWatch.h, without the sandbox around it: each call is made by a
// process of its own.
#include "grading/confine/CallWatch.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <utime.h>

#include "tests/support/Environment.h"
#include "tests/support/TempFolder.h"

namespace grading {
namespace {

namespace files = std::filesystem;

constexpr int kNotWatched = 255;

class CallWatchTest : public testing::Test {
 protected:
  CallWatchTest() {
    own_ = folder_ + "/own";
    files::create_directory(own_);
    there_ = folder_ + "/there";
    here_ = own_ + "/here";
    std::ofstream(there_) << "text";
    std::ofstream(here_) << "text";
  }
  void SetUp() override {
    SKIP_WITHOUT_CALL_WATCHING();
    ASSERT_NE(kNotWatched, outcomeOf([] { return 0; }));
  }

  // The call's errno, or 0. What was tried is left in tried_.
  int outcomeOf(const std::function<long()>& call) {
    int ends[2];
    EXPECT_EQ(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
    const pid_t child = ::fork();
    if (child == 0) {
      if (!reportCalls(ends[0], {})) ::_exit(kNotWatched);
      ::_exit(call() == 0 ? 0 : errno);
    }
    ::close(ends[0]);
    FileRules rules;
    rules.writable = own_;
    CallWatch watch(ends[1], rules, 0, {});
    while (watch.descriptor() >= 0) {
      pollfd polled = {watch.descriptor(), POLLIN, 0};
      if (::poll(&polled, 1, -1) > 0) watch.answer(polled.revents);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    tried_ = watch.tried();
    return WEXITSTATUS(status);
  }

  // A call that has to be refused.
  void refused(const char* what, const std::string& path, const std::function<long()>& call) {
    EXPECT_EQ(EACCES, outcomeOf(call)) << what;
    EXPECT_EQ(path, tried_.writtenPath) << what;
  }
  // One that nobody is accused of, whether the system allows it or not.
  void unnoticed(const char* what, const std::function<long()>& call) {
    outcomeOf(call);
    EXPECT_EQ("", tried_.writtenPath) << what;
  }

  const TempFolder temp_;
  const std::string folder_ = temp_.path();
  std::string own_, there_, here_;
  Tried tried_;
};

TEST_F(CallWatchTest, answer_whatChangesAFileByItsPath) {
  const char* there = there_.c_str();
  refused("open", there_, [=] { return ::open(there, O_WRONLY) < 0; });
  refused("truncate", there_, [=] { return ::truncate(there, 0); });
  refused("unlink", there_, [=] { return ::unlink(there); });
  refused("chmod", there_, [=] { return ::chmod(there, 0777); });
  refused("chown", there_, [=] { return ::chown(there, 0, 0); });
  refused("lchown", there_, [=] { return ::lchown(there, 0, 0); });
  refused("utime", there_, [=] { return ::utime(there, nullptr); });
  refused("utimes", there_, [=] { return ::utimes(there, nullptr); });
  refused("setxattr", there_, [=] { return ::setxattr(there, "user.a", "b", 1, 0); });
  refused("lsetxattr", there_, [=] { return ::lsetxattr(there, "user.a", "b", 1, 0); });
  refused("removexattr", there_, [=] { return ::removexattr(there, "user.a"); });
  refused("lremovexattr", there_, [=] { return ::lremovexattr(there, "user.a"); });
  EXPECT_EQ(4u, files::file_size(there_));
}

TEST_F(CallWatchTest, answer_whatChangesAFileFromAFolder) {
  const int folder = ::open(folder_.c_str(), O_RDONLY | O_CLOEXEC);
  refused("fchmodat", "there", [=] { return ::fchmodat(folder, "there", 0777, 0); });
  refused("fchmodat2", "there", [=] { return ::syscall(452, folder, "there", 0777, 0); });
  refused("fchownat", "there", [=] { return ::fchownat(folder, "there", 0, 0, 0); });
  refused("utimensat", "there", [=] { return ::utimensat(folder, "there", nullptr, 0); });
  refused("setxattrat", "there",
          [=] { return ::syscall(463, folder, "there", 0, "user.a", nullptr, 0); });
  refused("removexattrat", "there", [=] { return ::syscall(466, folder, "there", 0, "user.a"); });
  refused("file_setattr", "there", [=] { return ::syscall(469, folder, "there", nullptr, 0, 0); });
  refused("a folder's own", folder_, [=] { return ::fchownat(folder, "", 0, 0, AT_EMPTY_PATH); });
  ::close(folder);
}

TEST_F(CallWatchTest, answer_whatChangesAnOpenFile) {
  const int file = ::open(there_.c_str(), O_RDONLY | O_CLOEXEC);
  refused("fchmod", there_, [=] { return ::fchmod(file, 0777); });
  refused("fchown", there_, [=] { return ::fchown(file, 0, 0); });
  refused("futimens", there_, [=] { return ::futimens(file, nullptr); });
  refused("fsetxattr", there_, [=] { return ::fsetxattr(file, "user.a", "b", 1, 0); });
  refused("fremovexattr", there_, [=] { return ::fremovexattr(file, "user.a"); });
  ::close(file);
}

TEST_F(CallWatchTest, answer_bothPathsOfWhatHasTwo) {
  const std::string fresh = folder_ + "/new";
  const int folder = ::open(folder_.c_str(), O_RDONLY | O_CLOEXEC);
  const char *there = there_.c_str(), *here = here_.c_str(), *to = fresh.c_str();
  refused("rename to", fresh, [=] { return ::rename(here, to); });
  refused("rename from", there_, [=] { return ::rename(there, here); });
  refused("renameat", "new", [=] { return ::renameat(AT_FDCWD, here, folder, "new"); });
  refused("renameat2", "new",
          [=] { return ::syscall(SYS_renameat2, AT_FDCWD, here, folder, "new", 0); });
  refused("link to", fresh, [=] { return ::link(here, to); });
  refused("link from", there_, [=] { return ::link(there, (std::string(here) + "2").c_str()); });
  refused("linkat", "new", [=] { return ::linkat(AT_FDCWD, here, folder, "new", 0); });
  refused("symlink", fresh, [=] { return ::symlink("anything", to); });
  refused("symlinkat", "new", [=] { return ::symlinkat("anything", folder, "new"); });
  refused("mkfifo", fresh, [=] { return ::mkfifo(to, 0600); });
  refused("mkfifoat", "new", [=] { return ::mkfifoat(folder, "new", 0600); });
  ::close(folder);
  EXPECT_EQ(2, std::distance(files::directory_iterator(folder_), files::directory_iterator()));
}

TEST_F(CallWatchTest, answer_aLinkIsFollowed) {
  files::create_symlink(there_, own_ + "/link");
  const std::string link = own_ + "/link";
  refused("chmod", link, [&] { return ::chmod(link.c_str(), 0777); });
}

TEST_F(CallWatchTest, answer_devicesMayBeWrittenToButNotChanged) {
  unnoticed("open", [] { return ::open("/dev/null", O_WRONLY) < 0; });
  refused("chmod", "/dev/null", [] { return ::chmod("/dev/null", 0666); });
}

TEST_F(CallWatchTest, answer_ownFilesAreFree) {
  const char* here = here_.c_str();
  const std::string second = own_ + "/second", third = own_ + "/third";
  const auto all = [&] {
    const int file = ::open(here, O_RDWR);
    const int memory = ::memfd_create("memory", 0);
    int pipe[2];
    return ::chmod(here, 0600) | ::fchmod(file, 0644) | ::utime(here, nullptr) |
           ::futimens(file, nullptr) | ::fchmod(memory, 0600) | ::pipe(pipe) |
           ::fchmod(pipe[1], 0600) | ::link(here, second.c_str()) |
           ::rename(second.c_str(), third.c_str()) | ::symlink("/etc/passwd", second.c_str()) |
           ::chown(here, -1, -1);
  };
  EXPECT_EQ(0, outcomeOf(all));
  EXPECT_EQ("", tried_.writtenPath);
}

}  // namespace
}  // namespace grading
