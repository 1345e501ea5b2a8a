# `make help` lists the targets.
#
# It builds the framework (C++20), the two nodes (C++11: ours at the root, or those of SUBMISSION),
# ./Application from both, and the grader. All outputs but ./Application are below $(BUILD). Sub-makes set
# another BUILD, CXX, OPT or SANITIZE, so that builds do not mix.

# make's own default does not suit: it is c++ on some systems.
ifeq ($(origin CXX),default)
CXX       := $(firstword $(foreach name,g++ clang++,$(shell command -v $(name) >/dev/null && echo $(name))) g++)
endif
OPT       ?= -O2
SANITIZE  ?=
BUILD     ?= build
# The folder of the four submitted files. Empty: ours, at the root.
SUBMISSION ?=
# The course's edition for which they are written. Empty: choose_edition.sh detects it.
EDITION    ?=
EDITIONS   := 2014a 2014 2020
ifneq ($(filter-out $(EDITIONS),$(EDITION))$(word 2,$(EDITION)),)
$(error EDITION=$(EDITION): one of $(EDITIONS) is allowed, or nothing, and it is found out)
endif

# `make V=1` shows the commands. Otherwise each step prints a short line, $(call step,WORD,FILE), or
# nothing with `make -s`. $(Q) precedes the step's command.
quoted = '$(subst ','\'',$(1))'
ifeq ($(V),1)
Q      :=
step    =
else
Q      := @
step    = $(if $(findstring s,$(filter-out -%,$(firstword $(MAKEFLAGS)))),,@echo $(1) $(call quoted,$(2)))
endif

# A plain `make` uses all processors; the course's scripts call it without -j. A make within make has
# those of the outer one.
ifeq ($(filter -j%,$(MAKEFLAGS))$(filter-out 0,$(MAKELEVEL)),)
MAKEFLAGS += -j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
endif

WARNINGS  := -Wall -Wextra
CXX20     := $(CXX) -std=c++20 $(WARNINGS) $(OPT) $(SANITIZE) -I. -MMD -MP
LINK      := $(CXX) $(SANITIZE)

# The sources of rooms and of their inner rooms, three levels deep.
in_rooms   = $(wildcard $(foreach below,/*.cpp /*/*.cpp /*/*/*.cpp,$(addsuffix $(below),$(1))))

# Listed by name, because a user may have other files at the root, and the two nodes have their own rules.
CLASSES   := Application.cpp CourseText.cpp EmulNet.cpp Entry.cpp HashTable.cpp Laboratory.cpp Log.cpp Member.cpp \
             Message.cpp Node.cpp Params.cpp PeerGroup.cpp Simulation.cpp
# SubmissionClock.cpp replaces functions of the C library, in ./Application but not in the tests. Nodes are
# compiled for each submission, and so are the files that include their headers or name them. A sweep
# needs the grader's room score/, for the points of its runs.
LIBRARY   := $(filter-out host/SubmissionClock.cpp cli/NodesOrigin.cpp stores/CourseMembership.cpp stores/CourseStore.cpp, \
             $(call in_rooms,host notation sim report lab stores probe check search cli grading/score)) \
             $(filter-out playground/Playground.cpp,$(wildcard playground/*.cpp))
GRADER    := $(filter-out grading/Grader.cpp $(LIBRARY),$(call in_rooms,grading))
PAPERS    := $(patsubst %.cpp,$(BUILD)/%.o, \
             $(filter-out bench/papers/Papers.cpp,$(wildcard bench/papers/*.cpp)))
COMPARE   := $(patsubst %.cpp,$(BUILD)/%.o,$(filter-out compare/Compare.cpp,$(wildcard compare/*.cpp)))
STARTER   := $(patsubst %.cpp,$(BUILD)/%.o, \
             $(filter-out starter-kit/Starter.cpp,$(wildcard starter-kit/*.cpp)))
MUTATE    := $(patsubst %.cpp,$(BUILD)/%.o, \
             $(filter-out %Test.cpp tests/mutants/Mutate.cpp,$(wildcard tests/mutants/*.cpp)))
TESTED_ENGINE := $(patsubst %,$(BUILD)/playground/engine/%.o,AsItWent Engine)
FRAMEWORK := $(patsubst %.cpp,$(BUILD)/%.o,$(CLASSES) $(LIBRARY)) $(BUILD)/report/PageFiles.o

.PHONY: all
all: Application

.PHONY: help
help:
	@echo "make                      build ./Application"
	@echo "make SUBMISSION=DIR       the same, with MP1Node.{h,cpp} and MP2Node.{h,cpp} of DIR"
	@echo "make EDITION=2014a        the same, for files of this edition of the course: 2014a, 2014 or 2020;"
	@echo "                          without it, the edition is detected"
	@echo "make V=1                  build, and show the commands of the compiler"
	@echo "make run                  run testcases/create.conf"
	@echo "make debug                build a program for gdb, of our nodes or those of SUBMISSION, and print how to"
	@echo "                          start it: docs/debugging.md"
	@echo "make test                 build and run the tests that take seconds (needs GoogleTest)"
	@echo "make test-slow            run the others, which build and grade dozens of submissions"
	@echo "make playground           write playground/index.html, a page in which the simulator runs (needs emscripten);"
	@echo "                          with SUBMISSION=DIR, with the nodes of DIR"
	@echo "make asan                 the same tests under the address and undefined-behaviour sanitizers"
	@echo "make bare-machine         run quickstart.sh and make test on a bare Debian (needs root and debootstrap)"
	@echo "make test-report          test the report's pages in Chromium (needs chromium, node and npm's packages)"
	@echo "make test-playground      test the playground in Chromium"
	@echo "make playground-zoo       show wrong nodes in the playground's engine"
	@echo "make zoo                  show that the checks catch each of the wrong nodes in tests/zoo"
	@echo "make zoo-chain            the same for the wrong stores of tests/zoo/chain"
	@echo "make zoo-twophase         the same for the wrong stores of tests/zoo/twophase"
	@echo "make zoo-grader           show the grade of each of them"
	@echo "make hostile              show that the grader contains each of the submissions in tests/hostile"
	@echo "make interruptions        interrupt 200 gradings and show that they leave nothing behind"
	@echo "make quality              show that the grader finds what the course's tests do not see"
	@echo "make mistakes             show that the grader names each of the mistakes in tests/mistakes"
	@echo "make mutants              make COUNT small changes to our nodes, drawn by SEED, and show which tests"
	@echo "                          and checks notice them"
	@echo "make labs-test            show that the check of each lab is right"
	@echo "make fuzz                 feed random bytes to all code that reads bytes (needs clang++)"
	@echo "make crash-matrix         crash two-phase commit at each message and at each operation of a journal"
	@echo "make bench                measure the speed (needs Google Benchmark)"
	@echo "make compare              compare the designs under faults, and write docs/compare/ (SEEDS=10)"
	@echo "make papers               measure published numbers again, and write docs/papers/"
	@echo "make determinism          compare runs built by g++ and clang++, at -O0 and -O3"
	@echo "make starter              write starter/, the four files as a student is given them"
	@echo "make lab1 ... make lab7   check whether a lab of docs/labs is done in starter/ (SUBMISSION=DIR: in DIR)"
	@echo "make submission           check the four submitted files and pack them into submission.zip;"
	@echo "                          with SUBMISSION=DIR, those of DIR"
	@echo "make submission-check     compile the same files against the course's API alone"
	@echo "make gradescope-zip       pack the autograder that is uploaded to Gradescope"
	@echo "make format               format all sources with clang-format 14"
	@echo "make format-check         list the sources that are not formatted"
	@echo "make api                  write docs/api.md from the comments of the headers"
	@echo "make clean                remove all build outputs"

# ---- The framework.

$(BUILD)/%.o: %.cpp
	@mkdir -p $(@D)
	$(call step,compile,$<)
	$(Q)$(CXX20) -c $< -o $@

# The files of the page that shows a run become a part of the program.
$(BUILD)/report/PageFiles.cpp: $(wildcard report/page/*)
	@mkdir -p $(@D)
	$(call step,embed,report/page)
	$(Q)sh report/page/embed.sh report/page >$@.new && mv $@.new $@

$(BUILD)/report/PageFiles.o: $(BUILD)/report/PageFiles.cpp
	$(call step,compile,$<)
	$(Q)$(CXX20) -c $< -o $@

# The objects that a program needs besides its nodes. The grader builds them before a submission.
PROGRAM_PARTS := $(BUILD)/main.o $(BUILD)/host/SubmissionClock.o $(FRAMEWORK)

.PHONY: framework
framework: $(PROGRAM_PARTS)

# ---- The nodes.
#
# NODES_OUT has their objects, their program, for each node the `.edition` that tests/tools/
# choose_edition.sh writes, and `origin`, a line by which ./Application says whose nodes it has; it is
# empty for this project's own. NODES has the four files, and NODES_SHOWN is the name of that folder in
# messages.

# ./Application, if this make builds it, and not a program for the grader.
ROOT_PROGRAM :=
ifeq ($(BUILD),build)
ifneq ($(filter all Application run test test-slow,$(or $(MAKECMDGOALS),all)),)
ROOT_PROGRAM := Application
endif
endif

# The grader sets STAGED to a folder as stage_submission.sh makes it.
STAGED      ?=
NODES_SHOWN :=
ifneq ($(strip $(STAGED)),)
NODES_OUT   := $(STAGED)
NODES       := $(NODES_OUT)/source
else ifeq ($(strip $(SUBMISSION)),)
NODES_OUT   := $(BUILD)/nodes
NODES       := .
UNNAMED     := $(shell sh tests/tools/name_own_nodes.sh '$(NODES_OUT)/origin')
else
NODES_OUT   := $(shell sh tests/tools/stage_submission.sh $(call quoted,$(SUBMISSION)) '$(BUILD)')
ifneq ($(filter SUBMISSION=%,$(firstword $(NODES_OUT))),)
UNSTAGED    := $(NODES_OUT)
# An old program could be mistaken for this one.
REMOVED     := $(if $(ROOT_PROGRAM),$(shell rm -f $(ROOT_PROGRAM)))
$(error $(UNSTAGED))
endif
NODES       := $(NODES_OUT)/source
NODES_SHOWN := $(patsubst %/,%,$(SUBMISSION))/
endif
NODE_OBJECTS := $(addprefix $(NODES_OUT)/,MP1Node.o MP2Node.o CourseMembership.o CourseStore.o)
# Changes when EDITION does.
ASKED        := $(NODES_OUT)/edition.asked
UNASKED      := $(shell mkdir -p '$(NODES_OUT)'; was=none; [ ! -f '$(ASKED)' ] || read -r was <'$(ASKED)'; \
                  [ "$$was" = '$(EDITION)' ] || echo '$(EDITION)' >'$(ASKED)')

# Our nodes request optimisation in their first line. All others are compiled as the course does, because
# some work only at -O0. They get C++11, as in the course, or C++17 if they need it. All get -g, so that
# the report of a crash has the line.
#
# With clang++, a function that ends without a return would crash; with g++ -O0 it continues, as in the
# course. objcopy cannot make a symbol local that is unique in a process, as g++ makes static variables of
# inline functions.
KNOWN_FLAGS   = $(eval KNOWN_FLAGS := $(shell for flag in -fno-strict-return -fno-gnu-unique; do \
                  $(CXX) -Werror $$flag -x c++ -fsyntax-only /dev/null 2>/dev/null && echo $$flag; done))$(KNOWN_FLAGS)
OWN_FLAGS     = $(WARNINGS) $(OPT) -g $(filter-out -fno-strict-return,$(KNOWN_FLAGS))
COURSE_FLAGS  = -Wall -g $(KNOWN_FLAGS)
# $(call shown,FILE): the file's name in messages.
shown = $(patsubst $(NODES)/%,$(NODES_SHOWN)%,$(1))
# Replaces the copies' folder by the student's folder in the compiler's messages.
ifeq ($(NODES),.)
show_said = cat
else
show_said = sed 's|$(NODES)/|$(subst ','\'',$(subst |,\|,$(subst &,\&,$(subst \,\\,$(NODES_SHOWN)))))|g'
endif

# The edition of the nodes depends on these headers.
COURSE_HEADERS := stdincludes.h common.h Member.h EnMsg.h EmulNet.h Log.h Params.h Queue.h Node.h \
                  Entry.h HashTable.h Message.h

# This is no pattern rule, because make would look for its files in folders that a confined build must not
# list.
NODE_EDITIONS  := $(NODES_OUT)/MP1Node.edition $(NODES_OUT)/MP2Node.edition
$(NODE_EDITIONS): $(NODES_OUT)/%.edition: $(NODES)/%.cpp $(NODES)/MP1Node.h $(NODES)/MP2Node.h \
                  $(COURSE_HEADERS) $(ASKED) tests/tools/choose_edition.sh
	@CXX='$(CXX)' OBJECT='$(NODES_OUT)/$*.o' FLAGS='$(COURSE_FLAGS) $(SANITIZE)' TAG="$$PPID $(SANITIZE)" \
	  sh tests/tools/choose_edition.sh $@ '$(NODES)' $* '$(EDITION)'
	@{ read -r standard edition; read -r why; } <$@; \
	file=$(call quoted,$(call shown,$<)); \
	[ "$$standard" = c++11 ] || echo "note: $$file needs C++17; the course compiles with C++11"; \
	[ -z "$$why" ] || \
	  echo "note: $$file gets the headers of the course's $$edition edition: $$why"

# $(call compile_node,FILE,NODE): compiles with the node's standard and edition, and with our flags if the
# node is ours, unless choose_edition.sh has just done so: the tag that it leaves has the process of this make,
# so that no older object counts. The compiler's messages stay beside the object, because the grader explains
# its warnings. If the compiler fails, a program of older nodes is removed.
compile_node = @mkdir -p $(@D); \
  made=; [ ! -f $@.made ] || { IFS= read -r made <$@.made; rm -f $@.made; }; \
  if [ "$$made" = "$$PPID $(SANITIZE)" ]; then touch $@; $(show_said) $@.said >&2; exit; fi; \
  read -r standard edition <$(NODES_OUT)/$(2).edition; \
  if grep -q '^// build: optimise' $(NODES)/$(2).cpp; then flags='$(OWN_FLAGS)'; else flags='$(COURSE_FLAGS)'; fi; \
  flags="-std=$$standard $$flags -DCOURSE_EDITION_$$edition"; \
  $(if $(filter 1,$(V)),echo "$(CXX) $$flags -c $(1)";) \
  $(CXX) $$flags $(SANITIZE) -I$(NODES) -I. -MMD -MP -c $(1) -o $@ 2>$@.said; \
  status=$$?; $(show_said) $@.said >&2; \
  [ $$status -eq 0 ] || rm -f $@ $(@D)/Application $(ROOT_PROGRAM); exit $$status

# $(call node_rules,FOLDER,NODE,FILE): rules for the node's object in FOLDER, and for the object of our
# FILE that includes its header.
define node_rules
$(1)/$(2).o: $(NODES)/$(2).cpp $(NODES_OUT)/$(2).edition
	$$(call step,compile,$$(call shown,$$<))
	$$(call compile_node,$$<,$(2))

$(1)/$(3).o: stores/$(3).cpp $(NODES_OUT)/$(2).edition
	$$(call step,compile,$$<)
	$$(call compile_node,$$<,$(2))

endef
$(foreach folder,$(NODES_OUT) $(addprefix $(NODES_OUT)/,sanitized guided gcov wasm), \
  $(eval $(call node_rules,$(folder),MP1Node,CourseMembership)) \
  $(eval $(call node_rules,$(folder),MP2Node,CourseStore)))

# How ./Application makes the programs that a guided search needs, of the same copy of the nodes.
make_guided = make --no-print-directory CXX=\"$(CXX)\" BUILD=\"$(BUILD)\" \
  $(if $(filter .,$(NODES)),,STAGED=\"$(NODES_OUT)\") guided-program

$(NODES_OUT)/NodesOrigin.o: cli/NodesOrigin.cpp $(NODES_OUT)/origin
	$(call step,compile,$<)
	$(Q)$(CXX20) \
	  "-DNODES_ORIGIN=\"$$(sed 's/["\\]/\\&/g' $(NODES_OUT)/origin)\"" \
	  '-DGUIDED_PROGRAM="$(NODES_OUT)/guided/Application"' '-DMAKE_GUIDED_PROGRAM="$(make_guided)"' \
	  '-DLIVE_ENGINE="$(NODES_OUT)/wasm/bundle"' -c $< -o $@

# ---- The programs.

# $(call isolate_nodes,OBJECTS): joins the nodes' objects, so that their names do not meet the framework's.
isolate_nodes = $(Q)CXX='$(CXX)' sh tests/tools/isolate_nodes.sh $@ $(call quoted,$(NODES_SHOWN)) $(1)

$(NODES_OUT)/Nodes.o: $(NODE_OBJECTS) tests/tools/isolate_nodes.sh
	@rm -f $(@D)/Application $(ROOT_PROGRAM)
	$(call isolate_nodes,$(NODE_OBJECTS))

$(NODES_OUT)/Application: $(PROGRAM_PARTS) $(NODES_OUT)/NodesOrigin.o $(NODES_OUT)/Nodes.o
	@rm -f $@ $(@D)/guided/Application $(@D)/gcov/Application $(ROOT_PROGRAM)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

# $(call node_variant,FOLDER,COMPILER'S OPTIONS,LINKER'S OPTIONS): a second program, with the framework
# unchanged, and with nodes that are compiled otherwise. Their objects are in $(NODES_OUT)/FOLDER.
variant_nodes = $(patsubst %.o,$(NODES_OUT)/$(1)/%.o,$(notdir $(NODE_OBJECTS)))
define node_variant
$(NODES_OUT)/$(1)/%: SANITIZE := $(2) -w

$(NODES_OUT)/$(1)/Nodes.o: $(call variant_nodes,$(1)) tests/tools/isolate_nodes.sh
	$$(call isolate_nodes,$(call variant_nodes,$(1)))

$(NODES_OUT)/$(1)/Application: $(NODES_OUT)/$(1)/Nodes.o $(NODES_OUT)/NodesOrigin.o $(PROGRAM_PARTS)
	$$(call step,link,$(1)/$$(@F))
	$$(Q)$$(CXX) $(3) $$^ -o $$@

endef

# The nodes under the sanitizers, for the grader's --sanitize. The missing-return check is off, because it
# would end the run at once, and the compiler has warned of it.
SANITIZERS := -fsanitize=address,undefined -fno-sanitize=return
$(eval $(call node_variant,sanitized,$(SANITIZERS) -O0,$(SANITIZERS)))

# The nodes as a guided search needs them: they report each basic block that they enter. The first search
# makes this program and the next.
$(eval $(call node_variant,guided,-fsanitize-coverage=trace-pc,))

# The nodes as gcov needs them, for the lines that a guided search has never reached; if g++ and its gcov
# are there. GCOV is empty otherwise.
GCOV := $(shell command -v $(patsubst g++%,gcov%,$(filter g++%,$(notdir $(lastword $(CXX))))) 2>/dev/null)
$(eval $(call node_variant,gcov,--coverage -O0,--coverage))

$(NODES_OUT)/gcov/gcov: | $(NODES_OUT)/gcov/Application
	$(Q)ln -sf '$(GCOV)' $@

.PHONY: guided-program
guided-program: $(NODES_OUT)/guided/Application $(if $(GCOV),$(NODES_OUT)/gcov/gcov)

# The program of the nodes that this make builds.
ifeq ($(BUILD),build)
.PHONY: FORCE
Application: $(NODES_OUT)/Application FORCE
	@if cmp -s $< $@; then $(if $(filter $<,$?),,echo 'Application is up to date';) touch $@; else \
	  $(if $(filter $<,$?),,cat $(NODES_OUT)/*.said | $(show_said) >&2; \
	    echo 'Application has $(if $(SUBMISSION),the nodes of '$(call quoted,$(NODES_SHOWN))',our nodes) now';) \
	  cp $< $@; fi
else
.PHONY: Application
Application: $(NODES_OUT)/Application
endif

GRADER_OBJECTS := $(GRADER:%.cpp=$(BUILD)/%.o)

$(BUILD)/kvgrader: $(BUILD)/grading/Grader.o $(GRADER_OBJECTS) \
                   $(filter $(addprefix $(BUILD)/,host/% notation/% sim/% lab/% check/% report/% grading/%),$(FRAMEWORK)) \
                   $(patsubst %,$(BUILD)/%.o,CourseText Member Node)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

# For scripts: prints the path of the Application with SUBMISSION's nodes.
.PHONY: which-application
which-application:
	@echo '$(NODES_OUT)/Application'

.PHONY: run
run: Application
	./Application testcases/create.conf

# ---- A program for the debugger, in a BUILD of its own.

.PHONY: debug
debug:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/debug' OPT='-O0 -g' debug-program

# Prints the command that stops the program before its first call at tick 150. The debugger's own commands
# come before --args.
.PHONY: debug-program
debug-program: $(NODES_OUT)/Application
	@echo "In place of 150 say TICK:PEER:CALL to stop there (docs/debugging.md):"
	@echo "gdb -q -ex run --args $< testcases/read.conf --seed 1 --stop-at 150"

# ---- Tests.

TESTS := $(wildcard tests/*/*Test.cpp tests/*/*/*Test.cpp tests/*/*/*/*Test.cpp)
TEST_BUILD   ?= $(BUILD)
TEST_OBJECTS := $(patsubst %.cpp,$(TEST_BUILD)/%.o,$(TESTS))

# Without optimisation: the tests need not be fast, and compile in half the time.
TEST_CXX    := $(CXX) -std=c++20 $(WARNINGS) -O0 -I. -DTEST_SOURCE_DIR='"$(CURDIR)"'
TEST_HEADER := $(TEST_BUILD)/tests/pch.h

$(TEST_HEADER).gch: tests/pch.h
	@mkdir -p $(@D)
	@cp $< $(TEST_HEADER)
	$(call step,compile,$<)
	$(Q)$(TEST_CXX) -x c++-header $< -o $@

$(TEST_BUILD)/tests/%.o: tests/%.cpp $(TEST_HEADER).gch
	@mkdir -p $(@D)
	$(call step,compile,$<)
	$(Q)$(TEST_CXX) -include $(TEST_HEADER) -MMD -MP -c $< -o $@

$(BUILD)/unit_tests: $(FRAMEWORK) $(GRADER_OBJECTS) $(NODE_OBJECTS) $(PAPERS) $(COMPARE) $(STARTER) $(MUTATE) \
                     $(TESTED_ENGINE) $(TEST_OBJECTS)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -lgtest -lgtest_main -pthread -o $@

.PHONY: test
test: all $(BUILD)/kvgrader $(BUILD)/unit_tests $(BUILD)/compare_designs
	@CXX='$(CXX)' BUILD='$(BUILD)' sh tests/run.sh

.PHONY: test-slow
test-slow: all $(BUILD)/kvgrader
	@CXX='$(CXX)' BUILD='$(BUILD)' sh tests/run.sh slow

# All but the tests themselves is built for the sanitizers. The linker takes the first definition of an inline
# function, and the tests come last.
.PHONY: asan
asan:
	@$(MAKE) --no-print-directory BUILD=build/asan TEST_BUILD='$(BUILD)' OPT='-O1 -g1' \
	  SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=undefined' sanitized-test

.PHONY: sanitized-test
sanitized-test: $(BUILD)/unit_tests $(NODES_OUT)/Application
	@BUILD='$(BUILD)' sh tests/run.sh unit sanitized_runs

# Runs the README's two commands on a machine with only the base system. BARE_USERS: root, sudo, user.
.PHONY: bare-machine
bare-machine:
	@sh tests/bare_machine/run.sh $(BARE_USERS)

# ---- The report's pages in a real browser. REPORT_TESTS='layout time' runs the tests of these names.

.PHONY: test-report
test-report: all
	@sh tests/report/browser/run.sh $(REPORT_TESTS)

# ---- The playground in a real browser. PLAYGROUND_TESTS='lessons' runs the tests of these names.

.PHONY: test-playground
test-playground: all playground
	@sh tests/playground/browser/run.sh $(PLAYGROUND_TESTS)

# Wrong nodes in the playground: ZOO_NODES, or ten of them.
.PHONY: playground-zoo
playground-zoo: all
	@sh tests/playground/zoo.sh $(ZOO_NODES)

# ---- The zoo: wrong nodes, each of which the checks have to catch.

.PHONY: zoo
zoo:
	@sh tests/zoo/run.sh $(ZOO_NODES)

# The wrong stores of the other designs.
.PHONY: zoo-chain zoo-twophase
zoo-chain zoo-twophase: zoo-%:
	@sh tests/zoo/stores.sh $* $(ZOO_NODES)

# WRONG_STORE is a folder with changed sources of stores/WRONG_DESIGN, and gets its program.
ifneq ($(strip $(WRONG_STORE)),)
WRONG_OBJECTS := $(patsubst %.cpp,%.o,$(wildcard $(WRONG_STORE)/*.cpp))
REPLACED      := $(addprefix $(BUILD)/stores/$(WRONG_DESIGN)/,$(notdir $(WRONG_OBJECTS)))

$(WRONG_OBJECTS): %.o: %.cpp
	$(Q)$(CXX20) -w -c $< -o $@

$(WRONG_STORE)/Application: $(filter-out $(REPLACED),$(PROGRAM_PARTS)) $(NODES_OUT)/NodesOrigin.o \
                            $(NODES_OUT)/Nodes.o $(WRONG_OBJECTS)
	$(Q)$(LINK) $^ -o $@
endif

# Grades them.
.PHONY: zoo-grader
zoo-grader:
	@sh tests/zoo/run.sh --grader $(ZOO_NODES)

# ---- Hostile submissions, which the grader has to contain.

.PHONY: hostile
hostile:
	@sh tests/hostile/run.sh $(HOSTILE_NODES)

# ---- Gradings that are interrupted at random moments and must leave nothing behind.

INTERRUPTIONS ?= 200

.PHONY: interruptions
interruptions:
	@mkdir -p '$(BUILD)/interruptions'
	@sh tests/tools/interruptions.sh '$(BUILD)/interruptions' $(INTERRUPTIONS)

# ---- Submissions with full marks and a weakness that the course's tests do not see.

.PHONY: quality
quality:
	@sh tests/quality/run.sh $(QUALITY_NODES)

# ---- Submissions with one mistake each, which the grader has to name.

.PHONY: mistakes
mistakes:
	@sh tests/mistakes/run.sh $(MISTAKE_NAMES)

# ---- Mutants: our nodes with one small change each, which the tests and the checks should notice.

# The unit tests that run our nodes, those of the nodes alone first.
NODE_TESTS := $(filter $(BUILD)/tests/nodes/%,$(TEST_OBJECTS)) $(filter $(BUILD)/tests/run/% \
              $(BUILD)/tests/check/RunCheckTest.o $(BUILD)/tests/spec/TimelineSpecTest.o,$(TEST_OBJECTS))

$(BUILD)/mutate: $(BUILD)/tests/mutants/Mutate.o $(MUTATE) $(filter $(BUILD)/host/% $(BUILD)/sim/%,$(FRAMEWORK))
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

.PHONY: mutants
mutants: all $(BUILD)/mutate $(NODE_TESTS)
	@BUILD='$(BUILD)' CXX='$(CXX)' SEED='$(or $(SEED),1)' COUNT='$(or $(COUNT),20)' sh tests/mutants/run.sh

# MUTANT is a folder with one changed node, and gets its programs. Without -g, which does not change the
# code: so equal objects mean equal code.
ifneq ($(strip $(MUTANT)),)
MUTATED := $(patsubst %.cpp,%.o,$(wildcard $(MUTANT)/MP[12]Node.cpp))
MUTANT_NODES := $(MUTATED) $(filter-out $(addprefix %/,$(notdir $(MUTATED))),$(NODE_OBJECTS))
MUTATED_GUIDED := $(addprefix $(MUTANT)/guided/,$(notdir $(MUTATED)))
MUTANT_GUIDED_NODES := $(MUTATED_GUIDED) $(filter-out $(addprefix %/,$(notdir $(MUTATED))),$(call variant_nodes,guided))

# $(call compile_mutant,NODE)
compile_mutant = $(Q)mkdir -p $(@D) && read -r standard edition <$(NODES_OUT)/$(1).edition && \
  $(CXX) -std=$$standard -w $(OPT) $(SANITIZE) -DCOURSE_EDITION_$$edition -I. -c $< -o $@

$(MUTATED): %.o: %.cpp
	$(call compile_mutant,$(notdir $*))

$(MUTATED_GUIDED): SANITIZE := -fsanitize-coverage=trace-pc
$(MUTATED_GUIDED): $(MUTANT)/guided/%.o: $(MUTANT)/%.cpp
	$(call compile_mutant,$*)

$(MUTANT)/Application: $(PROGRAM_PARTS) $(NODES_OUT)/NodesOrigin.o $(MUTANT_NODES)
	$(Q)$(LINK) $^ -o $@

# A guided search looks for it beside the mutant's program.
$(MUTANT)/guided/Application: $(PROGRAM_PARTS) $(NODES_OUT)/NodesOrigin.o $(MUTANT_GUIDED_NODES)
	$(Q)$(CXX) $^ -o $@

$(MUTANT)/unit_tests: $(NODE_TESTS) $(FRAMEWORK) $(MUTANT_NODES)
	$(Q)$(LINK) $^ -lgtest -lgtest_main -pthread -o $@
endif

# ---- The labs: their checks accept the solutions, and name each mistake that a lab's page names.

.PHONY: labs-test
labs-test:
	@sh tests/labs/run.sh $(LAB_NAMES)

# ---- Fuzzing of every reader of bytes from outside, by libFuzzer, which comes with clang++.

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
	$(call step,link,$(@F))
	$(Q)$(CXX20) -fsanitize=fuzzer $^ -o $@

$(BUILD)/tests/fuzz/LogFuzz: $(patsubst %,$(BUILD)/grading/logs/%.o,CourseRule FairKeyValue FairMembership LogEntries)

.PHONY: determinism
determinism: all
	@BUILD='$(BUILD)' sh tests/run.sh determinism_full

# ---- Two-phase commit with a crash at each point. STRIDE=50 tries every 50th pair alone.

$(BUILD)/crash_matrix: $(BUILD)/tests/crashmatrix/CrashMatrix.o $(FRAMEWORK) $(NODE_OBJECTS)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

.PHONY: crash-matrix
crash-matrix: $(BUILD)/crash_matrix
	@$< $(or $(STRIDE),1)

# ---- The playground: the simulator as WebAssembly, in a page. EMXX compiles it (Debian: emscripten).

EMXX        ?= em++
# Exceptions are WebAssembly's own. The optimiser comes with emscripten; it is called by itself, because
# emscripten's own call of it (-O2 at the link) does not start as Debian packages it. It inlines what the
# standard library has compiled, which halves the time of a run.
WASM_FLAGS  := $(WARNINGS) -O2 -fwasm-exceptions -I. -MMD -MP
WASM_LINK   := -O1 -fwasm-exceptions --no-entry -sMODULARIZE=1 -sEXPORT_NAME=makeEngine -sENVIRONMENT=worker \
               -sALLOW_MEMORY_GROWTH=1 -sINCOMING_MODULE_JS_API=instantiateWasm,print,printErr \
               -sEXPORTED_FUNCTIONS=_engineGive,_engineRun,_engineAsk,_engineText,_malloc,_free
WASM        := $(BUILD)/wasm
# What needs processes and signals is not among them.
ENGINE      := $(CLASSES) $(wildcard $(addsuffix /*.cpp,sim lab stores stores/* stores/*/* probe report/recording \
                 check check/base check/checks check/cluster check/consistency playground/engine)) \
               $(patsubst %,host/%.cpp,Conf Interruption LineReader NodeTrace OutputFile Sealed StopPoint TextFile Words)
ENGINE_OBJECTS := $(patsubst %.cpp,$(WASM)/%.o,$(filter-out stores/Course%.cpp,$(ENGINE)))
WASM_NODES  := $(addprefix $(NODES_OUT)/wasm/,MP1Node.o MP2Node.o CourseMembership.o CourseStore.o)

$(NODES_OUT)/wasm/%: CXX := $(EMXX)
$(NODES_OUT)/wasm/%: SANITIZE := -fwasm-exceptions -w

$(NODES_OUT)/wasm/engine.js: $(ENGINE_OBJECTS) $(WASM_NODES)
	$(call step,link,$(@F))
	$(Q)$(EMXX) $(WASM_LINK) $^ -o $@ && { ! command -v wasm-opt >/dev/null || \
	  wasm-opt -O3 --flexible-inline-max-function-size=60 --enable-exception-handling --enable-bulk-memory \
	    $(@:.js=.wasm) -o $(@:.js=.wasm); }

# The page. LESSONS come first, and the page opens with the first of them.
LESSONS     := $(wildcard testcases/lessons/*.lesson)
PLAYED      := $(addprefix testcases/,$(addsuffix .conf,chaos chain-chaos twophase-chaos course-chaos chaos-wild create read update \
               delete singlefailure multifailure lossy small-rings))

$(NODES_OUT)/wasm/bundle: $(NODES_OUT)/wasm/engine.js $(wildcard playground/page/*) playground/bundle.sh
	$(call step,bundle,the engine)
	$(Q)sh playground/bundle.sh $(@D)/engine >$@.new && mv $@.new $@

$(BUILD)/playground_page: $(BUILD)/playground/Playground.o \
                          $(filter $(addprefix $(BUILD)/,host/% notation/% sim/% lab/% check/% report/% playground/%),$(FRAMEWORK)) \
                          $(patsubst %,$(BUILD)/%.o,CourseText Member Node)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

.PHONY: playground
ifeq ($(shell command -v $(EMXX)),)
playground:
	@echo "skipped: the playground needs emscripten: apt-get install -y --no-install-recommends emscripten"
else
# Always, because the page of other nodes has the same name.
playground: $(BUILD)/playground_page $(NODES_OUT)/wasm/bundle
	$(Q)$< $(NODES_OUT)/wasm/bundle playground/index.html $(LESSONS) $(PLAYED)
	@echo "open playground/index.html in a browser"
endif

$(WASM)/%.o: %.cpp
	@mkdir -p $(@D)
	$(call step,compile,$< to WebAssembly)
	$(Q)$(EMXX) -std=c++20 $(WASM_FLAGS) -c $< -o $@

# ---- Benchmarks.

BENCH_OBJECTS := $(patsubst %.cpp,$(BUILD)/%.o,$(wildcard bench/*.cpp))
BENCH_FLAGS   ?=

$(BUILD)/bench/benchmarks: $(BENCH_OBJECTS) $(FRAMEWORK) $(NODE_OBJECTS)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -lbenchmark -pthread -o $@

.PHONY: bench
bench: $(BUILD)/bench/benchmarks $(NODES_OUT)/Application
	@$^ $(BENCH_FLAGS)

.PHONY: bench-smoke
bench-smoke: $(BUILD)/bench/benchmarks $(NODES_OUT)/Application
	@$^ --smoke $(BENCH_FLAGS)

# ---- The papers' numbers, measured again. Tables and plots are the same in every run.

$(BUILD)/papers: $(BUILD)/bench/papers/Papers.o $(PAPERS) $(FRAMEWORK) $(NODE_OBJECTS)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

.PHONY: papers
papers: $(BUILD)/papers
	@$< docs/papers

# ---- The designs beside each other. Tables, picture and page are the same in every run.

$(BUILD)/compare_designs: $(BUILD)/compare/Compare.o $(COMPARE) $(BUILD)/bench/papers/TextTable.o $(FRAMEWORK) $(NODE_OBJECTS)
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

.PHONY: compare
compare: $(BUILD)/compare_designs
	@$< --seeds $(or $(SEEDS),10) docs/compare

# ---- The starter: a student's files, made from the four files here and starter-kit/.

$(BUILD)/starter: $(BUILD)/starter-kit/Starter.o $(STARTER) $(filter $(BUILD)/host/%,$(FRAMEWORK))
	$(call step,link,$(@F))
	$(Q)$(LINK) $^ -o $@

# A lab's check: make lab3, or make lab3 SUBMISSION=DIR. The make that builds the grader must not inherit
# this one's variables.
LAB_CHECKS := $(addprefix lab,1 2 3 4 5 6 7)
.PHONY: $(LAB_CHECKS)
$(LAB_CHECKS):
	@unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES; SUBMISSION='$(SUBMISSION)' ./KVStoreGrader.sh --lab $(@:lab%=%) \
	  $(if $(EDITION),--edition $(EDITION))

.PHONY: starter
starter: $(BUILD)/starter
	@$< . starter-kit starter
	@echo "starter/ holds the four files; docs/labs/README.md says what to do with them"

# ---- The submission.

SUBMITTED := MP1Node.h MP1Node.cpp MP2Node.h MP2Node.cpp

.PHONY: submission-check
submission-check:
	@CXX='$(CXX)' EDITION='$(EDITION)' sh tests/checks/submission_check.sh $(call quoted,$(or $(strip $(SUBMISSION)),.))

.PHONY: submission
submission: submission-check
	@sh tests/tools/pack_submission.sh $(call quoted,$(or $(strip $(SUBMISSION)),.)) $(SUBMITTED)

# ---- Grading for a class.

.PHONY: gradescope-zip
gradescope-zip:
	@sh grading/gradescope/pack.sh gradescope.zip

# ---- Housekeeping.

# Excluded are files that stand for submissions, and inputs that only test a compiler's messages.
UNFORMATTED := $(addprefix tests/,submissions hostile course_api tools labs golden)
FORMATTED    = $(wildcard *.cpp *.h) $(shell find host notation sim report lab probe stores check search cli grading playground compare bench starter-kit tests \
                 $(UNFORMATTED:%=-path % -prune -o) \( -name '*.cpp' -o -name '*.h' \) -print)

.PHONY: format
format:
	clang-format -i $(FORMATTED)

.PHONY: format-check
format-check:
	@sh tests/tools/format_check.sh $(FORMATTED)

.PHONY: api
api:
	@sh tests/tools/api.sh >docs/api.md

.PHONY: clean
clean:
	rm -rf build Application dbg.log stats.log msgcount.log grade-logs submission.zip \
	  submission.tar.gz gradescope.zip playground/index.html

-include $(patsubst %.o,%.d,$(foreach variant,sanitized guided gcov,$(call variant_nodes,$(variant))))
-include $(BUILD)/tests/crashmatrix/CrashMatrix.d
-include $(FRAMEWORK:.o=.d) $(GRADER_OBJECTS:.o=.d) $(NODE_OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) \
  $(TESTED_ENGINE:.o=.d) $(MUTATE:.o=.d) $(ENGINE_OBJECTS:.o=.d) $(WASM_NODES:.o=.d) $(BUILD)/playground/Playground.d $(NODES_OUT)/NodesOrigin.d $(BENCH_OBJECTS:.o=.d) $(BUILD)/main.d $(BUILD)/host/SubmissionClock.d \
  $(BUILD)/grading/Grader.d $(PAPERS:.o=.d) $(BUILD)/bench/papers/Papers.d $(COMPARE:.o=.d) $(BUILD)/compare/Compare.d \
  $(STARTER:.o=.d) $(BUILD)/starter-kit/Starter.d
