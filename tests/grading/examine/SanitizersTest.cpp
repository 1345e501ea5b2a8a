// Tests of grading/examine/Sanitizers.h, on what g++'s and clang++'s sanitizers write.
#include "grading/examine/Sanitizers.h"

#include <gtest/gtest.h>

namespace grading {
namespace {

constexpr char kUseAfterFree[] =
    "==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x603 at pc 0x55 bp 0x7f sp "
    "0x7f\n"
    "READ of size 8 at 0x603 thread T0\n"
    "    #0 0x55 in std::_List_iterator<int>::operator++() "
    "/usr/include/c++/12/bits/stl_list.h:289\n"
    "    #1 0x55 in MP1Node::check() build/x/source/MP1Node.cpp:7\n"
    "    #2 0x55 in MP1Node::nodeLoop() build/x/source/MP1Node.cpp:70\n"
    "\n"
    "0x603 is located 0 bytes inside of 24-byte region [0x603,0x604)\n"
    "freed by thread T0 here:\n"
    "    #0 0x7f in operator delete(void*) (/lib/libasan.so.8+0xb)\n"
    "    #1 0x55 in MP1Node::check() build/x/source/MP1Node.cpp:8\n"
    "\n"
    "previously allocated by thread T0 here:\n"
    "    #0 0x7f in operator new(unsigned long) (/lib/libasan.so.8+0xb)\n"
    "    #1 0x55 in MP1Node::add() build/x/source/MP1Node.cpp:6\n"
    "\n"
    "SUMMARY: AddressSanitizer: heap-use-after-free stl_list.h:289\n";

std::vector<Finding> findingsOf(const std::string& said) {
  return sanitizerFindings({{said, "replay", ""}});
}

TEST(SanitizersTest, sanitizerFindings_nothingIsSaid) {
  const auto findings = findingsOf("hello\n");
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ("sanitizers", findings[0].name);
  EXPECT_EQ(Finding::Good, findings[0].kind);
  EXPECT_EQ("Nothing was found.", findings[0].text);
}

TEST(SanitizersTest, sanitizerFindings_whereItWasUsedFreedAndAllocated) {
  const auto findings = findingsOf(kUseAfterFree);
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("sanitizer-use-after-free", findings[0].name);
  EXPECT_EQ(0, findings[0].maxPoints());
  EXPECT_EQ(Finding::Weak, findings[1].kind);
  EXPECT_EQ("See above.", findings[1].text);
  EXPECT_EQ(Finding::Weak, findings[0].kind);
  EXPECT_EQ("replay", findings[0].replay);
  EXPECT_EQ(0u,
            findings[0].text.find("MP1Node.cpp:7. The memory was allocated in MP1Node.cpp:6. It "
                                  "was freed in MP1Node.cpp:8. It may hold"))
      << findings[0].text;
}

TEST(SanitizersTest, sanitizerFindings_theSameLineOnceWithTheFirstReplay) {
  const auto findings =
      sanitizerFindings({{kUseAfterFree, "first", ""}, {kUseAfterFree, "second", ""}});
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("first", findings[0].replay);
}

TEST(SanitizersTest, sanitizerFindings_undefinedBehaviourOfTheFilesOwnLine) {
  const auto findings = findingsOf(
      "a/MP2Node.cpp:14:7: runtime error: signed integer overflow: 2147483647 + 5 cannot be "
      "represented in type 'int'\n");
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("sanitizer-integer-overflow", findings[0].name);
  EXPECT_EQ(0u, findings[0].text.find("MP2Node.cpp:14: signed integer overflow: 2147483647 + 5 "));
}

TEST(SanitizersTest, sanitizerFindings_inALibraryItIsTheCallersLine) {
  const auto findings = findingsOf(
      "/usr/include/c++/12/bits/stl_vector.h:9:7: runtime error: reference binding to null pointer "
      "of type 'struct Node'\n"
      "    #0 0x55 in std::vector<Node>::operator[](unsigned long) "
      "/usr/include/c++/12/stl_vector.h:9\n"
      "    #1 0x55 in MP2Node::clientRead(std::string) a/MP2Node.cpp:40:3\n"
      "\n");
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ("sanitizer-null", findings[0].name);
  EXPECT_EQ(0u, findings[0].text.find("MP2Node.cpp:40: reference binding to null pointer"));
}

TEST(SanitizersTest, sanitizerFindings_ofOthersAreNotTold) {
  const auto findings = findingsOf(
      "EmulNet.cpp:9:7: runtime error: load of null pointer of type 'int'\n"
      "    #0 0x55 in EmulNet::ENsend() EmulNet.cpp:9\n"
      "==7==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x603\n"
      "    #0 0x55 in EmulNet::ENsend() EmulNet.cpp:9\n"
      "SUMMARY: AddressSanitizer: heap-buffer-overflow\n");
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ("Nothing was found.", findings[0].text);
}

TEST(SanitizersTest, sanitizerFindings_theHarmlessIsSummedUp) {
  const std::string leak =
      "Direct leak of 600 byte(s) in 100 object(s) allocated from:\n"
      "    #0 0x7f in strdup (/lib/libasan.so.8+0xb)\n"
      "    #1 0x55 in MP2Node::clientCreate() a/MP2Node.cpp:20\n"
      "\n"
      "Indirect leak of 30 byte(s) in 1 object(s) allocated from:\n"
      "    #0 0x55 in MP2Node::clientCreate() a/MP2Node.cpp:21\n";
  const auto findings = sanitizerFindings(
      {{leak, "", ""},
       {leak + "a/MP2Node.cpp:22:9: runtime error: store to misaligned address 0x6 for 'int'\n", "",
        ""}});
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ(Finding::Good, findings[0].kind);
  EXPECT_EQ(0u, findings[0].text.find("Memory is got and never freed: up to 630 bytes a run, in "
                                      "MP2Node.cpp:20, MP2Node.cpp:21."))
      << findings[0].text;
  EXPECT_NE(std::string::npos, findings[0].text.find("within a message say, in MP2Node.cpp:22."));
}

TEST(SanitizersTest, sanitizerFindings_aRunWithoutItsEndIsNotGood) {
  const auto findings = sanitizerFindings({{"", "first", ""}, {"", "second", "the run ended"}});
  ASSERT_EQ(1u, findings.size());
  EXPECT_EQ(Finding::Unknown, findings[0].kind);
  EXPECT_EQ("Nothing was found, but not all was run: the run ended.", findings[0].text);
  EXPECT_EQ("second", findings[0].replay);
}

TEST(SanitizersTest, sanitizerFindings_whatIsFoundExplainsTheEnd) {
  const auto findings = sanitizerFindings({{kUseAfterFree, "", "the run ended"}});
  ASSERT_EQ(2u, findings.size());
  EXPECT_EQ(Finding::Weak, findings[1].kind);
  EXPECT_EQ("See above.", findings[1].text);
}

TEST(SanitizersTest, sanitizerFindings_textThatIsCutOff) {
  const std::string said = kUseAfterFree;
  for (size_t size = 0; size < said.size(); ++size) {
    EXPECT_LE(findingsOf(said.substr(0, size)).size(), 2u);
  }
  EXPECT_EQ(1u, findingsOf("MP2Node.cpp:9:1: runtime error: misaligned").size());
}

}  // namespace
}  // namespace grading
