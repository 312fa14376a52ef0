// The registration with the sick-care rooms: every child with its state in words and the one next step; from here the form is opened, and
// another guardian of the household invited.
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import { RegistrationPill } from "../components/sheet/registration-pill.tsx";
import { holds, ownerWord, yearDay } from "../components/sheet/registration-words.ts";
import * as api from "../lib/api.ts";
import { useSending } from "../lib/form.ts";
import { t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { go, place } from "../lib/router.ts";
import { useWhole } from "../lib/whole.ts";
import { Frame } from "./frame.tsx";
import { Invite } from "./invite.tsx";
import { RegistrationForm } from "./registration-form.tsx";
import "./registration.css";

type Scope = api.ChildRegistrations["scopes"][number];
export const formAddress = (which: string): string => `/parent/registration?of=${encodeURIComponent(which)}`;

const TOLD_WHY: string[] = ["returned", "refused", "suspended"];
const WHY_STEPS: string[] = ["returned", "refused", "suspended", "renewal_returned", "renewal_refused"];
/** Steps after which what was said before them is over. */
const OVER_STEPS: string[] = ["imported", "approved", "renewed", "lifted", "submitted", "renewal_asked"];

/** What the staff wrote for the family, unless it is over. */
function Why({ of }: { of: api.Registration }) {
    const whole = useWhole(of.id);
    const step = whole.value?.history.find((one) => WHY_STEPS.includes(one.step) || OVER_STEPS.includes(one.step));
    if (whole.error) return <p class="hint">{refusalSentence(whole.error)}</p>;
    if (!step?.reason || !WHY_STEPS.includes(step.step)) return null;
    return (
        <Notice kind="warning" title={t("registration.reason")}>
            <p class="registration-reason">{step.reason}</p>
        </Notice>
    );
}

/** What is meant by the button of a registration that somebody has begun; the first of them is what should be done now. */
function stepWords(one: api.Registration): { words: string; main: boolean } | null {
    const submits = one.next.includes("submit");
    switch (one.state) {
        case "draft":
            return { words: t("registration.go_on"), main: true };
        case "returned":
            return { words: t("registration.mend"), main: true };
        case "refused":
            return submits ? { words: t("registration.ask_again"), main: false } : null;
        case "expired":
            return submits ? { words: t("registration.renew"), main: true } : null;
        case "approved":
            if (submits && !one.renewal_asked) return { words: t("registration.renew"), main: true };
            if (one.confirm_due) return { words: t("registration.look_over"), main: true };
            return { words: t("registration.change"), main: false };
        case "submitted":
            return { words: t("registration.change"), main: false };
        case "suspended":
        case "closed":
            return null;
    }
}

function nextWords(one: api.Registration): string {
    const owner = ownerWord(one.sick_room_name);
    switch (one.state) {
        case "draft":
            return t("registration.next.draft");
        case "submitted":
            return t("registration.next.submitted", { owner });
        case "returned":
            return t("registration.next.returned");
        case "refused":
            return t("registration.next.refused", { owner });
        case "suspended":
            return t("registration.next.suspended", { owner });
        case "expired":
            return t("registration.next.expired");
        case "closed":
            return t("registration.next.closed", { owner });
        case "approved":
            if (one.renewal_asked) return t("registration.next.renewal", { owner });
            if (one.next.includes("submit") && one.valid_to)
                return t("registration.next.renew", { day: yearDay(one.valid_to) });
            return one.confirm_due ? t("registration.next.confirm") : t("registration.next.approved");
    }
}

function Begun({ one }: { one: api.Registration }) {
    const step = stepWords(one);
    const renewing = one.state === "approved" && one.next.includes("submit") && !one.renewal_asked;
    return (
        <>
            <div class="child-head">
                <RegistrationPill state={one.state} />
                {holds(one).map((line) => (
                    <p key={line}>{line}</p>
                ))}
            </div>
            {TOLD_WHY.includes(one.state) || renewing ? <Why of={one} /> : null}
            <p>{nextWords(one)}</p>
            {step && one.next.includes("save") ? (
                <p>
                    <a class={step.main ? "button" : "button button-second"} href={formAddress(one.id)}>
                        {step.words}
                        <span class="unseen"> {one.child_name}</span>
                    </a>
                </p>
            ) : null}
        </>
    );
}

function NotYet({ child, scope }: { child: api.Me["children"][number]; scope: Scope }) {
    const sending = useSending();
    const begin = () =>
        void sending.run(async () => {
            const begun = await api.beginRegistration(child.id, scope.scope);
            go(formAddress(begun.id));
        });
    return (
        <>
            <p>
                <strong>{t("registration.none")}</strong>
            </p>
            <p>{scope.required ? t("registration.next.none") : t("registration.next.not_needed")}</p>
            {sending.trouble ? (
                <Notice kind="error" title={t("error.refused")}>
                    <p>{refusalSentence(sending.trouble)}</p>
                </Notice>
            ) : null}
            <button
                type="button"
                class={scope.required ? "button" : "button button-second"}
                aria-disabled={sending.busy ? true : undefined}
                onClick={begin}
            >
                {sending.busy ? t("registration.busy") : t("registration.begin")}
                <span class="unseen"> {child.name}</span>
            </button>
        </>
    );
}

function Child({ child }: { child: api.Me["children"][number] }) {
    const found = useResource(`registrations ${child.id}`, (etag) => api.childRegistrations(child.id, etag), {
        topics: ["household"],
    });
    return (
        <li class="card" data-child={child.id}>
            <h2>{child.name}</h2>
            <Loaded from={found}>
                {({ scopes }) => (
                    <>
                        {scopes.map((scope) => (
                            <div class="registration-scope" key={scope.scope}>
                                {scopes.length > 1 ? (
                                    <h3>{scope.sick_room_name ?? t("registration.all_rooms")}</h3>
                                ) : null}
                                {scope.registration ? (
                                    <Begun one={scope.registration} />
                                ) : (
                                    <NotYet child={child} scope={scope} />
                                )}
                            </div>
                        ))}
                        {scopes.length === 0 ? <p>{t("registration.next.not_needed")}</p> : null}
                    </>
                )}
            </Loaded>
        </li>
    );
}

function List({ me }: { me: api.Me }) {
    return (
        <Frame title={t("registration.title")}>
            <p>{t("registration.intro")}</p>
            {me.children.length === 0 ? <p>{t("reserve.no_child_next")}</p> : null}
            <ul class="stack">
                {me.children.map((child) => (
                    <Child key={child.id} child={child} />
                ))}
            </ul>
            <p>
                <a href="/parent/contacts">{t("contacts.title")}</a>
            </p>
            {me.children[0] ? <Invite child={me.children[0].id} /> : null}
        </Frame>
    );
}

export function RegistrationPage({ me }: { me: api.Me }) {
    const of = place.value.query.get("of") ?? "";
    return of === "" ? <List me={me} /> : <RegistrationForm key={of} me={me} which={of} />;
}
