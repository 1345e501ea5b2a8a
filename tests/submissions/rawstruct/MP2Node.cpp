/**********************************************************************
 * MP2 - key-value store, raw struct style
 **********************************************************************/
#include "MP2Node.h"

Event::Event(int time, int transID) {
	this->time = time;
	this->transID = transID;
}

// the earliest on top of the queue
bool Event::operator <(const Event &other) const {
	return time > other.time;
}

MP2Node::MP2Node(Member *memberNode, Params *par, EmulNet * emulNet, Log * log, Address * address) {
	this->memberNode = memberNode;
	this->par = par;
	this->emulNet = emulNet;
	this->log = log;
	ht = new HashTable();
	this->memberNode->addr = *address;
	network = new Network(emulNet, &memberNode->addr);
}

MP2Node::~MP2Node() {
	delete ht;
	delete network;
}

void MP2Node::updateRing() {
	vector<Node> curMemList = getMembershipList();
	sort(curMemList.begin(), curMemList.end());
	string before, after;
	for (size_t i = 0; i < ring.size(); i++) before += ring[i].getAddress()->getAddress() + " ";
	for (size_t i = 0; i < curMemList.size(); i++) after += curMemList[i].getAddress()->getAddress() + " ";
	if (before != after) {
		ring = curMemList;
		findNeighbors();
		stabilizationProtocol();
	}
}

vector<Node> MP2Node::getMembershipList() {
	vector<Node> curMemList;
	for (size_t i = 0; i < memberNode->memberList.size(); i++) {
		Address addressOfThisMember;
		*(int *)(&addressOfThisMember.addr[0]) = memberNode->memberList[i].getid();
		*(short *)(&addressOfThisMember.addr[4]) = memberNode->memberList[i].getport();
		curMemList.emplace_back(Node(addressOfThisMember));
	}
	return curMemList;
}

size_t MP2Node::hashFunction(string key) {
	std::hash<string> hashFunc;
	return hashFunc(key) % RING_SIZE;
}

void MP2Node::findNeighbors() {
	hasMyReplicas.clear();
	haveReplicasOf.clear();
	int n = ring.size();
	for (int i = 0; i < n && n >= 3; i++) {
		if (!(ring[i].nodeAddress == memberNode->addr)) continue;
		for (int k = 1; k <= 2; k++) {
			hasMyReplicas.push_back(ring[(i + k) % n]);
			haveReplicasOf.push_back(ring[(i + n - k) % n]);
		}
	}
}

void MP2Node::clientCreate(string key, string value) {
	ask(CREATE, key, value);
}

void MP2Node::clientRead(string key) {
	ask(READ, key, "");
}

void MP2Node::clientUpdate(string key, string value) {
	ask(UPDATE, key, value);
}

void MP2Node::clientDelete(string key) {
	ask(DELETE, key, "");
}

void MP2Node::ask(MessageType type, string key, string value) {
	transaction *t = new transaction;
	t->type = type;
	t->key = key;
	t->value = value;
	t->yes = t->no = 0;
	int transID = g_transID++;
	open[transID] = t;
	timers.push(Event(par->getcurrtime() + WAIT_TICKS, transID));

	StoreMsg msg;
	msg.type = type;
	msg.transID = transID;
	msg.ok = false;
	msg.from = memberNode->addr;
	msg.key = new string(key);
	msg.value = new string(value);
	msg.pairs = NULL;
	dispatchMessages(msg);
}

void MP2Node::dispatchMessages(StoreMsg message) {
	vector<Node> replicas = findNodes(*message.key);
	for (int role = PRIMARY; role < (int)replicas.size(); role++) {
		message.role = role;
		network->send(replicas[role].nodeAddress, &message, sizeof(StoreMsg));
	}
}

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

void MP2Node::answer(StoreMsg *question, bool ok, string *value) {
	StoreMsg msg;
	msg.type = (question->type == READ) ? READREPLY : REPLY;
	msg.transID = question->transID;
	msg.role = question->role;
	msg.ok = ok;
	msg.from = memberNode->addr;
	msg.key = question->key;
	msg.value = value;
	msg.pairs = NULL;
	network->send(question->from, &msg, sizeof(StoreMsg));
}

void MP2Node::checkMessages() {
	while ( !memberNode->mp2q.empty() ) {
		StoreMsg *msg = (StoreMsg *)memberNode->mp2q.front().elt;
		memberNode->mp2q.pop();
		string *value = msg->value;
		bool ok = false;

		switch (msg->type) {
		case CREATE:
			ok = createKeyValue(*msg->key, *value, (ReplicaType)msg->role);
			break;
		case READ:
			value = new string(readKey(*msg->key));
			ok = *value != "";
			break;
		case UPDATE:
			ok = updateKeyValue(*msg->key, *value, (ReplicaType)msg->role);
			break;
		case DELETE:
			ok = deletekey(*msg->key);
			break;
		case REPLY:
		case READREPLY:
			count(msg);
			continue;
		case COPY:
			for (map<string, string>::iterator it = msg->pairs->begin(); it != msg->pairs->end(); ++it) {
				ht->create(it->first, it->second); // keeps what is there
			}
			continue;
		default:
			continue;
		}
		logResult(false, ok, msg->type, msg->transID, *msg->key, *value);
		answer(msg, ok, value);
	}

	while (!timers.empty() && timers.top().time <= par->getcurrtime()) {
		int transID = timers.top().transID;
		timers.pop();
		if (open.find(transID) == open.end()) continue;
		transaction *t = open[transID];
		log->LOG(&memberNode->addr, "no quorum for a message of type %s", to_string(t->type).c_str());
		logResult(true, false, t->type, transID, t->key, t->value);
		open.erase(transID);
		delete t;
	}
}

void MP2Node::count(StoreMsg *reply) {
	if (open.find(reply->transID) == open.end()) return;
	transaction *t = open[reply->transID];
	if (reply->ok) {
		t->yes++;
		t->value = (t->type == READ) ? *reply->value : t->value;
	} else {
		t->no++;
	}
	if (t->yes == 2 || t->no == 2) {
		logResult(true, t->yes == 2, t->type, reply->transID, t->key, t->value);
		open.erase(reply->transID);
		delete t;
	}
}

void MP2Node::logResult(bool isCoordinator, bool ok, int type, int transID, string key, string value) {
	Address *address = &memberNode->addr;
	switch (type * 2 + ok) {
	case CREATE * 2 + 1: log->logCreateSuccess(address, isCoordinator, transID, key, value); break;
	case CREATE * 2: log->logCreateFail(address, isCoordinator, transID, key, value); break;
	case READ * 2 + 1: log->logReadSuccess(address, isCoordinator, transID, key, value); break;
	case READ * 2: log->logReadFail(address, isCoordinator, transID, key); break;
	case UPDATE * 2 + 1: log->logUpdateSuccess(address, isCoordinator, transID, key, value); break;
	case UPDATE * 2: log->logUpdateFail(address, isCoordinator, transID, key, value); break;
	case DELETE * 2 + 1: log->logDeleteSuccess(address, isCoordinator, transID, key); break;
	case DELETE * 2: log->logDeleteFail(address, isCoordinator, transID, key); break;
	}
}

vector<Node> MP2Node::findNodes(string key) {
	size_t pos = hashFunction(key);
	vector<Node> addr_vec;
	size_t n = ring.size();
	if (n < 3) return addr_vec;
	for (size_t i = 0; i <= n; i++) {
		// past the last one: the first one
		if (i == n || ring[i].nodeHashCode >= pos) {
			for (size_t k = 0; k < 3; k++) addr_vec.push_back(ring[(i + k) % n]);
			break;
		}
	}
	return addr_vec;
}

bool MP2Node::recvLoop() {
	if ( memberNode->bFailed ) {
		return false;
	}
	return emulNet->ENrecv(&(memberNode->addr), this->enqueueWrapper, NULL, 1, &(memberNode->mp2q));
}

int MP2Node::enqueueWrapper(void *env, char *buff, int size) {
	Queue q;
	return q.enqueue((queue<q_elt> *)env, (void *)buff, size);
}

// everyone gets all the keys of ours that belong to it, in one message
void MP2Node::stabilizationProtocol() {
	map<string, map<string, string> *> packets;
	map<string, string>::iterator it;
	for (it = ht->hashTable.begin(); it != ht->hashTable.end(); it++) {
		vector<Node> replicas = findNodes(it->first);
		for (size_t i = 0; i < replicas.size(); i++) {
			string to = replicas[i].nodeAddress.getAddress();
			if (packets[to] == NULL) packets[to] = new map<string, string>;
			packets[to]->insert(*it);
		}
	}
	map<string, map<string, string> *>::iterator p;
	for (p = packets.begin(); p != packets.end(); p++) {
		StoreMsg msg;
		msg.type = COPY;
		msg.transID = -1;
		msg.role = PRIMARY;
		msg.ok = true;
		msg.from = memberNode->addr;
		msg.key = msg.value = NULL;
		msg.pairs = p->second;
		network->send(Address(p->first), &msg, sizeof(StoreMsg));
	}
}
