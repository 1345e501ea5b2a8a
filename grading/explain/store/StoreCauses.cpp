#include "grading/explain/store/StoreCauses.h"

#include "grading/explain/store/CoordinatorCauses.h"
#include "grading/explain/store/LateCauses.h"
#include "grading/explain/store/ReplicaCauses.h"
#include "grading/explain/store/RequestCauses.h"
#include "grading/explain/store/RingCauses.h"
#include "grading/explain/store/TransactionCauses.h"

namespace grading {

const std::vector<Recogniser>& storeCauses() {
  static const std::vector<Recogniser> kCauses = {
      {"messages-refused", storeMessagesRefused},
      {"asks-nobody", asksNobody},
      {"transaction-per-replica", transactionPerReplica},
      {"other-key", loggedUnderOtherKey},
      {"own-peer-missing", ownPeerMissing},
      {"wrong-peers-fail", wrongPeersFail},
      {"ring-end-unnoticed", ringEndUnnoticed},
      {"slow-detection", slowDetection},
      {"invalid-succeeds", invalidSucceeds},
      {"late-lines", lateLines},
      {"handled-late", handledLate},
      {"asks-too-few", asksTooFew},
      {"own-part-missing", ownPartMissing},
      {"no-replies", noReplies},
      {"no-result", noResult},
      {"wrong-value", wrongValue},
      {"recreates-logged", recreatesLogged},
      {"live-peer-not-listed", livePeerNotListed},
      {"old-ring", oldRing},
      {"all-copies-failed", allCopiesFailed},
      {"has-it-and-fails", hasItAndFails},
      {"fail-logged-twice", failLoggedTwice},
      {"success-without-quorum", successWithoutQuorum},
      {"fail-despite-quorum", failDespiteQuorum},
      {"one-change-at-a-time", oneChangeAtATime},
      {"no-copies", noCopies},
      {"create-missed", createMissed},
      {"logged-twice", loggedTwice},
      {"silent-replica", silentReplica}};
  return kCauses;
}

}  // namespace grading
