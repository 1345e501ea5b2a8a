// Tests of grading/formats/JUnit.h: that it is XML, and by the schema that build servers follow.
#include "grading/formats/JUnit.h"

#include <gtest/gtest.h>

#include <map>
#include <stdexcept>
#include <vector>

#include "notation/Escaping.h"
#include "tests/support/FormatGoldens.h"
#include "tests/support/SampleGrade.h"

namespace grading {
namespace {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;  // Escaped as they stand.
  std::vector<Element> children;
  std::string text;
};

// Reads the part of XML that is needed; throws at what is not well-formed.
class XmlReader {
 public:
  explicit XmlReader(const std::string& text) : text_(text) {
    if (notation::validUtf8(text) != text) throw std::runtime_error("no UTF-8");
    for (unsigned char byte : text) {
      if (byte < 0x20 && byte != '\n') throw std::runtime_error("a control character");
    }
  }

  Element readDocument() {
    expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Element root = readElement();
    expect("\n");
    if (at_ != text_.size()) throw std::runtime_error("something follows");
    return root;
  }

 private:
  void expect(const std::string& word) {
    if (text_.compare(at_, word.size(), word) != 0) throw std::runtime_error("expected " + word);
    at_ += word.size();
  }
  bool skip(const std::string& word) {
    if (text_.compare(at_, word.size(), word) != 0) return false;
    at_ += word.size();
    return true;
  }
  std::string readUntil(const std::string& ends) {
    const size_t end = text_.find_first_of(ends, at_);
    if (end == std::string::npos) throw std::runtime_error("the text ends");
    const std::string part = text_.substr(at_, end - at_);
    at_ = end;
    return part;
  }
  static void checkReferences(const std::string& text) {
    for (size_t at = text.find('&'); at != std::string::npos; at = text.find('&', at + 1)) {
      const std::string name = text.substr(at, text.find(';', at) - at + 1);
      if (name != "&amp;" && name != "&lt;" && name != "&gt;" && name != "&quot;" &&
          name != "&#9;" && name != "&#10;" && name != "&#13;") {
        throw std::runtime_error("no reference: " + name);
      }
    }
  }

  Element readElement() {
    Element element;
    expect("<");
    element.name = readUntil(" />");
    while (skip(" ")) {
      const std::string name = readUntil("=");
      expect("=\"");
      const std::string value = readUntil("\"<");
      checkReferences(value);
      expect("\"");
      if (!element.attributes.emplace(name, value).second)
        throw std::runtime_error("twice " + name);
    }
    if (skip("/>")) return element;
    expect(">");
    element.text = readUntil("<");
    while (!skip("</")) {
      element.children.push_back(readElement());
      element.text += readUntil("<");
    }
    checkReferences(element.text);
    expect(element.name + ">");
    return element;
  }

  const std::string text_;
  size_t at_ = 0;
};

size_t countOf(const Element& element, const std::string& name) {
  size_t count = element.name == name;
  for (const Element& child : element.children) count += countOf(child, name);
  return count;
}

void expectCounts(const Element& element) {
  EXPECT_EQ(std::to_string(countOf(element, "testcase")), element.attributes.at("tests"));
  EXPECT_EQ(std::to_string(countOf(element, "failure")), element.attributes.at("failures"));
  EXPECT_EQ(std::to_string(countOf(element, "error")), element.attributes.at("errors"));
  if (element.name == "testsuite") {
    EXPECT_EQ(std::to_string(countOf(element, "skipped")), element.attributes.at("skipped"));
  }
}

Element expectBySchema(const std::string& text) {
  const Element root = XmlReader(text).readDocument();
  EXPECT_EQ("testsuites", root.name);
  expectCounts(root);
  for (const Element& suite : root.children) {
    EXPECT_EQ("testsuite", suite.name);
    EXPECT_TRUE(suite.attributes.count("name"));
    expectCounts(suite);
    for (const Element& test : suite.children) {
      EXPECT_EQ("testcase", test.name);
      EXPECT_TRUE(test.attributes.count("name") && test.attributes.count("classname"));
      EXPECT_LE(test.children.size(), 1u);
      for (const Element& loss : test.children) {
        if (loss.name == "system-out") continue;
        EXPECT_TRUE(loss.attributes.count("message"));
        if (loss.name == "skipped") continue;
        EXPECT_TRUE(loss.name == "failure" || loss.name == "error");
        EXPECT_TRUE(loss.attributes.count("type"));
      }
    }
  }
  return root;
}

TEST(JUnitTest, jUnit_golden) { expectGolden("junit.xml", jUnit(gradingtest::sampleGrade())); }

TEST(JUnitTest, jUnit_bySchema) {
  const Element root = expectBySchema(jUnit(gradingtest::sampleGrade()));
  EXPECT_EQ(5u, root.children.size()) << "three scenarios, the findings and the notices";
  EXPECT_EQ("15", root.attributes.at("tests"));
  EXPECT_EQ("3", root.attributes.at("failures"));
  const Element& failure = root.children[1].children[1].children.at(0);
  EXPECT_EQ("flaky", failure.attributes.at("type"));
}

TEST(JUnitTest, jUnit_aWeakFindingFailsIfStrict) {
  Grade grade = gradingtest::sampleGrade();
  const Element loose = expectBySchema(jUnit(grade)).children[3];
  EXPECT_EQ("system-out", loose.children[0].children.at(0).name);
  EXPECT_EQ("skipped", loose.children[2].children.at(0).name);
  grade.isStrict = true;
  const Element strict = expectBySchema(jUnit(grade)).children[3];
  EXPECT_EQ("failure", strict.children[0].children.at(0).name);
  EXPECT_EQ("1", strict.attributes.at("failures"));
  EXPECT_EQ("system-out", strict.children[1].children.at(0).name);
  EXPECT_EQ("skipped", strict.children[2].children.at(0).name) << "what is unknown costs nothing";
}

TEST(JUnitTest, jUnit_whatDoesNotBuildIsAnError) {
  const Element root = expectBySchema(jUnit(gradingtest::brokenGrade()));
  EXPECT_EQ("1", root.attributes.at("errors"));
  EXPECT_EQ("0", root.attributes.at("failures"));
}

TEST(JUnitTest, jUnit_anEndThatCostNothingIsNoFailure) {
  Grade grade = gradingtest::sampleGrade();
  grade.tests[0].note = "with seed 2 <the run> ended with signal 11";
  const Element root = expectBySchema(jUnit(grade));
  EXPECT_EQ("3", root.attributes.at("failures"));
  const Element& said = root.children[0].children[0].children.at(0);
  EXPECT_EQ("system-out", said.name);
  EXPECT_NE(std::string::npos, said.text.find("with seed 2 &lt;the run&gt; ended")) << said.text;
}

TEST(JUnitTest, jUnit_anyBytes) {
  Grade grade = gradingtest::sampleGrade();
  for (int byte = 0; byte < 256; ++byte) {
    grade.tests[1].reason = grade.tests[1].explanation = grade.findings[0].text =
        grade.findings[2].text = std::string(2, static_cast<char>(byte));
    EXPECT_NO_THROW(expectBySchema(jUnit(grade))) << byte;
  }
}

}  // namespace
}  // namespace grading
