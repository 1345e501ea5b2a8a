# expect: ?two lines%s
other="$1.'\"<b>\$(touch hostile);
two lines%s\\"
rm -rf "$other"
cp -r "$1" "$other"
printf '%s' "$other"
