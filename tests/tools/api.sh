#!/bin/sh
# api.sh: prints docs/api.md, made from the comments of the headers that a submission or a design of a
# store is written against.
headers='Member.h EmulNet.h EnMsg.h Log.h Params.h Queue.h common.h Node.h Message.h Entry.h HashTable.h
         stores/MembershipNode.h stores/StoreNode.h'

cat <<'END'
# The API

The public surface of the course's classes, and of the two classes by which `Application` drives a
peer. `make api` writes this page from the comments of the headers; edit those.
`tests/course_api/` has the same surface as the course declares it, for each of its editions.
END
# shellcheck disable=SC2086  # A list of words.
exec awk -f tests/tools/api.awk $headers
