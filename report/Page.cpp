#include "report/Page.h"

#include <array>

#include "host/Check.h"
#include "host/Words.h"
#include "notation/Escaping.h"
#include "report/Base64.h"
#include "report/Deflate.h"
#include "report/PageFiles.h"

namespace report {

namespace {

bool mayHave(PageKind kind, size_t traces) {
  switch (kind) {
    case PageKind::Run: return traces == 1;
    case PageKind::Comparison: return traces == 2;
    case PageKind::Grade: return true;
    case PageKind::Class: return traces == 0;
  }
  return false;
}

std::string_view nameOf(PageKind kind) {
  constexpr auto kNames = std::to_array<std::string_view>({"run", "comparison", "grade", "class"});
  static_assert(kNames.size() == static_cast<size_t>(PageKind::Class) + 1);
  return kNames[static_cast<size_t>(kind)];
}

std::string element(std::string_view tag, std::string_view attributes, std::string_view content) {
  std::string html = "<" + std::string(tag);
  if (!attributes.empty()) html += " " + std::string(attributes);
  return html.append(">").append(content).append("</").append(tag).append(">\n");
}

std::string attribute(std::string_view name, std::string_view value) {
  return std::string(name) + "=\"" + notation::xmlText(value) + "\"";
}

std::string titleElement(const std::vector<PageTrace>& traces, const std::string& title) {
  std::vector<std::string> titles;
  if (!title.empty()) titles.push_back(title);
  for (const PageTrace& trace : traces) {
    if (title.empty()) titles.push_back(trace.title);
  }
  return "<title>" + notation::xmlText(host::joined(titles, " | ")) + "</title>";
}

std::string traceElements(const std::vector<PageTrace>& traces) {
  std::string html;
  for (const PageTrace& trace : traces) {
    html += element("script",
                    "type=\"text/plain\" class=\"trace\" " + attribute("data-name", trace.name) +
                        " " + attribute("data-title", trace.title),
                    base64(deflate(trace.text)));
  }
  return html;
}

// Text of a script element ends at `</script`, and `<!--` changes where it does. In JSON both can
// only be within strings, where \u003c is the same as <.
std::string factsElement(const std::string& json) {
  if (json.empty()) return "";
  std::string inert;
  for (const char c : json) inert += c == '<' ? "\\u003c" : std::string(1, c);
  return element("script", "type=\"application/json\" id=\"facts\"", inert);
}

std::string elementOfEach(std::string_view tag, const std::vector<std::string_view>& contents) {
  std::string html;
  for (const std::string_view content : contents) html += element(tag, "", content);
  return html;
}

// Moves *rest behind `mark` and returns what is before it. What is inserted is never searched.
std::string_view takeUpTo(std::string_view mark, std::string_view* rest) {
  const size_t at = rest->find(mark);
  CHECK(at != std::string_view::npos);
  const std::string_view before = rest->substr(0, at);
  rest->remove_prefix(at + mark.size());
  return before;
}

}  // namespace

std::string makePage(PageKind kind, const std::vector<PageTrace>& traces, const PageFacts& facts) {
  CHECK(mayHave(kind, traces.size()));
  const PageFiles& files = pageFiles();
  std::string_view rest = files.html;
  std::string page;
  page += takeUpTo("<title>Run</title>", &rest);
  page += titleElement(traces, facts.title);
  page += takeUpTo("<!-- styles -->\n", &rest);
  page += elementOfEach("style", files.styles);
  page += takeUpTo("<body>", &rest);
  page += "<body " + attribute("data-kind", nameOf(kind)) + ">";
  page += takeUpTo("<!-- traces -->\n", &rest);
  page += factsElement(facts.json);
  page += traceElements(traces);
  page += takeUpTo("<!-- scripts -->\n", &rest);
  page += elementOfEach("script", files.scripts);
  page += rest;
  return page;
}

}  // namespace report
