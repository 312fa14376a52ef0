// A child's record: whether the nursery may read what the sick-care room writes down, and who at work read what, when.
import { Notice } from "../components/notice/notice.tsx";
import { Loaded } from "../components/notice/states.tsx";
import type * as api from "../lib/api.ts";
import { agreeRecord, type Reading, readings, roomRecord } from "../lib/api-record.ts";
import { agreePhotos, photoConsent } from "../lib/api-photos.ts";
import { dayAndClock } from "../lib/format.ts";
import { useSending } from "../lib/form.ts";
import { language, t } from "../lib/i18n.ts";
import { refusalSentence } from "../lib/refusal.ts";
import { useResource } from "../lib/resource.ts";
import { Frame } from "./frame.tsx";

type Child = api.Me["children"][number];

function Consent({ child }: { child: Child }) {
    const state = useResource(`record ${child.id}`, (etag) => roomRecord(child.id, undefined, etag), { topics: ["household"] });
    const sending = useSending();
    const say = (agreed: boolean) =>
        void sending.run(async (intention) => {
            await agreeRecord(child.id, agreed, intention);
            state.refresh();
        });
    return (
        <Loaded from={state}>
            {({ agreed_at: since }) => (
                <div class="card stack">
                    <h3>{t("record.share")}</h3>
                    <p>{since ? t("record.agreed", { at: dayAndClock(since, language.value) }) : t("record.not_agreed")}</p>
                    <p class="hint">{t("record.share_hint")}</p>
                    {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
                    <p>
                        <button type="button" class={since ? "button button-second" : "button"} disabled={sending.busy} onClick={() => say(!since)}>
                            {t(since ? "record.end" : "record.agree")}
                        </button>
                    </p>
                </div>
            )}
        </Loaded>
    );
}

/** One switch: whether the nursery takes photos of the child. Nobody has agreed who has not said so. */
function Photos({ child }: { child: Child }) {
    const state = useResource(`photos ${child.id}`, (etag) => photoConsent(child.id, etag), { topics: ["household"] });
    const sending = useSending();
    const say = (agreed: boolean) =>
        void sending.run(async (intention) => {
            await agreePhotos(child.id, agreed, intention);
            state.refresh();
        });
    return (
        <Loaded from={state}>
            {({ agreed, agreed_at: since }) => (
                <div class="card stack">
                    <h3>{t("photo.consent")}</h3>
                    <p>{since ? t("photo.consent_since", { at: dayAndClock(since, language.value) }) : t("photo.consent_none")}</p>
                    <p class="hint">{t("photo.consent_hint")}</p>
                    <p>
                        <button type="button" class={agreed ? "button button-second" : "button"} disabled={sending.busy} onClick={() => say(!agreed)}>
                            {t(agreed ? "photo.consent_on" : "photo.consent_off")}
                        </button>
                    </p>
                    {sending.trouble ? <Notice kind="error" title={refusalSentence(sending.trouble)} /> : null}
                </div>
            )}
        </Loaded>
    );
}

/** What was done, in the family's words; an action that has none yet is a look at the record. */
function whatWord(what: string): string {
    switch (what) {
        case "read_book":
        case "read_whole_book":
            return t("record.read.book");
        case "read_absences":
        case "read_return":
            return t("record.read.absence");
        case "read_paper":
            return t("record.read.paper");
        case "read_photo":
        case "read_small_photo":
            return t("record.read.photo");
        case "read_pickup_photo":
        case "read_pickup_persons":
        case "read_pickups":
        case "read_pickup_tickets":
            return t("record.read.pickup");
        case "read_class_book":
            return t("record.read.class_book");
        case "read_talk":
            return t("record.read.talk");
        case "read_evacuation":
            return t("record.read.evacuation");
        case "read_diets":
            return t("record.read.diets");
        case "read_medicines":
            return t("record.read.medicines");
        case "read_record":
        case "read_course":
            return t("record.read.course");
        case "read_condition":
            return t("record.read.condition");
        case "read_day_board":
            return t("record.read.day_board");
        case "read_family_sheet":
            return t("record.read.sheet");
        case "find_by_card":
            return t("record.read.card");
        default:
            return t("record.read.other");
    }
}

function roleWord(role: string): string {
    switch (role) {
        case "teacher":
        case "lead":
            return t("record.role.teacher");
        case "head":
            return t("record.role.head");
        case "nurse":
            return t("record.role.nurse");
        case "sickroom_staff":
            return t("record.role.sickroom");
        default:
            return t("record.role.office");
    }
}

function Line({ one }: { one: Reading }) {
    return (
        <li>
            <p>
                <strong>{whatWord(one.what)}</strong> {dayAndClock(one.at, language.value)} {one.times > 1 ? t("record.times", { n: one.times }) : ""}
            </p>
            <p class="hint">{[one.site, one.role ? roleWord(one.role) : t("record.former")].filter(Boolean).join(" ")}</p>
        </li>
    );
}

function Readings({ child }: { child: Child }) {
    const list = useResource(`readings ${child.id}`, (etag) => readings(child.id, etag));
    return (
        <Loaded from={list}>
            {({ readings: all }) => (
                <div class="card stack">
                    <h3>{t("record.who")}</h3>
                    <p class="hint">{t("record.who_hint")}</p>
                    {all.length === 0 ? (
                        <p>{t("record.nobody")}</p>
                    ) : (
                        <ul class="stack">
                            {all.map((one, n) => (
                                <Line key={`${one.at} ${n}`} one={one} />
                            ))}
                        </ul>
                    )}
                </div>
            )}
        </Loaded>
    );
}

export function RecordPage({ me }: { me: api.Me }) {
    return (
        <Frame title={t("record.title")}>
            {me.children.map((child) => (
                <section key={child.id} class="stack" aria-label={child.name}>
                    <h2>{child.name}</h2>
                    <Consent child={child} />
                    <Photos child={child} />
                    <Readings child={child} />
                </section>
            ))}
            {me.children.length === 0 ? <p>{t("reserve.no_child_next")}</p> : null}
        </Frame>
    );
}
