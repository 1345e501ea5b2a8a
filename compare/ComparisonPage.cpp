#include "compare/ComparisonPage.h"

#include "report/PageFiles.h"

namespace compare {

namespace {

// Beside the styles of a run's page, which has no plain tables.
constexpr char kStyle[] =
    "main { max-width: 1500px; margin: 0 auto; padding: 20px; }\n"
    "h2 { margin: 28px 0 8px; }\np { margin: 6px 0; }\nsvg { max-width: 1100px; }\n"
    ".wide { overflow-x: auto; }\n"
    "table { border-collapse: collapse; background: var(--paper); font-size: 13px; }\n"
    "th, td { border: 1px solid var(--line); padding: 3px 8px; text-align: right; }\n"
    "th:first-child, td:first-child, th:nth-child(2), td:nth-child(2) { text-align: left; }\n"
    "ul { padding-left: 20px; }\n";

}  // namespace

std::string pageOf(const std::string& chart, const std::vector<Table>& tables) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>The designs compared</title>\n<style>\n";
  html += std::string(report::pageFiles().styles.front()) + kStyle;
  html += "</style>\n</head>\n<body>\n<main>\n<h1>The designs compared</h1>\n" + chart;
  for (const Table& table : tables) html += htmlOf(table);
  return html + "</main>\n</body>\n</html>\n";
}

}  // namespace compare
