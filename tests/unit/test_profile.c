/* The lights and tones of reader models, as bytes. */
#include "profiles/profile.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

TEST("a reader's profile is found by the name that pcscd gives it; a model that nobody described stays silent")
{
    static const struct {
        const char *reader;
        const struct profile *profile;
    } rows[] = {
        {"ACS ACR122U PICC Interface 00 00", &profile_acr122u},
        {"ACS ACR122U 01 00", &profile_acr122u},
        {"ACS ACR1252 Dual Reader [ACR1252 Dual Reader PICC] 00 00", &profile_acr1252u},
        {"ACS ACR1252 1S CL Reader 00 00", &profile_acr1252u},
        {"SONY FeliCa RC-S300/S 00 00", NULL},
        {"Virtual PCD 00 00", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        print_message("%s\n", rows[i].reader);
        EXPECT(profile_of(rows[i].reader) == rows[i].profile);
    }
}

static void write(const struct profile_step *steps, char *text, size_t max)
{
    size_t n = 0;
    text[0] = '\0';
    for (size_t i = 0; i < PROFILE_STEPS_MAX && steps[i].n > 0; i++) {
        for (size_t j = 0; j < steps[i].n; j++) {
            n += (size_t)snprintf(text + n, max - n, "%02X", steps[i].bytes[j]);
        }
        n += (size_t)snprintf(text + n, max - n, "/%d ", steps[i].then_ms);
    }
}

TEST("success, refusal and question as each model takes them, and none holds the entrance for half a second")
{
    static const struct {
        const struct profile *profile;
        enum profile_sign sign;
        const char *bytes;
    } rows[] = {
        {&profile_acr122u, PROFILE_SUCCESS, "FF0040AC0402010101/0 "},
        {&profile_acr122u, PROFILE_REFUSED, "FF00405C0401010301/0 "},
        {&profile_acr122u, PROFILE_QUESTION, "FF0040FC0401020201/0 "},
        {&profile_acr1252u, PROFILE_SUCCESS, "E00000290102/0 E0000028010F/250 E00000290100/0 "},
        {&profile_acr1252u, PROFILE_REFUSED,
         "E00000290101/0 E00000280106/120 E00000280106/120 E00000280106/120 E00000290100/0 "},
        {&profile_acr1252u, PROFILE_QUESTION, "E00000290103/0 E00000280106/180 E00000280106/180 E00000290100/0 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct profile_step *steps = rows[i].profile->signs[rows[i].sign];
        char text[256];
        int ms = 0;
        write(steps, text, sizeof text);
        EXPECT_STR(text, rows[i].bytes);
        for (size_t j = 0; j < PROFILE_STEPS_MAX; j++) {
            ms += steps[j].then_ms;
        }
        EXPECT(ms < 500);
    }
}
