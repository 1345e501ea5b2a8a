# expect: MP1Node.cpp; a/MP1Node.cpp was taken.
deep=$1/a
for name in b c d e f g h i j k l m n o p q r s t u v w x y z; do deep=$deep/$name; done
mkdir -p "$deep"
mv "$1"/MP?Node.* "$1/a"
cp "$1/a/MP1Node.cpp" "$deep"
ln -s .. "$1/a/up"
ln -s "$1" "$deep/around"
ln -s itself "$1/itself"
