# Writes <out>.h and <out>.c from the statements and the migrations given as arguments; -v out=build/gen/sql.
# A statement file holds blocks: a line "-- :name  what it is for", then the statement. A migration NNNN_words.sql is taken whole.
# Statements keep their line breaks, so that a message of SQLite's about a line is true. No dependency but awk.

function fail(text) { print FILENAME ":" FNR ": " text > "/dev/stderr"; failed = 1; exit 1 }
function quoted(line) { gsub(/\\/, "&&", line); gsub(/"/, "\\\"", line); return "\"" line "\\n\"" }
function finish() { if (name != "" && !filled) fail("statement :" name " has no text") }

FNR == 1 {
    finish(); name = ""; file = FILENAME; sub(/.*\//, "", file)
    migration = FILENAME ~ /\/migrations\//
    if (migration) {
        if (file !~ /^[0-9][0-9][0-9][0-9]_[a-z0-9_]+\.sql$/) fail("a migration is called NNNN_words.sql")
        number = substr(file, 1, 4) + 0
        if (number != migrations + 1) fail("migration " file " should have the number " migrations + 1)
        migration_name[++migrations] = substr(file, 6, length(file) - 9)
    }
}
migration { migration_text[migrations] = migration_text[migrations] "\n        " quoted($0); next }
/^-- :/ {
    finish(); name = substr($2, 2); filled = 0
    if (name !~ /^[a-z][a-z0-9_]*$/) fail("a statement's name is lower case words joined by _: " name)
    if (name in at) fail("statement :" name " stands already at " at[name])
    if (NF < 3) fail("say after :" name " what it is for")
    names[++count] = name; at[name] = file ":" FNR
    next
}
/^[ \t]*(--.*)?$/ { next }
name == "" { fail("text before the first \"-- :name  what it is for\"") }
{ text[name] = text[name] "\n        " quoted($0); filled = 1 }

END {
    if (!failed) finish()
    if (failed) exit 1
    head = "/* Made by backend/store/embed_sql.awk from backend/store/sql and backend/store/migrations. */\n"
    h = out ".h"; c = out ".c"
    print head "#ifndef GEN_SQL_H\n#define GEN_SQL_H\n\nenum sql {" > h
    for (i = 1; i <= count; i++) print "    SQL_" toupper(names[i]) ", /* " at[names[i]] " */" > h
    print "    SQL_COUNT\n};\n\nextern const char *const sql_text[];\nextern const char *const sql_name[];\n" > h
    print "struct sql_migration {\n    int number;\n    const char *name;\n    const char *text;\n};" > h
    print "extern const struct sql_migration sql_migration[];\nextern const int sql_migration_count;\n\n#endif" > h
    print head "#include \"sql.h\"\n\n#include <stddef.h>\n\nconst char *const sql_text[] = {" > c
    for (i = 1; i <= count; i++) print "    [SQL_" toupper(names[i]) "] =" text[names[i]] "," > c
    print "    [SQL_COUNT] = NULL,\n};\n\nconst char *const sql_name[] = {" > c
    for (i = 1; i <= count; i++) print "    [SQL_" toupper(names[i]) "] = \"" at[names[i]] " " names[i] "\"," > c
    print "    [SQL_COUNT] = NULL,\n};\n\nconst struct sql_migration sql_migration[] = {" > c
    for (i = 1; i <= migrations; i++) print "    {" i ", \"" migration_name[i] "\"," migration_text[i] "}," > c
    print "    {0, NULL, NULL},\n};\nconst int sql_migration_count = " migrations + 0 ";" > c
}
