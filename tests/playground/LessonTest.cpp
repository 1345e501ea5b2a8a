// Tests of playground/Lesson.h.
#include "playground/Lesson.h"

#include <gtest/gtest.h>

namespace playground {
namespace {

constexpr char kHead[] =
    "title: T\nseed: 7\nticks: 3 9\ngoal: ^a\nnever: ^b\nsolution: at 1 crash 2\nquestion: Q?\n";

TEST(LessonTest, readLesson_allParts) {
  std::string error;
  const std::optional<Lesson> lesson =
      readLesson(std::string(kHead) + "\nOne\nline.\n\n\nAnother.", "l", &error);
  ASSERT_TRUE(lesson) << error;
  EXPECT_EQ("T", lesson->title);
  EXPECT_EQ("7", lesson->seed);
  EXPECT_EQ("3 9", lesson->ticks);
  EXPECT_EQ("Q?", lesson->question);
  ASSERT_EQ(2u, lesson->goals.size());
  EXPECT_EQ("^a", lesson->goals[0].pattern);
  EXPECT_TRUE(lesson->goals[0].isWanted);
  EXPECT_EQ("^b", lesson->goals[1].pattern);
  EXPECT_FALSE(lesson->goals[1].isWanted);
  EXPECT_EQ((std::vector<std::string>{"One line.", "Another."}), lesson->text);
}

TEST(LessonTest, readLesson_withoutText) {
  std::string error;
  const std::optional<Lesson> lesson = readLesson(kHead, "l", &error);
  ASSERT_TRUE(lesson) << error;
  EXPECT_TRUE(lesson->text.empty());
}

TEST(LessonTest, readLesson_unknownLine) {
  std::string error;
  EXPECT_FALSE(readLesson("title: T\ngaol: x\n", "l", &error));
  EXPECT_EQ(0u, error.find("l:2: `gaol: x` is no line of a lesson: ")) << error;
}

TEST(LessonTest, readLesson_missingParts) {
  std::string error;
  EXPECT_FALSE(readLesson("", "l", &error));
  EXPECT_EQ("l:1: a lesson needs `title:`", error);
  EXPECT_FALSE(readLesson("title: T\nquestion: Q\n", "l", &error));
  EXPECT_EQ("l:1: a lesson needs `goal:`", error);
}

}  // namespace
}  // namespace playground
