#include <new>

// What a submission's header defines must not reach these.
#include "lab/FreshMemory.h"
#include "sim/Prefetch.h"
#include "sim/UnsetFields.h"
#include "stores/CourseHalves.h"
#include "stores/Describer.h"

#include "MP2Node.h"

namespace {

// The class's `bool isReadDecided(int transID) const`.
template <typename Node>
auto decidedBy(const Node& node, int transID, int) -> decltype(bool(node.isReadDecided(transID))) {
  return node.isReadDecided(transID);
}

// It has none that can be called.
template <typename Node>
bool decidedBy(const Node&, int, long) {
  return false;
}

class CourseStoreNode : public StoreNode {
 public:
  explicit CourseStoreNode(MP2Node* node) : node_(node) {}

  void updateRing() { node_->updateRing(); }
  void recvLoop() { node_->recvLoop(); }
  void checkMessages() { node_->checkMessages(); }
  void clientCreate(const string& key, const string& value) { node_->clientCreate(key, value); }
  void clientRead(const string& key) { node_->clientRead(key); }
  void clientUpdate(const string& key, const string& value) { node_->clientUpdate(key, value); }
  void clientDelete(const string& key) { node_->clientDelete(key); }
  vector<Node> findNodes(const string& key) { return node_->findNodes(key); }
  bool isReadDecided(int transID) const { return decidedBy(*node_, transID, 0); }

 private:
  MP2Node* node_;
};

}  // namespace

StoreHalf makeCourseStore(Member* member, Params* params, EmulNet* net, Log* log,
                          Address* address) {
#ifdef COURSE_EDITION_2020
  sim::zeroAddressBytes(true);
#endif
  void* const memory = lab::freshMemory(sizeof(MP2Node));
  MP2Node* const node = ::new (memory) MP2Node(member, params, net, log, address);
  StoreHalf store;
  store.node = new CourseStoreNode(node);
  store.memory = sim::MemoryBlock(node, sizeof *node);
  store.describe = describerOf<MP2Node>(0);
  return store;
}
