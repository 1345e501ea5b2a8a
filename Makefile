# `make help` lists the targets.
#
# What is built: the framework (C++20), the two nodes (C++11: ours at the root, or those of
# SUBMISSION), ./Application from both, and the grader. Everything but ./Application lies below
# $(BUILD). Sub-makes give another BUILD, CXX, OPT or SANITIZE, so that builds do not mix.

# make's own default is none of our choice: it is c++ on some systems.
ifeq ($(origin CXX),default)
CXX       := $(firstword $(foreach name,g++ clang++,$(shell command -v $(name) >/dev/null && echo $(name))) g++)
endif
OPT       ?= -O2
SANITIZE  ?=
BUILD     ?= build
# The folder of the four submitted files. Empty: ours, here.
SUBMISSION ?=

# A plain `make` uses all processors; the course's scripts call it without -j.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
endif

WARNINGS  := -Wall -Wextra
CXX20     := $(CXX) -std=c++20 $(WARNINGS) $(OPT) $(SANITIZE) -I. -MMD -MP
LINK      := $(CXX) $(SANITIZE)

CLASSES   := Application.cpp EmulNet.cpp Entry.cpp HashTable.cpp Log.cpp Member.cpp Message.cpp \
             Node.cpp Laboratory.cpp Params.cpp PeerGroup.cpp Simulation.cpp TableRegistry.cpp
# SubmissionClock.cpp takes the C library's place: in ./Application alone, not in the tests.
SIM       := $(filter-out sim/SubmissionClock.cpp,$(wildcard sim/*.cpp))
# A sweep scores its runs itself; the rest of grading/ is the grader's.
SCORER    := $(patsubst %,grading/%.cpp,KeyCounter KvScorer LogReader MembershipScorer Score Scorer \
             WholeFile Wording)
GRADER    := $(filter-out grading/Grader.cpp $(SCORER),$(wildcard grading/*.cpp grading/formats/*.cpp))
CLI       := $(wildcard cli/*.cpp)
CHECK     := $(wildcard check/*.cpp)
PAPERS    := $(patsubst %.cpp,$(BUILD)/%.o, \
             $(filter-out bench/papers/Papers.cpp,$(wildcard bench/papers/*.cpp)))
STARTER   := $(patsubst %.cpp,$(BUILD)/%.o, \
             $(filter-out starter-kit/Starter.cpp,$(wildcard starter-kit/*.cpp)))
FRAMEWORK := $(patsubst %.cpp,$(BUILD)/%.o,$(CLASSES) $(SIM) $(SCORER) $(CHECK) $(CLI))

.PHONY: all
all: Application

.PHONY: help
help:
	@echo "make                      build ./Application"
	@echo "make SUBMISSION=DIR       the same, with MP1Node.{h,cpp} and MP2Node.{h,cpp} of DIR"
	@echo "make run                  run testcases/create.conf"
	@echo "make test                 build and run all tests (needs GoogleTest)"
	@echo "make asan                 the same tests under the address and undefined-behaviour sanitizers"
	@echo "make zoo                  show that the checks catch each of the wrong nodes in tests/zoo"
	@echo "make zoo-grader           and what the grader says of each"
	@echo "make hostile              show that the grader contains each of the submissions in tests/hostile"
	@echo "make quality              show that the grader finds what the course's tests do not see"
	@echo "make mistakes             show that the grader names each of the mistakes in tests/mistakes"
	@echo "make fuzz                 feed random bytes to all that reads them (needs clang++)"
	@echo "make bench                measure how fast it is (needs Google Benchmark)"
	@echo "make papers               measure published numbers again, and write docs/papers/"
	@echo "make determinism          compare runs built by g++ and clang++, at -O0 and -O3"
	@echo "make starter              write starter/, the four files as a student is given them"
	@echo "make submission           check the four submitted files and pack them into submission.zip"
	@echo "make submission-check     compile the four files against the course's API alone"
	@echo "make gradescope-zip       pack the autograder that is uploaded to Gradescope"
	@echo "make format               format all sources with clang-format"
	@echo "make clean                remove everything that was built"

# ---- The framework.

$(BUILD)/%.o: %.cpp
	@mkdir -p $(@D)
	$(CXX20) -c $< -o $@

# ---- The nodes. A submission is copied to a folder of its own first: what else lies in its folder,
# the original framework's headers, say, must not be found from there.

# STAGED is the grader's: a folder in which the four files lie already, in source/.

STAGED    ?=
ifneq ($(strip $(STAGED)),)
NODES_OUT := $(STAGED)
NODES     := $(NODES_OUT)/source
else ifeq ($(strip $(SUBMISSION)),)
NODES     := .
NODES_OUT := $(BUILD)/nodes
else
# No two folders share one: see grading/Submission.h.
NODES_OUT := $(BUILD)/submissions/$(subst /,_,$(subst _,+_,$(subst +,++,$(patsubst %/,%,$(SUBMISSION)))))
NODES     := $(NODES_OUT)/source
UNSTAGED  := $(shell sh tests/tools/stage_submission.sh '$(SUBMISSION)' '$(NODES)')
ifneq ($(UNSTAGED),)
$(error $(UNSTAGED))
endif
endif
NODE_OBJECTS := $(addprefix $(NODES_OUT)/,MP1Node.o MP2Node.o CourseNodes.o)

# Our nodes ask for optimisation in their first line. All others are compiled as the course does,
# because some work at -O0 alone. C++11, as in the course; one that needs more gets C++17.
# All with -g, so that a crash is told with its line.
OWN_FLAGS    := $(WARNINGS) $(OPT) -g
# clang++ would stop a function that ends without its return; with g++ it goes on, as in the course.
COURSE_FLAGS  = -Wall -g $(shell $(CXX) -Werror -fno-strict-return -x c++ -fsyntax-only \
                  /dev/null 2>/dev/null && echo -fno-strict-return)
# What the compiler said stays beside the object: the grader explains its warnings.
compile_node = @mkdir -p $(@D); \
  flags='$(COURSE_FLAGS)'; \
  if $(foreach node,$(2),grep -q '^// build: optimise' $(node) &&) true; then flags='$(OWN_FLAGS)'; fi; \
  std=c++11; \
  if [ "$$flags" != '$(OWN_FLAGS)' ] \
     && ! $(CXX) -std=c++11 -w -I$(NODES) -I. -fsyntax-only $(1) 2>/dev/null \
     && $(CXX) -std=c++17 -w -I$(NODES) -I. -fsyntax-only $(1) 2>/dev/null; then \
    std=c++17; echo 'note: $(1) needs C++17; the course compiles with C++11'; \
  fi; \
  echo "$(CXX) -std=$$std $$flags -c $(1)"; \
  $(CXX) -std=$$std $$flags $(SANITIZE) -I$(NODES) -I. -MMD -MP -c $(1) -o $@ 2>$@.said; \
  status=$$?; cat $@.said >&2; exit $$status

$(NODES_OUT)/MP1Node.o: $(NODES)/MP1Node.cpp
	$(call compile_node,$<,$<)

$(NODES_OUT)/MP2Node.o: $(NODES)/MP2Node.cpp
	$(call compile_node,$<,$<)

$(NODES_OUT)/CourseNodes.o: stores/CourseNodes.cpp
	$(call compile_node,$<,$(NODES)/MP1Node.cpp $(NODES)/MP2Node.cpp)

# ---- The programs.

$(NODES_OUT)/Application: $(BUILD)/main.o $(BUILD)/sim/SubmissionClock.o $(FRAMEWORK) $(NODE_OBJECTS)
	$(LINK) $^ -o $@

# The nodes under the sanitizers, with the framework as it is: for what the grader finds in them. They
# come first, so that of what the two have in common, vector's functions, say, theirs are taken. A
# missing return would be the first and last thing they report; the compiler has warned of it.
NODES_CHECKED := $(patsubst %.o,$(NODES_OUT)/sanitized/%.o,$(notdir $(NODE_OBJECTS)))
$(NODES_OUT)/sanitized/%: SANITIZE := -fsanitize=address,undefined -fno-sanitize=return -O0 -w

$(NODES_OUT)/sanitized/%.o: $(NODES)/%.cpp
	$(call compile_node,$<,$<)

$(NODES_OUT)/sanitized/CourseNodes.o: stores/CourseNodes.cpp
	$(call compile_node,$<,$(NODES)/MP1Node.cpp $(NODES)/MP2Node.cpp)

$(NODES_OUT)/sanitized/Application: $(NODES_CHECKED) $(BUILD)/main.o $(BUILD)/sim/SubmissionClock.o $(FRAMEWORK)
	$(CXX) $(SANITIZE) $^ -o $@

# The one that is used: of the nodes that this make is about.
ifeq ($(BUILD),build)
.PHONY: FORCE
Application: $(NODES_OUT)/Application FORCE
	@cmp -s $< $@ || cp $< $@
else
.PHONY: Application
Application: $(NODES_OUT)/Application
endif

GRADER_OBJECTS := $(GRADER:%.cpp=$(BUILD)/%.o)

$(BUILD)/kvgrader: $(BUILD)/grading/Grader.o $(GRADER_OBJECTS) \
                   $(filter $(BUILD)/grading/% $(BUILD)/sim/% $(BUILD)/check/%,$(FRAMEWORK)) \
                   $(patsubst %,$(BUILD)/%.o,Entry Member Node)
	$(LINK) $^ -o $@

# For scripts: where the Application is that SUBMISSION's nodes are linked into.
.PHONY: which-application
which-application:
	@echo '$(NODES_OUT)/Application'

.PHONY: run
run: Application
	./Application testcases/create.conf

# ---- Tests.

TESTS := $(wildcard tests/*Test.cpp tests/spec/*Test.cpp)
TEST_OBJECTS := $(patsubst %.cpp,$(BUILD)/%.o,$(TESTS))

# Without optimisation: the tests are not what should be fast, and compile twice as quickly.
TEST_CXX    := $(CXX) -std=c++20 $(WARNINGS) -O0 $(SANITIZE) -I. -DTEST_SOURCE_DIR='"$(CURDIR)"'
TEST_HEADER := $(BUILD)/tests/pch.h

$(TEST_HEADER).gch: tests/pch.h
	@mkdir -p $(@D)
	@cp $< $(TEST_HEADER)
	$(TEST_CXX) -x c++-header $< -o $@

$(BUILD)/tests/%.o: tests/%.cpp $(TEST_HEADER).gch
	@mkdir -p $(@D)
	$(TEST_CXX) -include $(TEST_HEADER) -MMD -MP -c $< -o $@

$(BUILD)/unit_tests: $(TEST_OBJECTS) $(FRAMEWORK) $(GRADER_OBJECTS) $(NODE_OBJECTS) $(PAPERS) $(STARTER)
	$(LINK) $^ -lgtest -lgtest_main -pthread -o $@

.PHONY: test
test: all $(BUILD)/kvgrader $(BUILD)/unit_tests
	@CXX='$(CXX)' BUILD='$(BUILD)' sh tests/run.sh

.PHONY: asan
asan:
	@$(MAKE) --no-print-directory BUILD=build/asan OPT='-O1 -g' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' sanitized-test

.PHONY: sanitized-test
sanitized-test: $(BUILD)/unit_tests $(NODES_OUT)/Application
	@BUILD='$(BUILD)' sh tests/run.sh unit sanitized_runs

# ---- The zoo: wrong nodes, each of which the checks have to catch.

.PHONY: zoo
zoo:
	@sh tests/zoo/run.sh $(ZOO_NODES)

# What the grader alone says of them.
.PHONY: zoo-grader
zoo-grader:
	@sh tests/zoo/run.sh --grader $(ZOO_NODES)

# ---- Hostile submissions, which the grader has to contain.

.PHONY: hostile
hostile:
	@sh tests/hostile/run.sh $(HOSTILE_NODES)

# ---- Submissions with full marks and a weakness that the course's tests do not see.

.PHONY: quality
quality:
	@sh tests/quality/run.sh $(QUALITY_NODES)

# ---- Submissions with one mistake each, which the grader has to name.

.PHONY: mistakes
mistakes:
	@sh tests/mistakes/run.sh $(MISTAKE_NAMES)

# ---- Fuzzing: every reader of bytes from outside, under libFuzzer, which comes with clang++.

FUZZ_RUNS    ?= 1000000
FUZZ_TARGETS := $(patsubst tests/fuzz/%.cpp,%,$(wildcard tests/fuzz/*Fuzz.cpp))

.PHONY: fuzz
fuzz:
	@$(MAKE) --no-print-directory CXX=clang++ BUILD=build/fuzz OPT='-O1 -g' \
	  SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
	  $(addprefix fuzz-,$(FUZZ_TARGETS))

fuzz-%: $(BUILD)/tests/fuzz/%
	@mkdir -p $(BUILD)/corpus/$*
	@$< -seed=1 -runs=$(FUZZ_RUNS) -verbosity=0 -print_final_stats=1 -artifact_prefix=$(BUILD)/ \
	  $(BUILD)/corpus/$* 2>&1 | sed -n 's/^stat::number_of_executed_units: */$*: inputs /p; /ERROR\|SUMMARY\|Test unit/p' \
	  | tee $(BUILD)/$*.result; ! grep -q 'ERROR\|SUMMARY' $(BUILD)/$*.result

.PRECIOUS: $(BUILD)/tests/fuzz/%
$(BUILD)/tests/fuzz/%: tests/fuzz/%.cpp $(FRAMEWORK) $(NODE_OBJECTS)
	@mkdir -p $(@D)
	$(CXX20) -fsanitize=fuzzer $^ -o $@

$(BUILD)/tests/fuzz/LogFuzz: $(patsubst %,$(BUILD)/grading/%.o,CourseRule FairKeyValue FairMembership LogEntries)

.PHONY: determinism
determinism: all
	@BUILD='$(BUILD)' sh tests/run.sh determinism_full

# ---- Benchmarks.

BENCH_OBJECTS := $(patsubst %.cpp,$(BUILD)/%.o,$(wildcard bench/*.cpp))
BENCH_FLAGS   ?=

$(BUILD)/bench/benchmarks: $(BENCH_OBJECTS) $(FRAMEWORK) $(NODE_OBJECTS)
	$(LINK) $^ -lbenchmark -pthread -o $@

.PHONY: bench
bench: $(BUILD)/bench/benchmarks $(NODES_OUT)/Application
	@$^ $(BENCH_FLAGS)

.PHONY: bench-smoke
bench-smoke: $(BUILD)/bench/benchmarks $(NODES_OUT)/Application
	@$^ --smoke $(BENCH_FLAGS)

# ---- The papers' numbers, measured again: tables and plots, the same in every run.

$(BUILD)/papers: $(BUILD)/bench/papers/Papers.o $(PAPERS) $(FRAMEWORK) $(NODE_OBJECTS)
	$(LINK) $^ -o $@

.PHONY: papers
papers: $(BUILD)/papers
	@$< docs/papers

# ---- The starter: what a student is given, made from the four files here and starter-kit/.

$(BUILD)/starter: $(BUILD)/starter-kit/Starter.o $(STARTER) $(filter $(BUILD)/sim/%,$(FRAMEWORK))
	$(LINK) $^ -o $@

.PHONY: starter
starter: $(BUILD)/starter
	@$< . starter-kit starter
	@echo "starter/ holds the four files; docs/labs/README.md says what to do with them"

# ---- The submission.

SUBMITTED := MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp

.PHONY: submission-check
submission-check:
	@sh tests/checks/submission_check.sh

.PHONY: submission
submission: submission-check
	@sh tests/tools/pack_submission.sh $(SUBMITTED)

# ---- Grading for a class.

.PHONY: gradescope-zip
gradescope-zip:
	@sh grading/gradescope/pack.sh gradescope.zip

# ---- Housekeeping.

.PHONY: format
format:
	clang-format -i $(wildcard *.cpp *.h sim/*.cpp sim/*.h stores/*.cpp stores/*.h grading/*.cpp \
	  grading/*.h grading/formats/*.cpp grading/formats/*.h check/*.cpp check/*.h cli/*.cpp cli/*.h bench/*.cpp \
	  bench/*.h bench/papers/*.cpp bench/papers/*.h starter-kit/*.cpp starter-kit/*.h tests/fuzz/*.cpp tests/fuzz/*.h tests/*.cpp \
	  tests/*.h tests/spec/*.cpp tests/spec/*.h)

.PHONY: clean
clean:
	rm -rf build Application dbg.log stats.log msgcount.log grade-logs submission.zip \
	  submission.tar.gz gradescope.zip

-include $(NODES_CHECKED:.o=.d)
-include $(FRAMEWORK:.o=.d) $(GRADER_OBJECTS:.o=.d) $(NODE_OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) \
  $(BENCH_OBJECTS:.o=.d) $(BUILD)/main.d $(BUILD)/sim/SubmissionClock.d \
  $(BUILD)/grading/Grader.d $(PAPERS:.o=.d) $(BUILD)/bench/papers/Papers.d \
  $(STARTER:.o=.d) $(BUILD)/starter-kit/Starter.d
