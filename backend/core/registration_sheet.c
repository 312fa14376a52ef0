/* See registration_sheet.h. */
#include "core/registration_sheet.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum {
    NAME_BYTES = 128,
    WORD_BYTES = 48,
    PHONE_BYTES = 24,
    ADDRESS_BYTES = 300,
    CARE_BYTES = 240,
    HISTORY_BYTES = 1200,
    NOTE_BYTES = 600,
    GUARDIANS_MAX = 4,
    EMERGENCY_MAX = 5,
    ALLERGIES_MAX = 8,
    VACCINATIONS_MAX = 20,
};

/* A day that stands nowhere. */
#define NO_DAY INT32_MIN

static void put_text(struct json_in *in, struct json_out *out, const char *name, enum json_need need, size_t bytes_max)
{
    json_put_text(out, name, json_text(in, name, need, bytes_max));
}

/* Digits and what people write between them. */
static void put_phone(struct json_in *in, struct json_out *out, enum json_need need)
{
    struct str phone = json_text(in, "phone", need, PHONE_BYTES);
    for (size_t i = 0; i < phone.n; i++) {
        if (strchr("0123456789+-() ", phone.p[i]) == NULL) {
            json_blame(in, "phone", "BAD_FORMAT");
            break;
        }
    }
    json_put_text(out, "phone", phone);
}

/* An employer or a doctor; null when nobody is named. */
static void put_place(struct json_in *in, struct json_out *out, const char *name)
{
    struct json_in place;
    json_out_key(out, name);
    if (!json_nested(in, name, JSON_OPTIONAL, &place)) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    put_text(&place, out, "name", JSON_REQUIRED, NAME_BYTES);
    put_phone(&place, out, JSON_OPTIONAL);
    json_out_close(out, '}');
    json_nested_end(&place);
}

static void put_guardian(struct json_in *in, struct json_out *out)
{
    put_text(in, out, "name", JSON_REQUIRED, NAME_BYTES);
    put_text(in, out, "relation", JSON_OPTIONAL, WORD_BYTES);
    put_phone(in, out, JSON_OPTIONAL);
    put_place(in, out, "employer");
}

static void put_emergency(struct json_in *in, struct json_out *out)
{
    put_text(in, out, "name", JSON_REQUIRED, NAME_BYTES);
    put_text(in, out, "relation", JSON_OPTIONAL, WORD_BYTES);
    put_phone(in, out, JSON_REQUIRED);
}

static void put_allergy(struct json_in *in, struct json_out *out)
{
    put_text(in, out, "what", JSON_REQUIRED, NAME_BYTES);
    put_text(in, out, "care", JSON_OPTIONAL, CARE_BYTES);
}

static void put_vaccination(struct json_in *in, struct json_out *out)
{
    put_text(in, out, "name", JSON_REQUIRED, WORD_BYTES);
    int32_t day = json_day(in, "day", JSON_OPTIONAL, NO_DAY);
    json_out_key(out, "day");
    if (day == NO_DAY) {
        json_out_null(out);
    } else {
        json_out_day(out, day);
    }
}

static void put_list(struct json_in *in, struct json_out *out, const char *name, size_t max,
                     void (*put)(struct json_in *in, struct json_out *out))
{
    struct json_in element;
    size_t n = json_list(in, name, JSON_OPTIONAL, max);
    json_out_key(out, name);
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, name, i, &element)) {
            json_out_open(out, '{');
            put(&element, out);
            json_out_close(out, '}');
            json_nested_end(&element);
        }
    }
    json_out_close(out, ']');
}

void registration_sheet_household(struct json_in *in, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    put_list(in, &out, "guardians", GUARDIANS_MAX, put_guardian);
    put_list(in, &out, "emergency", EMERGENCY_MAX, put_emergency);
    put_place(in, &out, "doctor");
    put_text(in, &out, "address", JSON_OPTIONAL, ADDRESS_BYTES);
    json_out_close(&out, '}');
    if (buf->overflow) {
        json_blame(in, "address", "TOO_LONG");
    }
}

void registration_sheet_child(struct json_in *in, bool nursery, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    struct str place = json_text(in, "nursery", JSON_OPTIONAL, NAME_BYTES);
    json_put_text(&out, "nursery", nursery ? place : STR(""));
    json_put_bool(&out, "no_allergies", json_bool(in, "no_allergies", JSON_OPTIONAL, false));
    put_list(in, &out, "allergies", ALLERGIES_MAX, put_allergy);
    put_text(in, &out, "history", JSON_OPTIONAL, HISTORY_BYTES);
    put_list(in, &out, "vaccinations", VACCINATIONS_MAX, put_vaccination);
    put_text(in, &out, "note", JSON_OPTIONAL, NOTE_BYTES);
    json_out_close(&out, '}');
    if (buf->overflow) {
        json_blame(in, "note", "TOO_LONG");
    }
}

enum err registration_sheet_without_place(struct str child, struct buf *out)
{
    struct json_faults faults;
    struct json_in in;
    if (json_open(child, &in, &faults) != OK) {
        return ERR_INVALID;
    }
    registration_sheet_child(&in, false, out);
    return json_close(&in);
}

/* Both sheets take an object without members for a blank one. */
static void blank(struct json_in *in)
{
    struct json_faults *faults = in->faults;
    enum err err = json_open(STR("{}"), in, faults);
    assert(err == OK);
}

void registration_sheet_blank_household(struct buf *out)
{
    struct json_faults faults;
    struct json_in in = {.faults = &faults};
    blank(&in);
    registration_sheet_household(&in, out);
    json_drop(&in);
}

void registration_sheet_blank_child(struct buf *out)
{
    struct json_faults faults;
    struct json_in in = {.faults = &faults};
    blank(&in);
    registration_sheet_child(&in, true, out);
    json_drop(&in);
}

static void missing(struct json_faults *faults, const char *prefix, const char *name)
{
    char pointer[64];
    struct buf buf;
    buf_init(&buf, pointer, sizeof pointer);
    buf_puts(&buf, prefix);
    buf_char(&buf, '/');
    buf_puts(&buf, name);
    json_fault_add(faults, pointer, "MISSING");
}

/* Does any element of the list say this member? */
static bool any_says(struct json_in *in, const char *list, const char *member)
{
    struct json_in element;
    size_t n = json_list(in, list, JSON_OPTIONAL, GUARDIANS_MAX + EMERGENCY_MAX);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, list, i, &element) && json_text(&element, member, JSON_OPTIONAL, NAME_BYTES).n > 0) {
            return true;
        }
    }
    return false;
}

void registration_sheet_missing_household(struct str household, const char *prefix, struct json_faults *faults)
{
    struct json_faults unread;
    struct json_in in;
    if (json_open(household.n > 0 ? household : STR("{}"), &in, &unread) != OK) {
        missing(faults, prefix, "guardians");
        return;
    }
    if (!any_says(&in, "guardians", "name")) {
        missing(faults, prefix, "guardians");
    }
    if (!any_says(&in, "emergency", "phone")) {
        missing(faults, prefix, "emergency");
    }
    json_drop(&in);
}

void registration_sheet_missing_child(struct str child, const char *prefix, struct json_faults *faults)
{
    struct json_faults unread;
    struct json_in in;
    if (json_open(child.n > 0 ? child : STR("{}"), &in, &unread) != OK) {
        missing(faults, prefix, "allergies");
        return;
    }
    size_t allergies = json_list(&in, "allergies", JSON_OPTIONAL, ALLERGIES_MAX);
    bool none = json_bool(&in, "no_allergies", JSON_OPTIONAL, false);
    if ((allergies == 0) == !none) {
        missing(faults, prefix, "allergies");
    }
    json_drop(&in);
}
