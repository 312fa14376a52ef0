/* See pair.h. */
#include "pair.h"

#include <assert.h>
#include <libgen.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "ask_server.h"
#include "base/clock.h"
#include "conf.h"
#include "folder.h"
#include "wire/pairing.h"

#include "base/banned.h"

enum { ASK_EVERY_MS = 1000, LIFE_MS = 15 * 60000, URL_BYTES = 300, PATH_BYTES = 1024, TYPED_BYTES = 96 };

struct pairing_way {
    char url[URL_BYTES];
    char offer[PAIRING_BODY_BYTES];
    size_t offer_n;
    struct pairing_code code;
    struct pairing_offer offered;
    struct pairing_letter letter;
    bool shown;
    bool away; /* the server was not reached, and that was said */
};

static bool read_code(const char *typed, char code[CLAIM_CODE_BYTES])
{
    char line[TYPED_BYTES] = "";
    struct str text = str_of(typed);
    if (strcmp(typed, "-") == 0) {
        text = str_of(fgets(line, sizeof line, stdin) != NULL ? line : "");
        text.n -= text.n > 0 && text.p[text.n - 1] == '\n' ? 1 : 0;
    }
    bool good = claim_code_read(text, code) == OK;
    secret_wipe(line, sizeof line);
    if (!good) {
        conf_refuse("--pair",
                    "this is no code: it has twelve letters and digits, as ABCD-EFGH-JKMN; look again at the page");
    }
    return good;
}

static bool write_url(const char *server, char url[URL_BYTES])
{
    struct buf buf;
    struct str text = str_of(server);
    while (text.n > 0 && text.p[text.n - 1] == '/') {
        text.n--;
    }
    buf_init(&buf, url, URL_BYTES);
    buf_str(&buf, text);
    buf_puts(&buf, "/api/v1/pairings/offer");
    bool good = (str_starts(text, "http://") || str_starts(text, "https://")) && !buf.overflow;
    if (!good) {
        conf_refuse("--server", "the server's address begins with https:// (or http:// inside a tunnel)");
    }
    return good;
}

/* The box's side of the bargain: keys and a password that never leave it, and what is said of them. */
static void make(struct pairing_way *way, struct credentials *mine)
{
    unsigned char salt[BROKER_PASSWORD_SALT_BYTES];
    struct buf buf;
    credentials_make(mine);
    secret_random(salt, sizeof salt);
    memcpy(way->offered.sign_public, mine->sign_public, sizeof mine->sign_public);
    memcpy(way->offered.box_public, mine->box_public, sizeof mine->box_public);
    broker_password_hash(str_of(mine->password), salt, way->offered.password_hash);
    buf_init(&buf, way->offer, sizeof way->offer);
    pairing_offer_encode(&way->offered, &way->code, &buf);
    assert(!buf.overflow);
    way->offer_n = buf.n;
}

static void show_number(const struct pair_options *options, struct pairing_way *way)
{
    char number[PAIRING_CHECK_TEXT];
    pairing_check(&way->offered, way->letter.server_sign_public, number);
    if (!way->shown) {
        printf("check %s\n", number);
        fflush(stdout);
        if (options->number != NULL) {
            options->number(number);
        }
    }
    way->shown = true;
}

enum asked { ASKED_WAITS, ASKED_CONFIRMED, ASKED_REFUSED };

static enum asked ask(const struct pair_options *options, struct pairing_way *way)
{
    static char text[2 * PAIRING_BODY_BYTES];
    struct buf answer;
    const char *why = "";
    buf_init(&answer, text, sizeof text);
    long status = ask_server(way->url, (struct str){way->offer, way->offer_n}, &answer, &why);
    if (status == 0 || status == 429 || status >= 500) {
        if (!way->away) {
            conf_refuse("the server is not reached; trying again", status == 0 ? why : "it is busy");
        }
        way->away = true;
        return ASKED_WAITS;
    }
    if (status != 200) {
        conf_refuse("refused",
                    "the code is over, was used by another box, or the number was not the same: make a new one");
        return ASKED_REFUSED;
    }
    if (pairing_letter_decode(buf_view(&answer), &way->code, &way->letter) != OK) {
        conf_refuse("refused", "whoever answers at this address does not know the code: check --server");
        return ASKED_REFUSED;
    }
    way->away = false;
    show_number(options, way);
    return way->letter.confirmed ? ASKED_CONFIRMED : ASKED_WAITS;
}

static bool fill(const struct pairing_letter *letter, struct credentials *mine)
{
    bool good = credentials_broker(str_of(letter->broker), mine) == OK &&
                secret_box_open(mine->box_public, mine->box_secret, letter->sealed_card_key,
                                sizeof letter->sealed_card_key, mine->card_key) == OK &&
                topics_is_id(str_of(letter->site)) && topics_is_id(str_of(letter->gateway));
    memcpy(mine->site, letter->site, sizeof mine->site);
    memcpy(mine->gateway, letter->gateway, sizeof mine->gateway);
    memcpy(mine->username, letter->gateway, sizeof letter->gateway);
    memcpy(mine->server_sign_public, letter->server_sign_public, sizeof mine->server_sign_public);
    mine->epoch = letter->epoch;
    mine->test = letter->test;
    if (!good) {
        conf_refuse("refused", "the server's letter is not understood: install the same version on both");
    }
    return good;
}

static bool save(const char *path, const struct credentials *mine)
{
    static char text[CREDENTIALS_BYTES_MAX]; /* wiped */
    char dir[PATH_BYTES];
    char name[PATH_BYTES];
    struct buf buf;
    if (str_copy(str_of(path), dir, sizeof dir) != OK || str_copy(str_of(path), name, sizeof name) != OK) {
        conf_refuse("--config", "the path is too long");
        return false;
    }
    buf_init(&buf, text, sizeof text);
    credentials_encode(mine, &buf);
    assert(!buf.overflow);
    enum err err = folder_replace(dirname(dir), basename(name), buf_view(&buf));
    secret_wipe(text, sizeof text);
    if (err != OK) {
        conf_refuse(path, "the credentials cannot be written: make room, or name another folder; then pair again");
    }
    return err == OK;
}

static bool wait_for_head(const struct pair_options *options, struct pairing_way *way)
{
    int64_t until_ms = clock_mono_ms() + LIFE_MS;
    enum asked asked = ask(options, way);
    while (asked == ASKED_WAITS && clock_mono_ms() < until_ms && *options->stop == 0) {
        (void)poll(NULL, 0, ASK_EVERY_MS);
        asked = ask(options, way);
    }
    return asked == ASKED_CONFIRMED;
}

bool pair_run(const struct pair_options *options)
{
    static struct pairing_way way; /* wiped */
    static struct credentials mine;
    char code[CLAIM_CODE_BYTES];
    if (!read_code(options->code, code) || !write_url(options->server, way.url)) {
        return false;
    }
    pairing_code_of(code, &way.code);
    secret_wipe(code, sizeof code);
    make(&way, &mine);
    bool done = wait_for_head(options, &way) && fill(&way.letter, &mine) && save(options->config, &mine);
    if (done) {
        printf("paired %s %s %lld\n", mine.site, mine.gateway, (long long)mine.epoch);
        fflush(stdout);
    }
    credentials_wipe(&mine);
    secret_wipe(&way, sizeof way);
    return done;
}
