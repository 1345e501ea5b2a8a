// Tests of starter-kit/Handout.h.
#include "starter-kit/Handout.h"

#include <gtest/gtest.h>

namespace starter {
namespace {

using Errors = std::vector<std::string>;

// A small solution and a template that fits it, to be changed by the tests.
class HandoutTest : public testing::Test {
 protected:
  ClassFiles solution{{"Peer.h",
                       "class Peer {\n"
                       " public:\n"
                       "  Peer(int id);\n"
                       "  Peer();\n"
                       "  int id() { return id_; }\n"
                       "  int step(int by);\n"
                       "  long drops();\n"
                       "\n"
                       " private:\n"
                       "  void help();\n"
                       "};\n"},
                      {"Peer.cpp",
                       "Peer::Peer(int id) : id_(id) { help(); }\n"
                       "\n"
                       "Peer::Peer() : Peer(1) {}\n"
                       "\n"
                       "int Peer::step(int by) { return by; }\n"}};
  ClassFiles handoutTemplate{{"kit/Peer.h",
                              "class Peer {\n"
                              " public:\n"
                              "  @declare Peer\n"
                              "  @declare id\n"
                              "  // Yours.\n"
                              "  @declare step\n"
                              "@ours drops\n"
                              "};\n"},
                             {"kit/Peer.cpp",
                              "@define Peer {\n"
                              "  id_ = id;\n"
                              "}\n"
                              "\n"
                              "@copy Peer\n"
                              "\n"
                              "@define step { return 0; }\n"}};
  Handout handout;

  Errors make() { return makeHandout("Peer", solution, handoutTemplate, &handout); }

  static void replace(const std::string& before, const std::string& after, TextFile* file) {
    const size_t at = file->text.find(before);
    ASSERT_NE(std::string::npos, at) << before;
    file->text.replace(at, before.size(), after);
  }
};

TEST_F(HandoutTest, make_fillsTheTemplate) {
  EXPECT_EQ(Errors(), make());
  EXPECT_EQ(
      "class Peer {\n"
      " public:\n"
      "  Peer(int id);\n"
      "  Peer();\n"
      "  int id() { return id_; }\n"
      "  // Yours.\n"
      "  int step(int by);\n"
      "};\n",
      handout.header);
  EXPECT_EQ(
      "Peer::Peer(int id) {\n"
      "  id_ = id;\n"
      "}\n"
      "\n"
      "Peer::Peer() : Peer(1) {}\n"
      "\n"
      "int Peer::step(int by) { return 0; }\n",
      handout.source);
}

TEST_F(HandoutTest, make_followsTheSolutionsInterface) {
  replace("int step(int by)", "long step(long by, int times)", &solution.header);
  EXPECT_EQ(Errors(), make());
  EXPECT_NE(std::string::npos, handout.header.find("  long step(long by, int times);\n"));
  EXPECT_NE(std::string::npos, handout.source.find("long Peer::step(long by, int times) {"));
}

TEST_F(HandoutTest, make_theCoursesForm) {
  replace("@declare step", "@declare step: void step();", &handoutTemplate.header);
  EXPECT_EQ(Errors(), make());
  EXPECT_NE(std::string::npos, handout.header.find("  void step();\n"));
  EXPECT_NE(std::string::npos, handout.source.find("void Peer::step() { return 0; }"));
}

TEST_F(HandoutTest, make_theCoursesFormOfSomethingElse) {
  replace("@declare step", "@declare step: void leap();", &handoutTemplate.header);
  const Errors errors = make();
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(
      "kit/Peer.h:6: @declare step: void leap();: a declaration of step is wanted behind the colon",
      errors[0]);
}

TEST_F(HandoutTest, make_aFunctionThatTheSolutionHasNoMore) {
  replace("long drops();", "", &solution.header);
  EXPECT_EQ(Errors{"kit/Peer.h:7: @ours drops: class Peer of Peer.h has no public function of that "
                   "name"},
            make());
}

TEST_F(HandoutTest, make_aFunctionThatIsPrivateNow) {
  replace("void help();", "void help();\n  int step(int by);", &solution.header);
  replace("  int step(int by);\n", "", &solution.header);
  EXPECT_EQ(2u, make().size());  // The declaration and the definition.
}

TEST_F(HandoutTest, make_aFunctionThatTheTemplateDoesNotKnow) {
  replace("long drops();", "long drops();\n  void leave();", &solution.header);
  EXPECT_EQ(Errors{"kit/Peer.h: it lacks the public function leave of class Peer in Peer.h: either "
                   "@declare leave or @ours leave is wanted"},
            make());
}

TEST_F(HandoutTest, make_aFunctionWithoutDefinition) {
  replace("@define step { return 0; }\n", "", &handoutTemplate.source);
  EXPECT_EQ(Errors{"kit/Peer.cpp: it lacks step, which the handout's header declares: either "
                   "@define step or @copy step is wanted"},
            make());
}

TEST_F(HandoutTest, make_anOverloadWithoutDefinition) {
  replace("@copy Peer\n", "", &handoutTemplate.source);
  EXPECT_EQ(1u, make().size());
}

TEST_F(HandoutTest, make_aDefinitionTooMany) {
  handoutTemplate.source.text += "@define step { return 1; }\n";
  EXPECT_EQ(Errors{"kit/Peer.cpp:8: @define step { return 1; }: the handout's header has 1 of that "
                   "name"},
            make());
}

TEST_F(HandoutTest, make_aCopyOfWhatIsNotDefined) {
  replace("Peer::Peer() : Peer(1) {}\n", "", &solution.source);
  EXPECT_EQ(Errors{"kit/Peer.cpp:5: @copy Peer: Peer.cpp does not define it"}, make());
}

TEST_F(HandoutTest, make_anUnknownDirective) {
  replace("@copy", "@take", &handoutTemplate.source);
  const Errors errors = make();
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ("kit/Peer.cpp:5: @take Peer: allowed are @declare, @define, @copy and @ours",
            errors[0]);
}

}  // namespace
}  // namespace starter
