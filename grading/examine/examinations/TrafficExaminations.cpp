// What is sent.
#include "grading/examine/examinations/ExaminationParts.h"
#include "grading/examine/examinations/Judgements.h"
#include "notation/Escaping.h"

namespace grading {

namespace {

// Ten times what three requests and their answers are.
constexpr double kManyMessagesPerOperation = 60;

// A question and an answer for each of nine others in each tick: more than all there is to ask.
constexpr double kManyMessagesPerTick = 2 * 9;

}  // namespace

void judgeStoreTraffic(const TrialResults& results, Finding* finding) {
  const double calls = sumOf(results, "operations");
  const double messages = sumOf(results, "store_messages_sent") / calls;
  const double bytes = sumOf(results, "store_bytes_sent") / calls;
  const std::string text = notation::decimalText(messages, 1) + " messages and " +
                           notation::decimalText(bytes, 0) +
                           " bytes for each operation of the read test, with all that is sent "
                           "when peers fail; three requests and their answers are 6.";
  const bool isMuch = messages > kManyMessagesPerOperation;
  say(isMuch ? Finding::Weak : Finding::Good,
      isMuch ? text +
                   " Copies that are sent again and again, to peers that have them, are the "
                   "usual reason."
             : text,
      results.front(), finding);
}

void judgeMembershipTraffic(const TrialResults& results, Finding* finding) {
  const double runs = static_cast<double>(results.size());
  const double messages = sumOf(results, "membership_messages") / runs;
  const double bytes = sumOf(results, "membership_bytes") / runs;
  const std::string text = "Each peer sends " + notation::decimalText(messages, 1) +
                           " messages and " + notation::decimalText(bytes, 0) +
                           " bytes in a tick, in a group of ten.";
  const bool isMuch = messages > kManyMessagesPerTick;
  say(isMuch ? Finding::Weak : Finding::Good,
      isMuch ? text + " That is more than a question to each other peer and its answer."
             : text + " A tick to everybody is 9.",
      results.front(), finding);
}

}  // namespace grading
