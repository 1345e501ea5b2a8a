// Tests of report/Page.h: that the page has its traces whole, and nothing else of what they hold.
#include "report/Page.h"

#include <gtest/gtest.h>

#include "grading/intake/Inflate.h"
#include "report/PageFiles.h"
#include "tests/support/TraceText.h"

namespace report {
namespace {

std::string unbase64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (char digit : text) {
    if (digit == '=') break;
    bits = bits << 6 | static_cast<uint32_t>(kDigits.find(digit));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

// The page's data of that class, as a browser would find them.
std::vector<std::string> dataIn(std::string_view page, const std::string& name) {
  const std::string start = "<script type=\"text/plain\" class=\"" + name + "\"";
  std::vector<std::string> data;
  for (size_t at = page.find(start); at != std::string_view::npos; at = page.find(start)) {
    page.remove_prefix(page.find('>', at) + 1);
    const auto text = grading::inflate(unbase64(page.substr(0, page.find('<'))), 1 << 24);
    data.push_back(text ? *text : "damaged");
  }
  return data;
}

std::vector<std::string> tracesIn(std::string_view page) { return dataIn(page, "trace"); }

size_t countOf(std::string_view piece, std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + 1)) {
    ++count;
  }
  return count;
}

std::string pageOf(const std::string& title, const std::string& name, const std::string& trace) {
  return makePage(PageKind::Run, {{name, title, trace}});
}

TEST(PageTest, makePage_hasTheTraceWhole) {
  const std::string trace = withChecksums(sampleTraceLines());
  const std::string page = pageOf("create.conf, seed 7", "a.trace", trace);
  EXPECT_EQ(std::vector<std::string>{trace}, tracesIn(page));
  EXPECT_EQ(0u, page.find("<!DOCTYPE html>"));
  EXPECT_NE(std::string::npos, page.find("<title>create.conf, seed 7</title>"));
  EXPECT_NE(std::string::npos, page.find("<body data-kind=\"run\">"));
  EXPECT_NE(std::string::npos,
            page.find("data-name=\"a.trace\" data-title=\"create.conf, seed 7\""));
}

TEST(PageTest, makePage_comparisonHasBothInTheirOrder) {
  const std::string page =
      makePage(PageKind::Comparison, {{"a", "seed 1", "first"}, {"b", "seed 2", "second"}});
  EXPECT_EQ((std::vector<std::string>{"first", "second"}), tracesIn(page));
  EXPECT_NE(std::string::npos, page.find("<title>seed 1 | seed 2</title>"));
  EXPECT_NE(std::string::npos, page.find("<body data-kind=\"comparison\">"));
}

TEST(PageTest, makePage_hasAllFilesOnce) {
  const std::string page = pageOf("t", "n", "trace");
  for (const auto& list : {pageFiles().styles, pageFiles().scripts}) {
    for (const std::string_view content : list) EXPECT_NE(std::string::npos, page.find(content));
  }
  EXPECT_EQ(pageFiles().styles.size(), countOf("<style>", page));
  EXPECT_EQ(pageFiles().scripts.size(), countOf("<script>", page));
}

TEST(PageTest, makePage_hostileDataAddNoElementAndNoAttribute) {
  const std::string hostile =
      "</script><script>alert(1)</script><!-- scripts -->\n\" onload='x' </title><body>"
      "<!-- traces -->\n& <style>\xff\xfe]]>";
  const std::string plain = pageOf("t", "n", "x");
  const std::string page = pageOf(hostile, hostile, hostile);
  EXPECT_EQ(std::vector<std::string>{hostile}, tracesIn(page));
  for (const char* piece :
       {"<script", "</script", "<style", "<body", "<title", "</title", "<!--"}) {
    EXPECT_EQ(countOf(piece, plain), countOf(piece, page)) << piece;
  }
  EXPECT_EQ(std::string::npos, page.find("\" onload"));
  EXPECT_EQ(std::string::npos, page.find('\xff'));
}

TEST(PageTest, makeSweepPage_hasItsDataAndARunIfThereIsOne) {
  const std::string json = "{\"conf\": \"</script><script>alert(1)</script>\"}";
  const std::string trace = withChecksums(sampleTraceLines());
  const PageTrace run = {"a.trace", "seed 7", trace};
  const std::string page = makeSweepPage("a.conf, seeds 1..9", json, &run);
  EXPECT_EQ(std::vector<std::string>{trace}, dataIn(page, "trace"));
  EXPECT_EQ(std::vector<std::string>{json}, dataIn(page, "sweep"));
  EXPECT_NE(std::string::npos, page.find("<title>a.conf, seeds 1..9</title>"));
  EXPECT_NE(std::string::npos, page.find("<body data-kind=\"sweep\">"));
  EXPECT_EQ(std::string::npos, page.find("alert(1)"));
  EXPECT_TRUE(dataIn(makeSweepPage("t", json, nullptr), "trace").empty());
}

// The engine is there before the page opens, and only then may the page start it.
TEST(PageTest, makeLivePage_hasTheEngineBeforeTheLastScript) {
  const std::string page = makeLivePage({"T", R"({"confs": []})", "<i>engine</i>"});
  const size_t engine = page.find("<i>engine</i>");
  ASSERT_NE(std::string::npos, engine);
  EXPECT_EQ(page.rfind("<script>"), page.find("<script>", engine));
  EXPECT_NE(std::string::npos, page.find("{\"confs\": []}"));
  EXPECT_NE(std::string::npos, page.find("worker-src blob:"));
  EXPECT_TRUE(tracesIn(page).empty());
  EXPECT_EQ(std::string::npos, pageOf("T", "a", "").find("worker-src"));
}

TEST(PageTest, makeLivePage_hasTheRecordedRun) {
  const PageTrace recorded = {"a", "T", "trace"};
  EXPECT_EQ(std::vector<std::string>{"trace"},
            tracesIn(makeLivePage({"T", "{}", "<i></i>", &recorded})));
}

TEST(PageTest, makePage_isTheSameEachTime) {
  const std::string trace = withChecksums(sampleTraceLines());
  EXPECT_EQ(pageOf("t", "n", trace), pageOf("t", "n", trace));
}

TEST(PageTest, makePage_needsNothingFromOutside) {
  const std::string page = pageOf("t", "n", "x");
  EXPECT_EQ(std::string::npos, page.find("src=\"http"));
  EXPECT_EQ(std::string::npos, page.find("<link"));
  EXPECT_EQ(std::string::npos, page.find("@import"));
  EXPECT_NE(std::string::npos, page.find("Content-Security-Policy"));
}

TEST(PageTest, pageFiles_endNoElementBeforeItsEnd) {
  for (const std::string_view script : pageFiles().scripts) {
    EXPECT_EQ(std::string_view::npos, script.find("</script"));
    EXPECT_EQ(std::string_view::npos, script.find("<!--"));
  }
  for (const std::string_view style : pageFiles().styles) {
    EXPECT_EQ(std::string_view::npos, style.find("</style"));
  }
}

}  // namespace
}  // namespace report
