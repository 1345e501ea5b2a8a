# The documents are current: docs/api.md agrees with the headers, and all links and file names in the
# others exist.
. tests/tools/checking.sh

sh tests/tools/api.sh >"$WORK/api.md"
verdict "docs/api.md is made from the headers" "run \`make api\`: $(diff docs/api.md "$WORK/api.md" | head -n 5 | tr '\n' ' ')" \
  cmp -s docs/api.md "$WORK/api.md"

# missing_links FILE: links to files that do not exist.
missing_links() {
  grep -o '](\([^)#]*\)[^)]*)' "$1" | sed 's/^](//; s/[#)].*//' | grep -v '^$\|^[a-z]*:' | sort -u |
    while IFS= read -r link; do
      [ -e "$(dirname "$1")/$link" ] || echo "$link"
    done
}
for document in *.md docs/*.md docs/*/*.md; do
  missing=$(missing_links "$document" | tr '\n' ' ')
  verdict "$document links to what exists" "$missing" [ -z "$missing" ]
done

# Files that are named in code quotes: those with a folder, and headers and sources of the root.
for document in CONTRIBUTING.md docs/glossary.md docs/architecture.md; do
  missing=$(grep -o '`[A-Za-z0-9_./-]*/[A-Za-z0-9_.-]*\.[a-z]*`\|`[A-Za-z0-9]\{1,\}\.\(h\|cpp\)`' "$document" | tr -d '`' | sort -u |
    while IFS= read -r file; do [ -e "$file" ] || echo "$file"; done | tr '\n' ' ')
  verdict "the files that $document names exist" "$missing" [ -z "$missing" ]
done
finish
