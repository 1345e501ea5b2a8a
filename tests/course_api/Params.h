// Declarations only: the run's parameters and its clock.
#ifndef COURSE_API_PARAMS_H_
#define COURSE_API_PARAMS_H_

#include "stdincludes.h"
#include "Member.h"

enum testTYPE { CREATE_TEST, READ_TEST, UPDATE_TEST, DELETE_TEST };

#ifdef COURSE_EDITION_2020
static const unordered_map<string, testTYPE> testTypeMap = {{"CREATE", CREATE_TEST},
                                                            {"READ", READ_TEST},
                                                            {"UPDATE", UPDATE_TEST},
                                                            {"DELETE", DELETE_TEST}};
#endif

class Params {
 public:
  int MAX_NNB;
  int SINGLE_FAILURE;
  double MSG_DROP_PROB;
  double STEP_RATE;
  int EN_GPSZ;
  int MAX_MSG_SIZE;
  int DROP_MSG;
  int dropmsg;
  int globaltime;
  int allNodesJoined;
  short PORTNUM;
  int CRUDTEST;
  Params();
  void setparams(char* config_file);
  int getcurrtime();
};

#endif  // COURSE_API_PARAMS_H_
