#include "search/lineage/Lineage.h"

#include <sstream>

namespace search {

std::string lineageText(const Lineage& lineage) {
  std::ostringstream text;
  text << lineage.acknowledgedAt << ' ' << lineage.fewestHolders;
  for (const Support& support : lineage.supports) {
    text << ' ' << support.gotAt << ' ' << support.holder << ' ' << support.sentAt << ' '
         << support.from;
  }
  return text.str();
}

Lineage readLineage(std::string_view text) {
  std::istringstream words{std::string(text)};
  Lineage lineage;
  words >> lineage.acknowledgedAt >> lineage.fewestHolders;
  Support support;
  while (words >> support.gotAt >> support.holder >> support.sentAt >> support.from) {
    lineage.supports.push_back(support);
  }
  return lineage;
}

}  // namespace search
