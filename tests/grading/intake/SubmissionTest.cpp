// Tests of grading/intake/Submission.h.
#include "grading/intake/Submission.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "host/WholeFile.h"

namespace grading {
namespace {

namespace fs = std::filesystem;

class SubmissionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("submission-test-" + std::to_string(::getpid()));
    for (const std::string& name : submittedNames()) write("own/" + name, "ours\n");
    fs::create_directories(folder_ / "given");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << text;
  }

  std::optional<Submission> read() {
    return readSubmission(folder_ / "given", folder_ / "own", &error_);
  }

  fs::path folder_;
  std::string error_;
};

TEST_F(SubmissionTest, LineEndsAndByteOrderMarksGo) {
  for (const std::string& name : submittedNames())
    write("given/" + name,
          "\xef\xbb\xbf"
          "a\r\nb\rc");
  const auto submission = read();
  ASSERT_TRUE(submission) << error_;
  EXPECT_TRUE(submission->notices.empty());
  for (const SubmittedFile& file : submission->files) EXPECT_EQ("a\nb\nc", file.text);
}

TEST_F(SubmissionTest, OurPartStandsInAndTheFolderWithMostFilesCounts) {
  write("given/MP1Node.h", "old");
  write("given/new/MP1Node.h", "new");
  write("given/new/MP1Node.cpp", "new");
  write("given/new/MP2Node.h", "new");
  write("given/report.txt", "");
  const auto submission = read();
  ASSERT_TRUE(submission) << error_;
  EXPECT_EQ("new", submission->files[0].text);
  EXPECT_EQ("new", submission->files[1].text);
  EXPECT_EQ("ours\n", submission->files[2].text) << "the header that our MP2Node.cpp needs";
  EXPECT_EQ("ours\n", submission->files[3].text);
  const std::vector<std::string> expected = {
      "There are 2 files named MP1Node.h; new/MP1Node.h was taken.",
      "new/MP2Node.h is not used: without MP2Node.cpp, ours is used with its own header.",
      "MP2Node.cpp is missing; ours is used in its place.",
      "Ignored, as only the four files count: report.txt."};
  EXPECT_EQ(expected, submission->notices);
  const std::map<Part, std::string> lacking = {{Part::Store, "MP2Node.cpp is missing"}};
  EXPECT_EQ(lacking, submission->lacking);
}

TEST_F(SubmissionTest, OurHeaderStandsInForTheirs) {
  for (const char* name : {"MP1Node.cpp", "MP2Node.h", "MP2Node.cpp"}) {
    write(std::string("given/") + name, "theirs");
  }
  const auto submission = read();
  ASSERT_TRUE(submission) << error_;
  EXPECT_TRUE(submission->lacking.empty());
  EXPECT_EQ("ours\n", submission->files[0].text);
  EXPECT_EQ("theirs", submission->files[1].text);
}

TEST_F(SubmissionTest, HeadersAloneAreNoSubmission) {
  write("given/MP1Node.h", "theirs");
  write("given/MP2Node.h", "theirs");
  EXPECT_FALSE(read());
  EXPECT_TRUE(error_.ends_with("has neither MP1Node.cpp nor MP2Node.cpp")) << error_;
}

TEST_F(SubmissionTest, ARefusedPartIsLacking) {
  write("given/MP2Node.cpp", "theirs");
  fs::create_symlink("/dev/zero", folder_ / "given/MP1Node.cpp");
  const auto submission = read();
  ASSERT_TRUE(submission) << error_;
  const std::map<Part, std::string> lacking = {
      {Part::Membership, "MP1Node.cpp was refused: it is a link"}};
  EXPECT_EQ(lacking, submission->lacking);
}

TEST_F(SubmissionTest, ARefusalIsSaidOnce) {
  write("given/MP2Node.cpp", "theirs");
  write("given/MP2Node.h", "theirs");
  write("given/MP1Node.h", "theirs");
  fs::create_directories(folder_ / "given/MP1Node.cpp");
  const auto submission = read();
  ASSERT_TRUE(submission) << error_;
  const std::vector<std::string> expected = {
      "MP1Node.h is not used: without MP1Node.cpp, ours is used with its own header.",
      "MP1Node.cpp was refused: it is a folder; ours is used in its place."};
  EXPECT_EQ(expected, submission->notices);
}

TEST_F(SubmissionTest, LinksAreRefused) {
  fs::create_symlink("/dev/zero", folder_ / "given/MP1Node.h");
  EXPECT_FALSE(read());
  EXPECT_NE(std::string::npos, error_.find("MP1Node.h was refused: it is a link")) << error_;
}

TEST_F(SubmissionTest, EachPathIsStagedInAFolderOfItsOwn) {
  EXPECT_EQ("build/submissions/_home_x-1.zip", stagingFolder("/home/x-1.zip"));
  EXPECT_EQ("build/submissions/_tw+_a++", stagingFolder("/tw_a+"));
  EXPECT_EQ("build/submissions/_a+20b+C3+A9", stagingFolder("/a b\xc3\xa9"));
  const std::string piece(199, 'd');
  EXPECT_EQ("build/submissions/_" + piece, stagingFolder("/" + piece));
  EXPECT_EQ("build/submissions/_" + piece + "+-/e", stagingFolder("/" + piece + "e"));
  const std::string deep(400, 'd');
  const std::vector<std::string> paths = {"/tw/a",  "/tw_a",   "/tw+/a",    "/tw/+a",   "/tw_/a",
                                          "/tw/_a", "/tw+_a",  "/tw++a",    "/tw a",    "/tw+20a",
                                          "/tw\ta", "/tw+2Fa", "/x" + deep, "/y" + deep};
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    folders.insert(stagingFolder(path));
    for (const fs::path& part : fs::path(stagingFolder(path)))
      EXPECT_GT(250u, part.string().size());
  }
  EXPECT_EQ(paths.size(), folders.size());
}

TEST_F(SubmissionTest, StagingLeavesTheFourFilesAlone) {
  write("given/MP1Node.h", "theirs");
  write("given/MP1Node.cpp", "theirs");
  write("staged/source/Member.h", "left behind");
  ASSERT_TRUE(stage(*read(), "given/", folder_ / "staged", &error_)) << error_;
  EXPECT_FALSE(fs::exists(folder_ / "staged/source/Member.h"));
  EXPECT_EQ(6u, fs::file_size(folder_ / "staged/source/MP1Node.h"));
}

TEST_F(SubmissionTest, StagingKeepsTheNameThatIsThere) {
  write("given/MP1Node.cpp", "theirs");
  const std::string origin = (folder_ / "staged/origin").string();
  ASSERT_TRUE(stage(*read(), "given/", folder_ / "staged", &error_)) << error_;
  EXPECT_EQ("given/\n", host::readWholeFile(origin));
  ASSERT_TRUE(stage(*read(), "../given/", folder_ / "staged", &error_)) << error_;
  EXPECT_EQ("given/\n", host::readWholeFile(origin));
}

// make SUBMISSION=DIR and the grader stage in the same folder, so that nothing is built twice.
TEST_F(SubmissionTest, MakeHasTheSameRule) {
  const std::string script = std::string(TEST_SOURCE_DIR) + "/tests/tools/stage_submission.sh";
  for (const std::string name : {"plain", "a b", "_+_", "\xc3\xa9", "'$x", "(1)*", "tab\there"}) {
    const fs::path given = folder_ / name / std::string(190, 'x') / "end";
    fs::create_directories(given);
    for (const std::string& file : submittedNames()) {
      std::ofstream(given / file, std::ios::binary)
          << "\xef\xbb\xbf// " << file << "\r\nint i;\r\n";
    }
    std::string quoted;
    for (char c : given.string() + "/.") quoted += c == '\'' ? "'\\''" : std::string(1, c);
    const std::string printed = (folder_ / "printed").string();
    ASSERT_EQ(0, std::system(("cd '" + folder_.string() + "' && sh '" + script + "' '" + quoted +
                              "' build >'" + printed + "'")
                                 .c_str()));
    const std::string staged = stagingFolder(fs::canonical(given).string());
    EXPECT_EQ(staged + "\n", host::readWholeFile(printed));
    const auto submission = readSubmission(given, folder_, &error_);
    ASSERT_TRUE(submission) << error_;
    for (const SubmittedFile& file : submission->files) {
      EXPECT_EQ(file.text, host::readWholeFile((folder_ / staged / "source" / file.name).string()))
          << name;
    }
  }
}

}  // namespace
}  // namespace grading
