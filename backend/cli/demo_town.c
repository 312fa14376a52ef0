/* See demo_town.h. */
#include "cli/demo_town.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "actions/load_nursery_rules.h"
#include "actions/load_policy.h"
#include "base/civil.h"
#include "core/access.h"
#include "cli/holidays.h"
#include "store/account_store.h"
#include "store/policy_store.h"
#include "store/site_store.h"

#include "demo_policies.h"

#include "base/banned.h"

/* Rules hold from 1 April 2020: before anything the demonstration knows of. */

/* Five sick-care rooms, each with rules of its own, modelled on ones that exist: the documents are in cli/policies. */
static const struct site rooms[DEMO_SICKROOMS] = {
    {.public_id = "s01",
     .name = "病児保育室 うみつばめ",
     .area = "中央",
     .phone = "00-0000-0001",
     .sick_type = SICK_ACUTE},
    {.public_id = "s02",
     .name = "病児保育室 いわつばめ",
     .area = "北",
     .phone = "00-0000-0002",
     .sick_type = SICK_ACUTE},
    {.public_id = "s03",
     .name = "病児保育室 あまつばめ",
     .area = "南",
     .phone = "00-0000-0003",
     .sick_type = SICK_ACUTE},
    {.public_id = "s04",
     .name = "病児保育室 こしあかつばめ",
     .area = "東",
     .phone = "00-0000-0004",
     .sick_type = SICK_ACUTE},
    {.public_id = "s05",
     .name = "病後児保育室 しょうどうつばめ",
     .area = "西",
     .phone = "00-0000-0005",
     .sick_type = SICK_RECOVERY},
};

static const char *const areas[] = {"中央", "北", "南", "東", "西"};
static const char *const birds[] = {"つばめ",       "すずめ",   "ひばり",   "めじろ",   "うぐいす",
                                    "かもめ",       "ちどり",   "せきれい", "こまどり", "るりびたき",
                                    "しじゅうから", "かわせみ", "もず",     "つぐみ",   "ひたき",
                                    "かるがも",     "おしどり", "きつつき", "ふくろう", "はくちょう"};
enum { AREAS = sizeof areas / sizeof areas[0], BIRDS = sizeof birds / sizeof birds[0] };

void demo_town_id(uint64_t seed, char kind, int64_t number, char id[SECRET_PUBLIC_ID_TEXT])
{
    char text[64];
    unsigned char hash[SECRET_HASH_BYTES];
    int n = snprintf(text, sizeof text, "tsubame demo %llu %c %lld", (unsigned long long)seed, kind, (long long)number);
    assert(n > 0 && n < (int)sizeof text);
    secret_hash(text, (size_t)n, hash);
    str_hex(hash, (SECRET_PUBLIC_ID_TEXT - 1) / 2, id);
}

enum err demo_town_account(struct tx *tx, const struct demo_town *town, const char *login, const char *name,
                           int64_t household_id, int64_t *ret_id)
{
    struct account account = {.language = "ja", .household_id = household_id, .demo = true};
    unsigned char hash[SECRET_HASH_BYTES];
    secret_hash(login, str_of(login).n, hash);
    uint64_t number = 0;
    for (size_t i = 0; i < 7; i++) {
        number = number << 8 | hash[i];
    }
    demo_town_id(town->seed, 'a', (int64_t)number, account.public_id);
    enum err err = str_copy(str_of(login), account.login, sizeof account.login);
    err = err == OK ? str_copy(str_of(name), account.name, sizeof account.name) : err;
    err = err == OK ? str_copy(str_of(town->password_hash), account.password_hash, sizeof account.password_hash) : err;
    return err == OK ? account_create(tx->db, &account, ret_id) : err;
}

static enum err staff(struct tx *tx, const struct demo_town *town, const char *login, const char *name,
                      enum access_role role, int64_t site_id)
{
    int64_t id = 0;
    enum err err = demo_town_account(tx, town, login, name, 0, &id);
    return err == OK ? account_grant(tx->db, id, role, site_id, "") : err;
}

/* "teacher-n01@demo.example" with the role at that site. */
static enum err staff_of(struct tx *tx, const struct demo_town *town, enum access_role role, const char *word,
                         const struct site *site, int64_t site_id)
{
    char login[64];
    char name[192];
    static const char *const titles[] = {[ROLE_TEACHER] = "担任",
                                         [ROLE_LEAD] = "主任",
                                         [ROLE_HEAD] = "園長",
                                         [ROLE_NURSE] = "看護師",
                                         [ROLE_SICKROOM_STAFF] = "保育士"};
    snprintf(login, sizeof login, "%s-%s@demo.example", word, site->public_id);
    snprintf(name, sizeof name, "%s %s", site->name, titles[role]);
    return staff(tx, town, login, name, role, site_id);
}

static const char *document_of(const char *name)
{
    const struct demo_policy *found = demo_policies;
    while (found->name != NULL && strcmp(found->name, name) != 0) {
        found++;
    }
    assert(found->name != NULL);
    return found->document;
}

/* The first two nurseries open at half past seven, the others take turns: not every house keeps the same hours. */
static enum err build_nursery(struct tx *tx, struct demo_town *town, int index)
{
    int number = index + 1;
    struct site site = {.kind = SITE_NURSERY};
    struct house_rules rules;
    struct house_head head;
    struct json_faults faults;
    const char *document = document_of(index % 3 == 2 ? "nursery-early" : "nursery");
    snprintf(site.public_id, sizeof site.public_id, "n%02d", number);
    if (index < BIRDS) {
        snprintf(site.name, sizeof site.name, "%s保育園", birds[index]);
    } else {
        snprintf(site.name, sizeof site.name, "第%d%s保育園", index / BIRDS + 1, birds[index % BIRDS]);
    }
    snprintf(site.area, sizeof site.area, "%s", areas[index % AREAS]);
    snprintf(site.phone, sizeof site.phone, "00-0001-%04d", number);
    int64_t id = 0;
    enum err err = site_create(tx->db, &site, &id);
    town->nursery[index] = id;
    err = err == OK ? house_rules_decode(str_of(document), &rules, &head, &faults) : err;
    err = err == OK ? policy_nursery_create(tx->db, id, head.valid_from_day, &rules) : err;
    err = err == OK ? staff_of(tx, town, ROLE_TEACHER, "teacher", &site, id) : err;
    err = err == OK ? staff_of(tx, town, ROLE_LEAD, "lead", &site, id) : err;
    return err == OK ? staff_of(tx, town, ROLE_HEAD, "head", &site, id) : err;
}

/* The rules of the room `like`, for a room of another id. */
static enum err load_rules_for(struct tx *tx, const char *like, const char *public_id)
{
    char own[64];
    static char text[POLICY_DOCUMENT_BYTES_MAX]; /* too large for a stack; the lane runs one action at a time */
    struct buf buf;
    const char *document = document_of(like);
    int n = snprintf(own, sizeof own, "\"site\": \"%s\"", like);
    const char *at = strstr(document, own);
    assert(at != NULL);
    buf_init(&buf, text, sizeof text);
    buf_str(&buf, (struct str){document, (size_t)(at - document)});
    buf_puts(&buf, "\"site\": \"");
    buf_puts(&buf, public_id);
    buf_char(&buf, '"');
    buf_puts(&buf, at + n);
    assert(!buf.overflow);
    struct load_policy load = {.document = buf_view(&buf)};
    return load_policy(tx, &load);
}

static enum err load_municipality(struct tx *tx)
{
    struct load_policy load = {.document = str_of(document_of("municipality"))};
    return load_policy(tx, &load);
}

/* Extended care costs the same in every nursery of the town. */
static enum err load_prices(struct tx *tx)
{
    struct load_nursery_rules load = {.document = str_of(document_of("extension-p1-town-public"))};
    enum err err = load_nursery_rules(tx, &load);
    assert(load.outcome == LOAD_NURSERY_DONE);
    return err;
}

static enum err build_room(struct tx *tx, const struct demo_town *town, int index)
{
    struct site site = rooms[index % DEMO_SICKROOMS];
    const char *like = rooms[index % DEMO_SICKROOMS].public_id;
    int64_t id = 0;
    site.kind = SITE_SICKROOM;
    if (index >= DEMO_SICKROOMS) {
        snprintf(site.public_id, sizeof site.public_id, "s%02d", index + 1);
        snprintf(site.name, sizeof site.name, "第%d%s", index / DEMO_SICKROOMS + 1, rooms[index % DEMO_SICKROOMS].name);
        snprintf(site.phone, sizeof site.phone, "00-0000-%04d", index + 1);
    }
    enum err err = site_create(tx->db, &site, &id);
    err = err == OK ? load_rules_for(tx, like, site.public_id) : err;
    err = err == OK ? staff_of(tx, town, ROLE_NURSE, "nurse", &site, id) : err;
    return err == OK ? staff_of(tx, town, ROLE_SICKROOM_STAFF, "sickroom", &site, id) : err;
}

enum err demo_town_build(struct tx *tx, struct demo_town *town)
{
    assert(town->nurseries_n > 0);
    assert(town->nurseries_n <= DEMO_NURSERIES_MAX);
    assert(town->rooms_n <= DEMO_SICKROOMS_MAX);
    enum err err = holidays_import(tx->db);
    err = err == OK ? site_meta_put(tx->db, "municipality", STR("つばめ市（架空の自治体）")) : err;
    for (int i = 0; err == OK && i < town->nurseries_n; i++) {
        err = build_nursery(tx, town, i);
    }
    err = err == OK ? load_municipality(tx) : err;
    err = err == OK ? load_prices(tx) : err;
    town->rooms_n = town->rooms_n == 0 ? DEMO_SICKROOMS : town->rooms_n;
    for (int i = 0; err == OK && i < town->rooms_n; i++) {
        err = build_room(tx, town, i);
    }
    err = err == OK ? staff(tx, town, "ward@demo.example", "保育課 担当", ROLE_WARD_OFFICER, 0) : err;
    err = err == OK ? staff(tx, town, "auditor@demo.example", "監査 担当", ROLE_AUDITOR, 0) : err;
    return err == OK ? staff(tx, town, "operator@demo.example", "システム 担当", ROLE_OPERATOR, 0) : err;
}
