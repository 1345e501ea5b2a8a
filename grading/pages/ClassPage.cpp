#include <algorithm>
#include <map>
#include <string_view>

#include "grading/formats/Csv.h"
#include "grading/pages/ClassPages.h"
#include "notation/JsonText.h"
#include "report/Page.h"

namespace grading {

namespace {

using notation::JsonObject;

// A row of the table, by the names of the columns.
using Row = std::map<std::string, std::string>;

std::vector<Row> rowsOf(const std::string& table) {
  std::vector<Row> rows;
  std::string_view rest = table;
  const auto header = takeCsvRow(&rest);
  if (!header) return rows;
  while (const auto fields = takeCsvRow(&rest)) {
    Row row;
    for (size_t i = 0; i < std::min(fields->size(), header->size()); ++i) {
      row[(*header)[i]] = (*fields)[i];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

// The parts of "read2 0/9; update2 0/9".
std::vector<std::string> listOf(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find("; "), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return parts;
}

std::string textsJson(const std::vector<std::string>& texts) {
  std::vector<std::string> values;
  for (const std::string& text : texts) values.push_back(notation::jsonString(text));
  return notation::jsonArray(values);
}

// As text: the page takes for a number what is one.
std::string studentJson(Row row) {
  JsonObject student;
  student.addText("name", row["submission"]).addText("page", pageFileName(row["submission"]));
  for (const char* column :
       {"points", "max_points", "mean", "key_value", "membership", "quality", "error", "notices"}) {
    student.addText(column, row[column]);
  }
  for (const char* column : {"lost", "flaky", "to_mend"}) {
    student.add(column, textsJson(listOf(row[column])));
  }
  return student.text();
}

}  // namespace

std::string classPage(const std::string& title, const std::vector<std::string>& names,
                      const std::string& table) {
  std::vector<std::string> students;
  for (const Row& row : rowsOf(table)) {
    const auto name = row.find("submission");
    const bool isOfClass =
        name != row.end() && std::find(names.begin(), names.end(), name->second) != names.end();
    if (isOfClass) students.push_back(studentJson(row));
  }
  const std::string facts =
      JsonObject().addText("title", title).add("students", notation::jsonArray(students)).text();
  return report::makePage(report::PageKind::Class, {}, {title, facts});
}

}  // namespace grading
