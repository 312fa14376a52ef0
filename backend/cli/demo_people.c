/* See demo_people.h. */
#include "cli/demo_people.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/access.h"
#include "core/calendar.h"
#include "core/registration_sheet.h"
#include "store/account_store.h"
#include "store/card_store.h"
#include "store/child_store.h"
#include "store/household_store.h"
#include "store/message_store.h"
#include "store/registration_store.h"
#include "store/session_store.h"

#include "base/banned.h"

enum { BATCH = 1000, AGES = 6, SESSION_DAYS = 3650, COOKIE_TEXT = 48, SHEET_BYTES = 256 };

struct word {
    const char *written;
    const char *kana;
};

static const struct word families[] = {
    {"青木", "あおき"},   {"石川", "いしかわ"}, {"上田", "うえだ"},   {"遠藤", "えんどう"}, {"岡本", "おかもと"},
    {"加藤", "かとう"},   {"木村", "きむら"},   {"工藤", "くどう"},   {"小林", "こばやし"}, {"近藤", "こんどう"},
    {"斎藤", "さいとう"}, {"佐々木", "ささき"}, {"佐藤", "さとう"},   {"清水", "しみず"},   {"鈴木", "すずき"},
    {"高橋", "たかはし"}, {"田中", "たなか"},   {"千葉", "ちば"},     {"土屋", "つちや"},   {"中村", "なかむら"},
    {"西村", "にしむら"}, {"野口", "のぐち"},   {"橋本", "はしもと"}, {"林", "はやし"},     {"原田", "はらだ"},
    {"平野", "ひらの"},   {"藤田", "ふじた"},   {"松本", "まつもと"}, {"三浦", "みうら"},   {"村上", "むらかみ"},
    {"森", "もり"},       {"山口", "やまぐち"}, {"山田", "やまだ"},   {"横山", "よこやま"}, {"吉田", "よしだ"},
    {"渡辺", "わたなべ"}, {"渡邊", "わたなべ"}, {"髙田", "たかだ"},   {"﨑山", "さきやま"},
};

static const struct word given[] = {
    {"葵", "あおい"},     {"あかり", "あかり"}, {"晶", "あきら"},     {"朝陽", "あさひ"},   {"いろは", "いろは"},
    {"歌", "うた"},       {"詠", "えい"},       {"楓", "かえで"},     {"かんな", "かんな"}, {"希", "のぞみ"},
    {"こはる", "こはる"}, {"咲", "さき"},       {"さくら", "さくら"}, {"しおり", "しおり"}, {"翔太", "しょうた"},
    {"すみれ", "すみれ"}, {"蒼", "そう"},       {"空", "そら"},       {"大和", "やまと"},   {"千尋", "ちひろ"},
    {"つむぎ", "つむぎ"}, {"直", "なお"},       {"凪", "なぎ"},       {"奏", "かなで"},     {"はな", "はな"},
    {"陽向", "ひなた"},   {"光", "ひかる"},     {"ふみ", "ふみ"},     {"真琴", "まこと"},   {"湊", "みなと"},
    {"結", "ゆい"},       {"悠真", "ゆうま"},   {"律", "りつ"},       {"凛", "りん"},       {"蓮", "れん"},
    {"若葉", "わかば"},
};

static const char *const classes[AGES] = {"ひよこ組", "りす組", "うさぎ組", "ぱんだ組", "きりん組", "ぞう組"};
/* Of a thousand children, how many are in each class (domain G1: 5.8 % aged 0, 34.7 % aged 1–2, 59.5 % aged 3–5). */
static const uint64_t age_mix[AGES] = {58, 170, 177, 195, 200, 200};

enum { FAMILIES = sizeof families / sizeof families[0], GIVEN = sizeof given / sizeof given[0] };

/* splitmix64: a repeatable stream for invented people; nothing secret is made of it. */
static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t x = *state;
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (x ^ (x >> 31)) % below;
}

static int draw_age(uint64_t *state)
{
    uint64_t at = draw(state, 1000);
    for (int age = 0; age < AGES - 1; age++) {
        if (at < age_mix[age]) {
            return age;
        }
        at -= age_mix[age];
    }
    return AGES - 1;
}

static int32_t first_of_april(int32_t year)
{
    return civil_day_of_date((struct civil_date){year, 4, 1});
}

/* A child of class `age` in this fiscal year: cohort = year − age − 1 (R-CAL-06). Babies are born before October, so that each is six
 * months old when the year begins. */
static void draw_dates(struct child *child, int age, int32_t today, uint64_t *state)
{
    int32_t year = calendar_fiscal_year(today);
    int32_t cohort = year - age - 1;
    child->birth_day = first_of_april(cohort) + 1 + (int32_t)draw(state, age == 0 ? 182 : 364);
    int entered = (int)draw(state, (uint64_t)age + 1);
    entered = entered == 0 && age > 0 && child->birth_day > first_of_april(cohort) + 182 ? 1 : entered;
    child->enrolled_from_day = first_of_april(year - age + entered);
    child->planned_arrive_min = 450 + 15 * (int32_t)draw(state, 6);
    child->planned_leave_min = 990 + 15 * (int32_t)draw(state, 7);
}

static void put_name(struct child *child, const struct word *family, const struct word *own)
{
    snprintf(child->name, sizeof child->name, "%s %s", family->written, own->written);
    snprintf(child->kana, sizeof child->kana, "%s %s", family->kana, own->kana);
}

/* Cards as readers see them: FeliCa 8 bytes, NTAG 7, MIFARE Classic 4, taking turns. The numbers are counted through an odd multiplier,
 * so that no two are the same; four bytes beginning with 08 would be a telephone's random number. */
static size_t card_uid(uint64_t seed, int64_t number, unsigned char uid[8])
{
    uint32_t mixed = (uint32_t)((uint64_t)number * UINT64_C(2654435761) + seed);
    size_t n = number % 3 == 0 ? 4 : number % 3 == 1 ? 8 : 7;
    n = n == 4 && mixed >> 24 == 0x08 ? 7 : n;
    memset(uid, 0, 8);
    uid[0] = n == 8 ? 0x01 : 0x04;
    uid[1] = n == 8 ? 0x14 : 0xB3;
    uid[2] = n == 8 ? 0xB3 : 0x4C;
    for (size_t i = 0; i < 4; i++) {
        uid[n - 4 + i] = (unsigned char)(mixed >> (24 - 8 * i));
    }
    return n;
}

static enum err add_card(struct tx *tx, struct demo_people *people, const struct child *child, int64_t child_id,
                         int nursery)
{
    struct card card = {.child_id = child_id, .issued_ms = tx->now_ms};
    unsigned char uid[8];
    char uid_text[17];
    int64_t id = 0;
    size_t n = card_uid(people->town->seed, people->children_n, uid);
    secret_card_hash(tx->keys->card, uid, n, card.hash);
    demo_town_id(people->town->seed, 'k', people->children_n, card.public_id);
    enum err err = card_create(tx->db, &card, &id);
    if (err == OK && people->cards != NULL) {
        str_hex(uid, n, uid_text);
        fprintf(people->cards, "%s,%s,n%02d\n", uid_text, child->public_id, nursery + 1);
    }
    secret_wipe(uid, sizeof uid);
    return err;
}

/* What a family would hand in that has nothing to report, in the form in which every sheet is stored. */
static struct str put_sheet(char *storage, size_t bytes)
{
    struct json_faults faults;
    struct json_in in;
    struct buf sheet;
    buf_init(&sheet, storage, bytes);
    enum err err = json_open(STR("{\"no_allergies\":true}"), &in, &faults);
    assert(err == OK);
    registration_sheet_child(&in, true, &sheet);
    err = json_close(&in);
    assert(err == OK);
    assert(!sheet.overflow);
    return buf_view(&sheet);
}

/* Everybody is registered with the sick-care rooms since the child came to the nursery, with one number for all of them (R-REG-05). */
static enum err add_registration(struct tx *tx, struct demo_people *people, const struct child *child, int64_t child_id)
{
    char text[SHEET_BYTES];
    unsigned char sealed[sizeof text + SECRET_SEAL_OVERHEAD];
    char storage[96];
    struct buf about;
    struct str sheet = put_sheet(text, sizeof text);
    struct registration_new new = {
        .child_id = child_id,
        .serial = people->children_n,
        .state = REGISTRATION_APPROVED,
        .step = STEP_IMPORTED,
        .channel = 3,
        .approved_day = child->enrolled_from_day,
        .valid_to_day = REGISTRATION_FOR_EVER,
        .confirmed_day = people->today,
        .now_ms = tx->now_ms,
    };
    int64_t id = 0;
    demo_town_id(people->town->seed, 'r', people->children_n, new.public_id);
    secret_seal(tx->keys->column, registration_about(&about, storage, sizeof storage, new.public_id), sheet.p, sheet.n,
                sealed);
    new.detail = (struct str){(const char *)sealed, sheet.n + SECRET_SEAL_OVERHEAD};
    return registration_add(tx->db, &new, &id);
}

static enum err add_child(struct tx *tx, struct demo_people *people, struct child *child, int nursery, int64_t *ret_id)
{
    people->children_n++;
    demo_town_id(people->town->seed, 'c', people->children_n, child->public_id);
    child->nursery_id = people->town->nursery[nursery];
    enum err err = child_create(tx->db, child, ret_id);
    err = err == OK ? add_registration(tx, people, child, *ret_id) : err;
    return err == OK ? add_card(tx, people, child, *ret_id, nursery) : err;
}

/* Messages go to the address that is also the sign-in. */
static enum err add_contact(struct tx *tx, struct demo_people *people, int64_t household_id, int64_t account_id,
                            const char *address)
{
    unsigned char sealed[MESSAGE_ADDRESS_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    char storage[96];
    struct buf about;
    struct str plain = str_of(address);
    struct message_contact_new new = {
        .household_id = household_id, .account_id = account_id, .language = STR("ja"), .now_ms = tx->now_ms};
    demo_town_id(people->town->seed, 'm', account_id, new.public_id);
    secret_seal(tx->keys->column, message_about(&about, storage, sizeof storage, new.public_id), plain.p, plain.n,
                sealed);
    new.address = (struct str){(const char *)sealed, plain.n + SECRET_SEAL_OVERHEAD};
    return message_contact_add(tx->db, &new);
}

static enum err add_session(struct tx *tx, FILE *sessions, const char *login, int64_t account_id)
{
    unsigned char token[SECRET_TOKEN_BYTES];
    unsigned char hash[SECRET_HASH_BYTES];
    char cookie[COOKIE_TEXT] = "";
    secret_random(token, sizeof token);
    enum err err = str_base64(token, sizeof token, cookie, sizeof cookie);
    secret_hash(cookie, str_of(cookie).n, hash); /* of the cookie's text, as the door hashes what it is sent */
    err = err == OK ? session_create(tx->db, hash, account_id, tx->now_ms, tx->now_ms + SESSION_DAYS * CIVIL_MS_PER_DAY)
                    : err;
    if (err == OK) {
        fprintf(sessions, "%s,%s\n", login, cookie);
    }
    return err;
}

struct family {
    int64_t household_id;
    const struct word *name;
    int64_t children[2];
    size_t children_n;
};

/* suffix "" or "b": the second guardian of a household. */
static enum err add_guardian(struct tx *tx, struct demo_people *people, const struct family *family, const char *suffix,
                             enum access_role role, const struct word *own)
{
    char login[64];
    char name[64];
    int64_t id = 0;
    if (role == ROLE_PICKUP_ONLY) {
        snprintf(login, sizeof login, "pickup@demo.example");
    } else {
        snprintf(login, sizeof login, "parent%03lld%s@demo.example", (long long)people->households_n, suffix);
    }
    snprintf(name, sizeof name, "%s %s", family->name->written, own->written);
    int64_t household_id = role == ROLE_GUARDIAN ? family->household_id : 0;
    enum err err = demo_town_account(tx, people->town, login, name, household_id, &id);
    err = err == OK ? account_grant(tx->db, id, role, 0, "") : err;
    for (size_t i = 0; err == OK && i < family->children_n; i++) {
        enum account_rights rights = role == ROLE_GUARDIAN ? RIGHTS_EVERYTHING : RIGHTS_PICKUP_ONLY;
        err = account_guard(tx->db, id, family->children[i], rights);
    }
    if (err == OK && household_id != 0) {
        err = add_contact(tx, people, household_id, id, login);
    }
    bool wanted = people->sessions != NULL && role == ROLE_GUARDIAN;
    return err == OK && wanted ? add_session(tx, people->sessions, login, id) : err;
}

static enum err add_children(struct tx *tx, struct demo_people *people, struct family *family, int count,
                             uint64_t *state)
{
    int nursery = (int)((people->households_n - 1) % people->town->nurseries_n);
    int age = draw_age(state);
    uint64_t own = draw(state, GIVEN);
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        struct child child = {.household_id = family->household_id};
        int class_age = (age + 2 * i) % AGES;
        put_name(&child, family->name, &given[(own + 7 * (uint64_t)i) % GIVEN]);
        draw_dates(&child, class_age, people->today, state);
        snprintf(child.class_name, sizeof child.class_name, "%s", classes[class_age]);
        err = add_child(tx, people, &child, nursery, &family->children[family->children_n++]);
    }
    return err;
}

/* Every tenth household has two children, every seventh two guardians; the first one's grandparent may fetch. */
static enum err add_household(struct tx *tx, struct demo_people *people)
{
    int64_t number = ++people->households_n;
    uint64_t state = people->town->seed * UINT64_C(0x2545F4914F6CDD1D) + (uint64_t)number;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct family family = {.name = &families[draw(&state, FAMILIES)]};
    int count = number % 10 == 0 && people->children_n + 2 <= people->children_max ? 2 : 1;
    demo_town_id(people->town->seed, 'h', number, public_id);
    enum err err = household_create(tx->db, public_id, &family.household_id);
    err = err == OK ? add_children(tx, people, &family, count, &state) : err;
    err = err == OK ? add_guardian(tx, people, &family, "", ROLE_GUARDIAN, &given[draw(&state, GIVEN)]) : err;
    if (err == OK && number % 7 == 0) {
        err = add_guardian(tx, people, &family, "b", ROLE_GUARDIAN, &given[draw(&state, GIVEN)]);
    }
    if (err == OK && number == 1) {
        err = add_guardian(tx, people, &family, "", ROLE_PICKUP_ONLY, &given[draw(&state, GIVEN)]);
    }
    return err;
}

enum err demo_people_add(struct tx *tx, struct demo_people *people)
{
    int64_t until = people->children_n + BATCH < people->children_max ? people->children_n + BATCH
                                                                      : people->children_max;
    enum err err = OK;
    while (err == OK && people->children_n < until) {
        err = add_household(tx, people);
    }
    assert(people->children_n <= people->children_max);
    return err;
}
