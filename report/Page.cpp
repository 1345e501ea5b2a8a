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

std::string packed(std::string_view text) { return base64(deflate(text)); }

std::string traceElements(const std::vector<PageTrace>& traces) {
  std::string html;
  for (const PageTrace& trace : traces) {
    html += element("script",
                    "type=\"text/plain\" class=\"trace\" " + attribute("data-name", trace.name) +
                        " " + attribute("data-title", trace.title),
                    packed(trace.text));
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

// What a page may load: nothing but itself; the page with an engine also starts that.
constexpr std::string_view kScripts = "script-src 'unsafe-inline'";
constexpr std::string_view kScriptsAndEngine =
    "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:";

// `data` are elements. So is `engine`; "" = none. It stands before the last script, which opens the
// page.
std::string pageOf(std::string_view kind, const std::string& title, const std::string& data,
                   std::string_view engine = "") {
  const PageFiles& files = pageFiles();
  std::string_view rest = files.html;
  std::string page;
  page += takeUpTo(kScripts, &rest);
  page += engine.empty() ? kScripts : kScriptsAndEngine;
  page += takeUpTo("<title>Run</title>", &rest);
  page += "<title>" + notation::xmlText(title) + "</title>";
  page += takeUpTo("<!-- styles -->\n", &rest);
  page += elementOfEach("style", files.styles);
  page += takeUpTo("<body>", &rest);
  page += "<body " + attribute("data-kind", kind) + ">";
  page += takeUpTo("<!-- traces -->\n", &rest);
  page += data;
  page += takeUpTo("<!-- scripts -->\n", &rest);
  page += elementOfEach("script", {files.scripts.begin(), files.scripts.end() - 1});
  page += engine;
  page += element("script", "", files.scripts.back());
  page += rest;
  return page;
}

}  // namespace

std::string makePage(PageKind kind, const std::vector<PageTrace>& traces, const PageFacts& facts) {
  CHECK(mayHave(kind, traces.size()));
  std::vector<std::string> titles;
  for (const PageTrace& trace : traces) titles.push_back(trace.title);
  const std::string title = facts.title.empty() ? host::joined(titles, " | ") : facts.title;
  return pageOf(nameOf(kind), title, factsElement(facts.json) + traceElements(traces));
}

std::string makeLivePage(const LivePage& live) {
  const std::string trace = live.recorded == nullptr ? "" : traceElements({*live.recorded});
  return pageOf("playground", live.title, factsElement(live.facts) + trace, live.engine);
}

std::string makeSweepPage(const std::string& title, std::string_view json, const PageTrace* run) {
  const std::string data = element("script", "type=\"text/plain\" class=\"sweep\"", packed(json));
  return pageOf("sweep", title, data + (run == nullptr ? "" : traceElements({*run})));
}

}  // namespace report
