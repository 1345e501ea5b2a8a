// Tests of cli/FromTrace.h.
#include "cli/FromTrace.h"

#include <gtest/gtest.h>

#include "tests/support/TempFile.h"
#include "tests/support/TraceText.h"

namespace cli {
namespace {

const std::string& wholeTrace() {
  static const std::string text = report::withChecksums(report::sampleTraceLines());
  return text;
}

// The options of a command line that names the trace and the page.
Options optionsOf(const std::string& trace, const std::string& page) {
  Options options;
  options.fromTrace = trace;
  options.reportFile = page;
  options.quiet = true;
  return options;
}

// What a run over these options prints as an error.
std::string errorOf(const Options& options, int expected) {
  testing::internal::CaptureStderr();
  EXPECT_EQ(expected, runFromTrace(options));
  return testing::internal::GetCapturedStderr();
}

TEST(FromTraceTest, loadTrace_keepsTheText) {
  const TempFile file(wholeTrace());
  std::string error;
  const auto loaded = loadTrace(file.path(), &error);
  ASSERT_TRUE(loaded) << error;
  EXPECT_EQ(wholeTrace(), loaded->text);
  EXPECT_EQ("testcases/create.conf, seed 7", loaded->forPage().title);
  EXPECT_EQ(file.path(), loaded->forPage().name);
}

TEST(FromTraceTest, runFromTrace_thePageOfOneAndOfTwo) {
  const TempFile trace(wholeTrace());
  const TempFile page;
  Options options = optionsOf(trace.path(), page.path());
  EXPECT_EQ("", errorOf(options, kFine));
  EXPECT_NE(std::string::npos, page.content().find("<body data-kind=\"run\">"));
  options.compareWith = trace.path();
  EXPECT_EQ("", errorOf(options, kFine));
  EXPECT_NE(std::string::npos, page.content().find("<body data-kind=\"comparison\">"));
}

TEST(FromTraceTest, runFromTrace_writesNothingOfADamagedTrace) {
  const TempFile page;
  const TempFile whole(wholeTrace());
  const TempFile cut(wholeTrace().substr(0, wholeTrace().size() / 2));
  std::string damaged = wholeTrace();
  damaged[damaged.find("red")] = 'b';
  const TempFile other(damaged);
  EXPECT_NE(std::string::npos,
            errorOf(optionsOf(cut.path(), page.path()), kUsage).find(cut.path() + ":"));
  EXPECT_NE(std::string::npos,
            errorOf(optionsOf(other.path(), page.path()), kUsage).find("are damaged"));
  Options options = optionsOf(whole.path(), page.path());
  options.compareWith = cut.path();
  EXPECT_NE(std::string::npos, errorOf(options, kUsage).find("the trace is cut"));
  options = optionsOf(whole.path(), page.path());
  options.traceOutputs = {{&traceOutputTable().back(), "1000"}};
  EXPECT_NE(std::string::npos, errorOf(options, kUsage).find("--at: `1000`"));
  EXPECT_EQ("", page.content());
}

TEST(FromTraceTest, runFromTrace_aFileThatIsNotThere) {
  EXPECT_NE(std::string::npos,
            errorOf(optionsOf("/no/such.trace", "page.html"), kUsage).find("cannot be read"));
}

}  // namespace
}  // namespace cli
