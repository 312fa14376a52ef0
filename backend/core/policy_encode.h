/* A policy written back as the document that would make it: with every member spelled out, also those that no document named. What holds can
 * so be shown, and two sets of rules compared section by section. Read over the defaults, the text gives the same policy again. Pure. */
#pragma once

#include "base/json.h"
#include "base/str.h"
#include "core/policy.h"

enum policy_section {
    SECTION_ELIGIBILITY,
    SECTION_REGISTRATION,
    SECTION_HOURS,
    SECTION_CALENDAR,
    SECTION_PLACES,
    SECTION_STAFFING,
    SECTION_SLOTS,
    SECTION_ROOMS,
    SECTION_ACCEPTANCE,
    SECTION_BOOKING,
    SECTION_DECISION,
    SECTION_CANCEL,
    SECTION_NO_SHOW,
    SECTION_WAITING,
    SECTION_EPISODE,
    SECTION_NOTE,
    SECTION_ENTRY,
    SECTION_FEES,
    SECTION_REPORTS,
};
enum { POLICY_SECTION_COUNT = SECTION_REPORTS + 1 };

/* Longest section: 32 fee rows of about 150 bytes, 44 diseases of about as many. */
enum { POLICY_SECTION_BYTES = 12 * 1024 };

const char *policy_section_word(enum policy_section section); /* the member's name: "eligibility" … */
/* The section's value. */
void policy_encode_section(struct json_out *out, const struct policy *policy, enum policy_section section);
/* The whole document. */
void policy_encode(const struct policy *policy, const struct policy_head *head, struct buf *buf);
/* Do both say the same in this section? scratch has space for 2 × POLICY_SECTION_BYTES. */
bool policy_section_same(const struct policy *a, const struct policy *b, enum policy_section section,
                         struct buf *scratch);

/* The sections' writers, by file; nobody else calls them. */
void policy_encode_opening(struct json_out *out, const struct policy *policy, enum policy_section section);
void policy_encode_asking(struct json_out *out, const struct policy *policy, enum policy_section section);
void policy_encode_money(struct json_out *out, const struct policy *policy, enum policy_section section);
