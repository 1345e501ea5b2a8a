/*
 * MP2: key-value store, classic 2014 style.
 */
#include "MP2Node.h"

MP2Node::MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *address) {
	this->memberNode = memberNode;
	this->par = par;
	this->emulNet = emulNet;
	this->log = log;
	ht = new HashTable();
	this->memberNode->addr = *address;
}

MP2Node::~MP2Node() {
	delete ht;
	delete memberNode;
}

void MP2Node::updateRing() {
	vector<Node> curMemList = getMembershipList();
	sort(curMemList.begin(), curMemList.end());

	bool change = curMemList.size() != ring.size();
	for (unsigned int i = 0; !change && i < ring.size(); i++) {
		change = !(*curMemList[i].getAddress() == *ring[i].getAddress());
	}
	if (!change) {
		return;
	}
	ring = curMemList;
	findNeighbors();
	if (!ht->isEmpty()) {
		stabilizationProtocol();
	}
}

vector<Node> MP2Node::getMembershipList() {
	vector<Node> curMemList;
	for (unsigned int i = 0; i < memberNode->memberList.size(); i++) {
		int id = memberNode->memberList.at(i).getid();
		short port = memberNode->memberList.at(i).getport();
		Address address;
		memcpy(&address.addr[0], &id, sizeof(int));
		memcpy(&address.addr[4], &port, sizeof(short));
		curMemList.push_back(Node(address));
	}
	return curMemList;
}

size_t MP2Node::hashFunction(string key) {
	std::hash<string> hashFunc;
	return hashFunc(key) % RING_SIZE;
}

/* The two peers behind us on the ring hold copies of our keys, we hold copies of the two before us. */
void MP2Node::findNeighbors() {
	hasMyReplicas.clear();
	haveReplicasOf.clear();
	int size = ring.size();
	if (size < REPLICAS) {
		return;
	}
	for (int i = 0; i < size; i++) {
		if (*ring[i].getAddress() == memberNode->addr) {
			hasMyReplicas.push_back(ring[(i + 1) % size]);
			hasMyReplicas.push_back(ring[(i + 2) % size]);
			haveReplicasOf.push_back(ring[(i + size - 1) % size]);
			haveReplicasOf.push_back(ring[(i + size - 2) % size]);
		}
	}
}

/* ---- client side ---- */

int MP2Node::openTransaction(MessageType type, string key, string value) {
	transaction t;
	t.type = type;
	t.key = key;
	t.value = value;
	t.startTime = par->getcurrtime();
	t.successes = 0;
	t.failures = 0;
	int transID = g_transID++;
	transactions[transID] = t;
	return transID;
}

void MP2Node::clientCreate(string key, string value) {
	int transID = openTransaction(CREATE, key, value);
	vector<Node> replicas = findNodes(key);
	for (unsigned int i = 0; i < replicas.size(); i++) {
		Message msg(transID, memberNode->addr, CREATE, key, value, static_cast<ReplicaType>(i));
		emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), msg.toString());
	}
}

void MP2Node::clientRead(string key) {
	dispatchMessages(Message(openTransaction(READ, key, ""), memberNode->addr, READ, key));
}

void MP2Node::clientUpdate(string key, string value) {
	int transID = openTransaction(UPDATE, key, value);
	vector<Node> replicas = findNodes(key);
	for (unsigned int i = 0; i < replicas.size(); i++) {
		Message msg(transID, memberNode->addr, UPDATE, key, value, static_cast<ReplicaType>(i));
		emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), msg.toString());
	}
}

void MP2Node::clientDelete(string key) {
	dispatchMessages(Message(openTransaction(DELETE, key, ""), memberNode->addr, MessageType::DELETE, key));
}

/* The same message to all replicas of its key. */
void MP2Node::dispatchMessages(Message message) {
	vector<Node> replicas = findNodes(message.key);
	string text = message.toString();
	for (unsigned int i = 0; i < replicas.size(); i++) {
		emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), text);
	}
}

void MP2Node::countReply(int transID, bool success, string value) {
	map<int, transaction>::iterator it = transactions.find(transID);
	if (it == transactions.end()) {
		return; /* decided already */
	}
	transaction &t = it->second;
	if (success) {
		t.successes++;
		if (t.type == READ) {
			t.value = value;
		}
	} else {
		t.failures++;
	}
	if (t.successes >= QUORUM) {
		closeTransaction(transID, true);
	} else if (t.failures >= QUORUM) {
		closeTransaction(transID, false);
	}
}

void MP2Node::closeTransaction(int transID, bool success) {
	transaction t = transactions[transID];
	transactions.erase(transID);
	Address *me = &memberNode->addr;
	switch (t.type) {
	case CREATE:
		if (success) log->logCreateSuccess(me, true, transID, t.key, t.value);
		else log->logCreateFail(me, true, transID, t.key, t.value);
		break;
	case READ:
		if (success) log->logReadSuccess(me, true, transID, t.key, t.value);
		else log->logReadFail(me, true, transID, t.key);
		break;
	case UPDATE:
		if (success) log->logUpdateSuccess(me, true, transID, t.key, t.value);
		else log->logUpdateFail(me, true, transID, t.key, t.value);
		break;
	case DELETE:
		if (success) log->logDeleteSuccess(me, true, transID, t.key);
		else log->logDeleteFail(me, true, transID, t.key);
		break;
	default:
		break;
	}
}

/* ---- server side ---- */

bool MP2Node::createKeyValue(string key, string value, ReplicaType replica) {
	return ht->create(key, value);
}

string MP2Node::readKey(string key) {
	return ht->read(key);
}

bool MP2Node::updateKeyValue(string key, string value, ReplicaType replica) {
	return ht->update(key, value);
}

bool MP2Node::deletekey(string key) {
	return ht->deleteKey(key);
}

void MP2Node::reply(Message *request, bool success) {
	Message answer(request->transID, memberNode->addr, REPLY, success);
	emulNet->ENsend(&memberNode->addr, &request->fromAddr, answer.toString());
}

void MP2Node::checkMessages() {
	while (!memberNode->mp2q.empty()) {
		char *data = (char *)memberNode->mp2q.front().elt;
		int size = memberNode->mp2q.front().size;
		memberNode->mp2q.pop();
		string text(data, data + size);
		free(data);

		Message msg(text);
		Address *me = &memberNode->addr;
		bool ok;
		switch (msg.type) {
		case CREATE:
			ok = createKeyValue(msg.key, msg.value, msg.replica);
			if (msg.transID == STABILIZE_ID) {
				break;
			}
			if (ok) log->logCreateSuccess(me, false, msg.transID, msg.key, msg.value);
			else log->logCreateFail(me, false, msg.transID, msg.key, msg.value);
			reply(&msg, ok);
			break;
		case READ: {
			string value = readKey(msg.key);
			if (!value.empty()) log->logReadSuccess(me, false, msg.transID, msg.key, value);
			else log->logReadFail(me, false, msg.transID, msg.key);
			Message answer(msg.transID, memberNode->addr, value);
			emulNet->ENsend(me, &msg.fromAddr, answer.toString());
			break;
		}
		case UPDATE:
			ok = updateKeyValue(msg.key, msg.value, msg.replica);
			if (ok) log->logUpdateSuccess(me, false, msg.transID, msg.key, msg.value);
			else log->logUpdateFail(me, false, msg.transID, msg.key, msg.value);
			reply(&msg, ok);
			break;
		case DELETE:
			ok = deletekey(msg.key);
			if (ok) log->logDeleteSuccess(me, false, msg.transID, msg.key);
			else log->logDeleteFail(me, false, msg.transID, msg.key);
			reply(&msg, ok);
			break;
		case REPLY:
			countReply(msg.transID, msg.success, "");
			break;
		case READREPLY:
			countReply(msg.transID, !msg.value.empty(), msg.value);
			break;
		}
	}

	/* operations that never got their quorum */
	vector<int> late;
	map<int, transaction>::iterator it;
	for (it = transactions.begin(); it != transactions.end(); it++) {
		if (par->getcurrtime() - it->second.startTime > TIMEOUT) {
			late.push_back(it->first);
		}
	}
	for (unsigned int i = 0; i < late.size(); i++) {
		closeTransaction(late[i], false);
	}
}

vector<Node> MP2Node::findNodes(string key) {
	size_t pos = hashFunction(key);
	vector<Node> addr_vec;
	if (ring.size() < REPLICAS) {
		return addr_vec;
	}
	unsigned int first = 0; /* behind the last peer comes the first */
	while (first < ring.size() && ring[first].getHashCode() < pos) {
		first++;
	}
	for (unsigned int i = 0; i < REPLICAS; i++) {
		addr_vec.push_back(ring[(first + i) % ring.size()]);
	}
	return addr_vec;
}

bool MP2Node::recvLoop() {
	if (memberNode->bFailed) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), this->enqueueWrapper, NULL, 1, &(memberNode->mp2q));
}

int MP2Node::enqueueWrapper(void *env, char *buff, int size) {
	Queue q;
	return q.enqueue((queue<q_elt> *)env, (void *)buff, size);
}

/* A replica that holds the key already keeps its value. */
void MP2Node::stabilizationProtocol() {
	map<string, string>::iterator it;
	for (it = ht->hashTable.begin(); it != ht->hashTable.end(); it++) {
		vector<Node> replicas = findNodes(it->first);
		for (unsigned int i = 0; i < replicas.size(); i++) {
			Message msg(STABILIZE_ID, memberNode->addr, CREATE, it->first, it->second, static_cast<ReplicaType>(i));
			emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), msg.toString());
		}
	}
}
