// MP2: key-value store, written for the revised framework of 2020.
#include "MP2Node.h"

MP2Node::MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *address)
	: ht(new HashTable), memberNode(memberNode), par(par), emulNet(emulNet), log(log) {
	this->memberNode->addr = *address;
}

MP2Node::~MP2Node() {
	delete ht;
}

void MP2Node::updateRing() {
	vector<Node> current = getMembershipList();
	sort(current.begin(), current.end());
	const bool same = current.size() == ring.size() &&
		equal(current.begin(), current.end(), ring.begin(),
			  [](const Node &a, const Node &b) { return !(a.nodeAddress != b.nodeAddress); });
	if (same) {
		return;
	}
	ring = current;
	findNeighbors();
	stabilizationProtocol();
}

vector<Node> MP2Node::getMembershipList() {
	vector<Node> nodes;
	for (const auto &entry : memberNode->memberList) {
		Address address;
		memcpy(&address.addr[0], &entry.id, sizeof(int));
		memcpy(&address.addr[4], &entry.port, sizeof(short));
		nodes.emplace_back(address);
	}
	return nodes;
}

size_t MP2Node::hashFunction(string key) {
	return std::hash<string>()(key) % RING_SIZE;
}

void MP2Node::findNeighbors() {
	hasMyReplicas.clear();
	haveReplicasOf.clear();
	const size_t n = ring.size();
	for (size_t i = 0; n >= 3 && i < n; i++) {
		if (ring[i].nodeAddress != memberNode->addr) {
			continue;
		}
		hasMyReplicas = {ring[(i + 1) % n], ring[(i + 2) % n]};
		haveReplicasOf = {ring[(i + n - 1) % n], ring[(i + n - 2) % n]};
	}
}

// The client's side.

void MP2Node::begin(MessageType type, const string &key, const string &value) {
	const int transID = ++g_transID;
	operations[transID] = {type, key, value, par->getcurrtime(), {0, 0}};
	auto replicas = findNodes(key);
	for (size_t i = 0; i < replicas.size(); i++) {
		Message message(transID, memberNode->addr, type, key, value, static_cast<ReplicaType>(i));
		emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), message.toString());
	}
}

void MP2Node::clientCreate(string key, string value) { begin(MessageType::CREATE, key, value); }
void MP2Node::clientRead(string key) { begin(MessageType::READ, key, ""); }
void MP2Node::clientUpdate(string key, string value) { begin(MessageType::UPDATE, key, value); }
void MP2Node::clientDelete(string key) { begin(MessageType::DELETE, key, ""); }

void MP2Node::conclude(int transID, bool success, const string &value) {
	const auto found = operations.find(transID);
	if (found == operations.end()) {
		return;
	}
	const Operation operation = found->second;
	operations.erase(found);
	Address *me = &memberNode->addr;
	const string &key = operation.key;
	switch (operation.type) {
	case CREATE:
		if (success) log->logCreateSuccess(me, true, transID, key, operation.value);
		else log->logCreateFail(me, true, transID, key, operation.value);
		break;
	case READ:
		if (success) log->logReadSuccess(me, true, transID, key, value);
		else log->logReadFail(me, true, transID, key);
		break;
	case UPDATE:
		if (success) log->logUpdateSuccess(me, true, transID, key, operation.value);
		else log->logUpdateFail(me, true, transID, key, operation.value);
		break;
	case DELETE:
		if (success) log->logDeleteSuccess(me, true, transID, key);
		else log->logDeleteFail(me, true, transID, key);
		break;
	default:
		throw runtime_error("no operation");
	}
}

void MP2Node::takeReply(const Message &message, bool success) {
	const auto found = operations.find(message.transID);
	if (found != operations.end() && ++found->second.replies[success] == QUORUM) {
		conclude(message.transID, success, message.value);
	}
}

// The server's side.

void MP2Node::reply(const Message &request, bool success) {
	Message message(request.transID, memberNode->addr, MessageType::REPLY, success);
	Address to = request.fromAddr;
	emulNet->ENsend(&memberNode->addr, &to, message.toString());
}

void MP2Node::store(const string &key, const Entry &entry) {
	Entry stored = entry;
	ht->hashTable[key] = stored.convertToString();
}

bool MP2Node::createKeyValue(string key, string value, ReplicaType replica) {
	store(key, Entry(value, par->getcurrtime(), replica));
	return true;
}

string MP2Node::readKey(string key) {
	const string text = ht->read(key);
	return text.empty() ? "" : Entry(text).value;
}

bool MP2Node::updateKeyValue(string key, string value, ReplicaType replica) {
	if (ht->count(key) == 0) {
		return false;
	}
	store(key, Entry(value, par->getcurrtime(), replica));
	return true;
}

bool MP2Node::deletekey(string key) {
	return ht->deleteKey(key);
}

void MP2Node::checkMessages() {
	while (!memberNode->mp2q.empty()) {
		const q_elt element = memberNode->mp2q.front();
		memberNode->mp2q.pop();
		dispatchMessages(Message(string((char *)element.elt, element.size)));
		free(element.elt);
	}
	vector<int> late;
	for (const auto &open : operations) {
		if (par->getcurrtime() - open.second.start > TIMEOUT) {
			late.push_back(open.first);
		}
	}
	sort(late.begin(), late.end());  // the map has no order of its own
	for (int transID : late) {
		conclude(transID, false, "");
	}
}

void MP2Node::dispatchMessages(Message message) {
	Address *me = &memberNode->addr;
	const int id = message.transID;
	const string &key = message.key;
	bool done = true;
	switch (message.type) {
	case CREATE:
		if (id == PUSHED) {
			// The value is an entry's text; what is here may be newer.
			Entry pushed(message.value);
			if (ht->count(key) == 0 || Entry(ht->read(key)).timestamp <= pushed.timestamp) {
				store(key, Entry(pushed.value, pushed.timestamp, message.replica));
			}
			break;
		}
		createKeyValue(key, message.value, message.replica);
		log->logCreateSuccess(me, false, id, key, message.value);
		reply(message, true);
		break;
	case READ: {
		const string value = readKey(key);
		if (value.empty()) {
			log->logReadFail(me, false, id, key);
			reply(message, false);
		} else {
			log->logReadSuccess(me, false, id, key, value);
			Message answer(id, memberNode->addr, value);
			emulNet->ENsend(me, &message.fromAddr, answer.toString());
		}
		break;
	}
	case UPDATE:
		done = updateKeyValue(key, message.value, message.replica);
		if (done) log->logUpdateSuccess(me, false, id, key, message.value);
		else log->logUpdateFail(me, false, id, key, message.value);
		reply(message, done);
		break;
	case DELETE:
		done = deletekey(key);
		if (done) log->logDeleteSuccess(me, false, id, key);
		else log->logDeleteFail(me, false, id, key);
		reply(message, done);
		break;
	case REPLY:
		takeReply(message, message.success);
		break;
	case READREPLY:
		takeReply(message, true);
		break;
	}
}

vector<Node> MP2Node::findNodes(string key) {
	if (ring.size() < 3) {
		return {};
	}
	const size_t position = hashFunction(key);
	size_t first = 0;
	while (first < ring.size() && ring[first].nodeHashCode < position) {
		first++;
	}
	const size_t n = ring.size();
	return {ring[first % n], ring[(first + 1) % n], ring[(first + 2) % n]};
}

bool MP2Node::recvLoop() {
	if (memberNode->bFailed) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), this->enqueueWrapper, NULL, 1, &(memberNode->mp2q));
}

int MP2Node::enqueueWrapper(void *env, char *buff, int size) {
	return Queue::enqueue((queue<q_elt> *)env, (void *)buff, size);
}

void MP2Node::push(const vector<pair<string, string>> &pairs) {
	for (const auto &pair : pairs) {
		const int timestamp = Entry(ht->read(pair.first)).timestamp;
		auto replicas = findNodes(pair.first);
		for (size_t i = 0; i < replicas.size(); i++) {
			const auto role = static_cast<ReplicaType>(i);
			Message message(PUSHED, memberNode->addr, MessageType::CREATE, pair.first,
							Entry(pair.second, timestamp, role).convertToString(), role);
			emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), message.toString());
		}
	}
}

// A deleted key must not come back in the delete test, where nobody fails.
void MP2Node::stabilizationProtocol() {
	if (par->CRUDTEST == testTypeMap.at("DELETE")) {
		return;
	}
	push(ht->retPrimaryPairs());
	push(ht->retSecondaryPairs());
	push(ht->retTertiaryPairs());
}
