// Tests of compare/Table.h and ComparisonPage.h.
#include "compare/Table.h"

#include <gtest/gtest.h>

#include "compare/ComparisonPage.h"

namespace compare {
namespace {

const Table kTable = {"A < B",        "Read \"this\".", {"name", "number"},
                      {{"<b>", "1"}}, "Also:",          {"x & y"}};

TEST(TableTest, markdownOf_hasTitleNoteRowsAndRemarks) {
  EXPECT_EQ(
      "## A < B\n\nRead \"this\".\n\n| name | number |\n|------|-------:|\n| <b>  |      1 |\n\n"
      "Also:\n\n- x & y\n\n",
      markdownOf(kTable));
}

TEST(TableTest, htmlOf_escapes) {
  const std::string html = htmlOf(kTable);
  EXPECT_NE(std::string::npos, html.find("<td>&lt;b&gt;</td><td>1</td>")) << html;
  EXPECT_NE(std::string::npos, html.find("<li>x &amp; y</li>")) << html;
  EXPECT_EQ(std::string::npos, html.find("<b>")) << html;
}

TEST(TableTest, pageOf_hasNoScriptsAndNoOtherFiles) {
  const std::string page = pageOf("<svg></svg>", {kTable});
  EXPECT_EQ(std::string::npos, page.find("<script"));
  EXPECT_EQ(std::string::npos, page.find("src="));
  EXPECT_EQ(std::string::npos, page.find("href="));
  EXPECT_NE(std::string::npos, page.find("<h2>A &lt; B</h2>"));
}

}  // namespace
}  // namespace compare
