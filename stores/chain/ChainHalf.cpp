#include "stores/chain/ChainHalf.h"

#include "stores/chain/ChainMessage.h"
#include "stores/chain/ChainNode.h"

StoreHalf makeChainStore(Member* member, Params* params, EmulNet* net, Log* log, Address* address) {
  auto* const node = new chain::ChainNode(member, params, net, log, *address);
  StoreHalf store;
  store.node = node;
  store.memory = sim::MemoryBlock(node, sizeof *node);
  store.describe = &chain::describeMessage;
  return store;
}
