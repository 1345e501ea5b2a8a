/*
 * MP2: key-value store, classic 2014 style.
 * Message text on the network; open operations in a map by transaction id; stabilization creates
 * all local keys again on their present replicas whenever the ring changes.
 */
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include "stdincludes.h"
#include "EmulNet.h"
#include "Node.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "Message.h"
#include "Queue.h"

#define QUORUM 2
#define REPLICAS 3
#define TIMEOUT 10
/* transaction id of messages that no client asked for: neither logged nor answered */
#define STABILIZE_ID -1

/* An operation whose quorum is still open. */
struct transaction {
	MessageType type;
	string key;
	string value;
	int startTime;
	int successes;
	int failures;
};

class MP2Node {
private:
	vector<Node> hasMyReplicas;
	vector<Node> haveReplicasOf;
	vector<Node> ring;
	HashTable *ht;
	Member *memberNode;
	Params *par;
	EmulNet *emulNet;
	Log *log;
	map<int, transaction> transactions;

	int openTransaction(MessageType type, string key, string value);
	void closeTransaction(int transID, bool success);
	void countReply(int transID, bool success, string value);
	void reply(Message *request, bool success);

public:
	MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *addressOfMember);
	Member *getMemberNode() { return this->memberNode; }

	void updateRing();
	vector<Node> getMembershipList();
	size_t hashFunction(string key);
	void findNeighbors();

	void clientCreate(string key, string value);
	void clientRead(string key);
	void clientUpdate(string key, string value);
	void clientDelete(string key);

	bool recvLoop();
	static int enqueueWrapper(void *env, char *buff, int size);
	void checkMessages();
	void dispatchMessages(Message message);
	vector<Node> findNodes(string key);

	bool createKeyValue(string key, string value, ReplicaType replica);
	string readKey(string key);
	bool updateKeyValue(string key, string value, ReplicaType replica);
	bool deletekey(string key);

	void stabilizationProtocol();
	~MP2Node();
};

#endif
