#include "compare/Table.h"

#include "bench/papers/TextTable.h"
#include "notation/Escaping.h"

namespace compare {

namespace {

std::string element(const std::string& name, const std::string& text) {
  return "<" + name + ">" + notation::xmlText(text) + "</" + name + ">";
}

std::string rowOf(const std::vector<std::string>& fields, const std::string& name) {
  std::string html = "<tr>";
  for (const std::string& field : fields) html += element(name, field);
  return html + "</tr>\n";
}

}  // namespace

std::string markdownOf(const Table& table) {
  papers::TextTable text(table.heads);
  for (const auto& row : table.rows) text.add(row);
  std::string markdown = "## " + table.title + "\n\n" + table.note + "\n\n" + text.text() + "\n";
  if (table.remarks.empty()) return markdown;
  markdown += table.remarksTitle + "\n\n";
  for (const std::string& remark : table.remarks) markdown += "- " + remark + "\n";
  return markdown + "\n";
}

std::string htmlOf(const Table& table) {
  std::string html = element("h2", table.title) + "\n" + element("p", table.note) +
                     "\n<div class=\"wide\"><table>\n" + rowOf(table.heads, "th");
  for (const auto& row : table.rows) html += rowOf(row, "td");
  html += "</table></div>\n";
  if (table.remarks.empty()) return html;
  html += element("p", table.remarksTitle) + "\n<ul>\n";
  for (const std::string& remark : table.remarks) html += element("li", remark) + "\n";
  return html + "</ul>\n";
}

}  // namespace compare
