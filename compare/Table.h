// A table of results, as Markdown and as HTML.
#pragma once

#include <string>
#include <vector>

namespace compare {

struct Table {
  std::string title;
  std::string note;  // A sentence or more above it.
  std::vector<std::string> heads;
  std::vector<std::vector<std::string>> rows;  // A field for each head.
  std::string remarksTitle = {};
  std::vector<std::string> remarks = {};  // A list below it.
};

std::string markdownOf(const Table& table);
// Fields and texts are escaped.
std::string htmlOf(const Table& table);

}  // namespace compare
