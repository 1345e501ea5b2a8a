// Tests of cli/outputs/TraceOutputs.h. What the texts say is the business of tests/report/exports/.
#include "cli/outputs/TraceOutputs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/support/TempFile.h"
#include "tests/support/TraceText.h"

namespace cli {
namespace {

const TraceOutput* rowOf(const std::string& option) {
  const auto& table = traceOutputTable();
  const auto row = std::find_if(table.begin(), table.end(),
                                [&](const TraceOutput& output) { return output.option == option; });
  return row == table.end() ? nullptr : &*row;
}

// What is wrong with the value for the sample trace; "" if nothing is.
std::string wrongWith(const std::string& option, const std::string& value) {
  std::string error;
  return makeOutputs({{rowOf(option), value}}, report::sampleTrace(), &error) ? "" : error;
}

TEST(TraceOutputsTest, makeOutputs_allRows) {
  std::vector<ChosenOutput> chosen;
  for (const TraceOutput& output : traceOutputTable()) {
    chosen.push_back({&output, output.isFile ? output.option + std::string(".txt") : "1"});
  }
  std::string error;
  const auto made = makeOutputs(chosen, report::sampleTrace(), &error);
  ASSERT_TRUE(made) << error;
  ASSERT_EQ(chosen.size(), made->size());
  for (size_t i = 0; i < made->size(); ++i) {
    EXPECT_EQ(chosen[i].output->isFile ? chosen[i].value : "", (*made)[i].file);
    EXPECT_FALSE((*made)[i].text.empty()) << chosen[i].output->option;
    EXPECT_EQ('\n', (*made)[i].text.back()) << chosen[i].output->option;
  }
}

TEST(TraceOutputsTest, makeOutputs_valuesThatDoNotSuitTheTrace) {
  EXPECT_EQ("", wrongWith("--at", "29"));
  EXPECT_EQ("--at: `30` is no tick of this run: a tick from 0 to 29 is allowed",
            wrongWith("--at", "30"));
  EXPECT_EQ("", wrongWith("--explain", "apple"));
  EXPECT_EQ(0u, wrongWith("--explain", "pear").find("--explain: `pear` is neither"));
}

TEST(TraceOutputsTest, accepts_ticks) {
  const auto accepts = rowOf("--at")->accepts;
  EXPECT_TRUE(accepts("0"));
  EXPECT_TRUE(accepts("700"));
  for (const char* text : {"", "-1", "+1", "1 ", "0x1", "1.5", "99999999999", "tick"}) {
    EXPECT_FALSE(accepts(text)) << text;
  }
}

TEST(TraceOutputsTest, writeFiles_andPrintTexts) {
  const TempFile file;
  const std::vector<MadeOutput> outputs = {{"", "one\n"}, {file.path(), "file\n"}, {"", "two\n"}};
  EXPECT_TRUE(writeFiles(outputs));
  EXPECT_EQ("file\n", file.content());
  std::ostringstream out;
  printTexts(outputs, out);
  EXPECT_EQ("one\n\ntwo\n", out.str());
}

TEST(TraceOutputsTest, whyUnwritable_looksAtFilesAlone) {
  EXPECT_EQ("", whyUnwritable({{rowOf("--explain"), "/no/such/folder/x"}}));
  EXPECT_NE("", whyUnwritable({{rowOf("--timeline"), "/no/such/folder/x"}}));
}

TEST(TraceOutputsTest, addFiles_printedTextsHaveNone) {
  std::vector<ChosenOutput> chosen;
  for (const TraceOutput& output : traceOutputTable()) chosen.push_back({&output, "x"});
  std::vector<host::NamedFile> files;
  addFiles(chosen, &files);
  std::string names;
  for (const host::NamedFile& file : files) names += file.what + " ";
  EXPECT_EQ("--perfetto --shiviz --timeline ", names);
}

}  // namespace
}  // namespace cli
