// The files of report/page/, as the Makefile embeds them by report/page/embed.sh.
#pragma once

#include <string_view>
#include <vector>

namespace report {

struct PageFiles {
  std::string_view html;  // The template.
  std::vector<std::string_view> styles;
  std::vector<std::string_view> scripts;
};

const PageFiles& pageFiles();

}  // namespace report
