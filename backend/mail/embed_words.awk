# Writes <out>.h and <out>.c from the catalogs given as arguments; -v out=build/gen/mail_words. Of each LANGUAGE.po only the sentences that go
# into messages are taken, those whose key begins with "mail."; a catalog's escapes are C's. No dependency but awk.

function fail(text) { print FILENAME ":" FNR ": " text > "/dev/stderr"; failed = 1; exit 1 }
# A letter has no room above a kanji: its reading follows in brackets.
function read(sentence,   at, inner) {
    while (match(sentence, /\{[^{}|]+\|[^{}|]+\}/)) {
        inner = substr(sentence, RSTART + 1, RLENGTH - 2); at = index(inner, "|")
        sentence = substr(sentence, 1, RSTART - 1) substr(inner, 1, at - 1) "（" substr(inner, at + 1) "）" substr(sentence, RSTART + RLENGTH)
    }
    return sentence
}
# A sentence is over when the next key begins.
function keep() {
    if (key ~ /^mail\./) {
        if (text ~ /^(\n *"")*$/) fail("\"" key "\" has no sentence")
        count++; languages[count] = language; keys[count] = key; texts[count] = read(text)
    }
    key = ""; text = ""; part = ""
}

FNR == 1 { keep(); language = FILENAME; sub(/.*\//, "", language); sub(/\.po$/, "", language) }
/^[ \t]*(#.*)?$/ { next }
/^msgid "/ { keep(); part = "key"; sub(/^msgid "/, ""); sub(/"$/, ""); key = $0; next }
/^msgid_plural/ && key ~ /^mail\./ { fail("a message has no plural forms: \"" key "\"") }
/^msgstr "/ { part = "text"; sub(/^msgstr /, ""); text = "\n     " $0; next }
/^"/ && part == "key" { sub(/^"/, ""); sub(/"$/, ""); key = key $0; next }
/^"/ && part == "text" { text = text "\n     " $0; next }

END {
    if (failed) exit 1
    keep()
    if (failed) exit 1
    head = "/* Made by backend/mail/embed_words.awk from web/words. */\n"
    h = out ".h"; c = out ".c"
    print head "#ifndef GEN_MAIL_WORDS_H\n#define GEN_MAIL_WORDS_H\n" > h
    print "/* Ends at language NULL. */\nstruct mail_word {\n    const char *language;\n    const char *key;\n    const char *text;\n};\nextern const struct mail_word mail_words[];\n\n#endif" > h
    print head "#include \"mail_words.h\"\n\n#include <stddef.h>\n\nconst struct mail_word mail_words[] = {" > c
    for (i = 1; i <= count; i++) print "    {\"" languages[i] "\", \"" keys[i] "\"," texts[i] "}," > c
    print "    {NULL, NULL, NULL},\n};" > c
}
