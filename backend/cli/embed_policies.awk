# Writes <out>.h and <out>.c from the policy documents given as arguments; -v out=build/gen/demo_policies. Each becomes a row of its name
# (without .json) and its text; policy.schema.json becomes policy_schema, nursery.schema.json nursery_schema. No dependency but awk.

function quoted(line) { gsub(/\\/, "&&", line); gsub(/"/, "\\\"", line); return "\"" line "\\n\"" }

FNR == 1 { name = FILENAME; sub(/.*\//, "", name); sub(/\.json$/, "", name); if (name !~ /\.schema$/) names[++count] = name; house[name] = FILENAME ~ /nursery_policies/ ? "true" : "false" }
{ text[name] = text[name] "\n     " quoted($0) }

END {
    head = "/* Made by backend/cli/embed_policies.awk from backend/cli/policies. */\n"
    h = out ".h"; c = out ".c"
    print head "#ifndef GEN_DEMO_POLICIES_H\n#define GEN_DEMO_POLICIES_H\n" > h
    print "#include <stdbool.h>\n\n/* Ends at name NULL. */\nstruct demo_policy {\n    const char *name;\n    const char *document;\n    bool of_nursery; /* rules of a nursery, not of a sick-care room or the municipality */\n};\nextern const struct demo_policy demo_policies[];\nextern const char policy_schema[];\nextern const char nursery_schema[];\n\n#endif" > h
    print head "#include \"demo_policies.h\"\n\n#include <stddef.h>\n\nconst struct demo_policy demo_policies[] = {" > c
    for (i = 1; i <= count; i++) print "    {\"" names[i] "\"," text[names[i]] ", " house[names[i]] "}," > c
    print "    {NULL, NULL, false},\n};\n\nconst char policy_schema[] =" ("policy.schema" in text ? text["policy.schema"] : " \"\"") ";" > c
    print "\nconst char nursery_schema[] =" ("nursery.schema" in text ? text["nursery.schema"] : " \"\"") ";" > c
}
