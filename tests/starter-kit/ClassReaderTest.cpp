// Tests of starter-kit/ClassReader.h.
#include "starter-kit/ClassReader.h"

#include <gtest/gtest.h>

namespace starter {
namespace {

const char kHeader[] = R"(// class Peer { of a comment.
class Other {
 public:
  void isNotMeant();
};

class Peer {
  void isPrivateByDefault();

 public:
  // A sentence; with a semicolon { and a brace.
  Peer(int id);
  Peer();
  virtual ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  struct Inner {
    int isInner() const { return 1; }
  };
  enum : size_t { kMany = 3 };
  typedef int (*Callback)(int);

  int id() { return id_; }
  static bool receive(void* env,
                      int size);
  int count;

 private:
  void isPrivate();
  int id_;
};
)";

TEST(ClassReaderTest, publicFunctions_areThoseThatAStudentSees) {
  const Functions functions = publicFunctions("Peer", kHeader);
  const Functions expected = {
      {"Peer", {"Peer(int id);", "Peer();"}},
      {"~Peer", {"virtual ~Peer();"}},
      {"id", {"int id() { return id_; }"}},
      {"receive", {"static bool receive(void* env,\n                      int size);"}},
  };
  EXPECT_EQ(expected, functions);
}

TEST(ClassReaderTest, publicFunctions_ofNoSuchClass) {
  EXPECT_TRUE(publicFunctions("Nobody", kHeader).empty());
  EXPECT_TRUE(publicFunctions("Peer", "").empty());
}

TEST(ClassReaderTest, publicFunctions_aClassWithoutEnd) {
  EXPECT_EQ(1u, publicFunctions("Peer", "class Peer {\n public:\n  int id();\n").size());
}

const char kSource[] = R"(// Peer::step() is explained here.
Peer::Peer(int id)
    : id_(id) {}

Peer::Peer() : Peer(1) {}

int Peer::step() {
  if (id_ == 0) {
    Peer::step();
  }
  return 1;
}

int Peer::stepBack() { return Peer::step(); }

int Peer::Inner::step() { return 2; }

int SuperPeer::step() { return 3; }
)";

TEST(ClassReaderTest, definitionsOf_oneFunction) {
  const std::vector<std::string> expected = {
      "int Peer::step() {\n  if (id_ == 0) {\n    Peer::step();\n  }\n  return 1;\n}\n"};
  EXPECT_EQ(expected, definitionsOf("Peer", "step", kSource));
}

TEST(ClassReaderTest, definitionsOf_overloads) {
  const std::vector<std::string> expected = {"Peer::Peer(int id)\n    : id_(id) {}\n",
                                             "Peer::Peer() : Peer(1) {}\n"};
  EXPECT_EQ(expected, definitionsOf("Peer", "Peer", kSource));
}

TEST(ClassReaderTest, definitionsOf_oneThatIsNotThere) {
  EXPECT_TRUE(definitionsOf("Peer", "ste", kSource).empty());
  EXPECT_TRUE(definitionsOf("Inner", "step", kSource).empty());
  EXPECT_TRUE(definitionsOf("Peer", "step", "").empty());
}

TEST(ClassReaderTest, definitionsOf_aFileThatEndsWithinIt) {
  EXPECT_EQ(1u, definitionsOf("Peer", "step", "int Peer::step() {\n  return 1;").size());
}

TEST(ClassReaderTest, definitionHead_belongsToTheClass) {
  EXPECT_EQ("int Peer::step(int by)", definitionHead("Peer", "step", "int step(int by);"));
  EXPECT_EQ("bool Peer::receive()", definitionHead("Peer", "receive", "static bool receive();"));
  EXPECT_EQ("Peer::~Peer()", definitionHead("Peer", "~Peer", "virtual ~Peer();"));
}

TEST(ClassReaderTest, definitionHead_ofManyParametersIsBroken) {
  const std::string head =
      definitionHead("Peer", "Peer",
                     "Peer(Member* memberNode, Params* theParameters, EmulNet* emulNet, Log* log, "
                     "Address* address);");
  EXPECT_EQ(
      "Peer::Peer(Member* memberNode, Params* theParameters, EmulNet* emulNet, Log* log,\n"
      "           Address* address)",
      head);
}

}  // namespace
}  // namespace starter
