#include "grading/explain/membership/MembershipCauses.h"

#include "grading/explain/membership/FalseRemovalCauses.h"
#include "grading/explain/membership/JoinCauses.h"
#include "grading/explain/membership/MembershipMessageCauses.h"
#include "grading/explain/membership/RemovalCauses.h"

namespace grading {

const std::vector<Recogniser>& membershipCauses() {
  static const std::vector<Recogniser> kCauses = {{"messages-refused", membershipMessagesRefused},
                                                  {"never-asks-to-join", nobodyAsksToJoin},
                                                  {"introducer-silent", introducerIsSilent},
                                                  {"garbage-ids", strangersJoin},
                                                  {"joins-not-logged", joinsNotLogged},
                                                  {"removes-itself", removesItself},
                                                  {"live-removed", liveAreRemoved},
                                                  {"renewed-by-hearsay", renewedByHearsay},
                                                  {"dead-come-back", deadPeersComeBack},
                                                  {"nobody-removes", nobodyRemoves},
                                                  {"removals-missing", removalsMissing}};
  return kCauses;
}

}  // namespace grading
