/* The list: see disease.h. Numbers after the forms of domain A4, exclusion after domain B5. */
#include "core/disease.h"

#include <assert.h>

#include "base/banned.h"

const struct disease disease_list[DISEASE_COUNT] = {
    {"COLD", 1, false, EXCLUSION_NONE},
    {"FLU_A", 2, false, EXCLUSION_FLU},
    {"FLU_B", 3, false, EXCLUSION_FLU},
    {"BRONCHITIS", 4, false, EXCLUSION_NONE},
    {"PNEUMONIA", 5, false, EXCLUSION_NONE},
    {"MYC", 6, false, EXCLUSION_WELL},
    {"ASTHMA", 7, false, EXCLUSION_NONE},
    {"ASTHMATIC_BRONCHITIS", 8, false, EXCLUSION_NONE},
    {"CROUP", 9, false, EXCLUSION_NONE},
    {"RSV", 10, false, EXCLUSION_WELL},
    {"HMPV", 11, false, EXCLUSION_NONE},
    {"GAS", 12, false, EXCLUSION_WELL},
    {"BACTERIAL_ENTERITIS", 13, false, EXCLUSION_NONE},
    {"OTITIS", 14, false, EXCLUSION_NONE},
    {"CONJUNCTIVITIS", 15, false, EXCLUSION_NONE},
    {"EKC", 16, false, EXCLUSION_DOCTOR},
    {"AHC", 0, false, EXCLUSION_DOCTOR},
    {"IMPETIGO", 17, false, EXCLUSION_NONE},
    {"STR", 18, false, EXCLUSION_TREATED},
    {"EXA", 19, false, EXCLUSION_WELL},
    {"VAR", 20, false, EXCLUSION_CRUSTED},
    {"MUM", 21, false, EXCLUSION_SWELLING},
    {"HFM", 23, false, EXCLUSION_WELL},
    {"HER", 22, false, EXCLUSION_WELL},
    {"HSV", 24, false, EXCLUSION_NONE},
    {"PCF", 25, false, EXCLUSION_2_DAYS},
    {"ERI", 26, false, EXCLUSION_WELL},
    {"MEA", 27, false, EXCLUSION_FEVER_3},
    {"RUB", 28, false, EXCLUSION_RASH},
    {"PER", 29, false, EXCLUSION_COUGH},
    {"COVID", 30, false, EXCLUSION_COVID},
    {"EHEC", 0, false, EXCLUSION_DOCTOR},
    {"TB", 0, false, EXCLUSION_DOCTOR},
    {"MEN", 0, false, EXCLUSION_DOCTOR},
    {"ZOS", 0, false, EXCLUSION_CRUSTED},
    {"INJURY", 31, false, EXCLUSION_NONE},
    {"UNDIAGNOSED_FEVER", 40, true, EXCLUSION_NONE},
    {"VOMITING", 41, true, EXCLUSION_NONE},
    {"DIARRHOEA", 42, true, EXCLUSION_NONE},
    {"COUGH", 43, true, EXCLUSION_NONE},
    {"WHEEZE", 44, true, EXCLUSION_NONE},
    {"RASH", 45, true, EXCLUSION_NONE},
    {"ABDOMINAL_PAIN", 46, true, EXCLUSION_NONE},
    {"OTHER", 99, false, EXCLUSION_NONE},
};

int disease_find(struct str code)
{
    for (int i = 0; i < DISEASE_COUNT; i++) {
        if (str_is(code, disease_list[i].code)) {
            return i;
        }
    }
    return -1;
}

bool disease_in(struct str codes, struct str code)
{
    size_t from = 0;
    for (size_t i = 0; i <= codes.n; i++) {
        if (i == codes.n || codes.p[i] == ' ') {
            if (i > from && str_equal((struct str){codes.p + from, i - from}, code)) {
                return true;
            }
            from = i + 1;
        }
    }
    return false;
}

const char *disease_exclusion_word(enum disease_exclusion exclusion)
{
    static const char *const words[] = {
        [EXCLUSION_NONE] = "none",         [EXCLUSION_FLU] = "flu",         [EXCLUSION_COVID] = "covid",
        [EXCLUSION_FEVER_3] = "fever_3",   [EXCLUSION_RASH] = "rash",       [EXCLUSION_CRUSTED] = "crusted",
        [EXCLUSION_SWELLING] = "swelling", [EXCLUSION_2_DAYS] = "two_days", [EXCLUSION_COUGH] = "cough",
        [EXCLUSION_DOCTOR] = "doctor",     [EXCLUSION_TREATED] = "treated", [EXCLUSION_WELL] = "well",
    };
    assert((size_t)exclusion < sizeof words / sizeof words[0]);
    return words[exclusion];
}
