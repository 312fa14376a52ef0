// The register of each class: on the screen a table to be pushed sideways, on paper one A4 sheet with the places of the three signatures.
import { monthWord } from "../components/month-switch/month-switch.tsx";
import type { Month, Register } from "../lib/months.ts";
import { dayAndClock, weekdayNumber } from "../lib/format.ts";
import { language, t } from "../lib/i18n.ts";

type Child = Register["children"][number];

const sums = (): [string, string][] => [
    ["attended", t("month.attended")],
    ["sick", t("month.sick")],
    ["private", t("month.private")],
    ["suspended", t("month.suspended")],
    ["mourning", t("month.mourning")],
    ["late", t("month.late")],
    ["early_leave", t("month.early")],
    ["unexplained", t("month.unexplained")],
];

const ATTENDED = ["present", "late", "early_leave", "late_and_early"];

function Sheet({ register, name, rows, month, nursery }: { register: Register; name: string; rows: Child[]; month: Month | undefined; nursery: string }) {
    const title = t("month.register", { class: name, month: monthWord(register.month) });
    const columns = sums();
    const of = (child: Child, key: string) => (child.totals as Record<string, number>)[key] ?? 0;
    const signed: [string, string | null | undefined][] = [
        [t("month.step.teacher"), month?.classes.find((row) => row.class === name)?.signed_at],
        [t("month.step.lead"), month?.lead_signed_at],
        [t("month.step.head"), month?.head_signed_at],
    ];
    return (
        <section class="register-sheet" aria-label={title}>
            <div class="register-head">
                <h2>{title}</h2>
                <p class="register-nursery">{nursery}</p>
                <dl class="register-signed">
                    {signed.map(([who, at]) => (
                        <div key={who}>
                            <dt>{who}</dt>
                            <dd>{at ? dayAndClock(at, language.value) : ""}</dd>
                        </div>
                    ))}
                </dl>
            </div>
            <div class="register-scroll" tabIndex={0} role="group" aria-label={title}>
                <table class="register">
                    <thead>
                        <tr>
                            <th scope="col" class="register-name">
                                {t("month.name")}
                            </th>
                            {register.days.map((day) => (
                                <th scope="col" key={day.day} class={`day-${weekdayNumber(day.day)}`}>
                                    {Number(day.day.slice(8))}
                                </th>
                            ))}
                            {columns.map(([key, words]) => (
                                <th scope="col" key={key} class="register-sum">
                                    {words}
                                </th>
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map((child) => (
                            <tr key={child.child_id}>
                                <th scope="row" class="register-name">
                                    {child.name}
                                </th>
                                {child.marks.map((mark, i) => (
                                    <td key={i} data-mark={mark}>
                                        {register.symbols[mark] ?? ""}
                                    </td>
                                ))}
                                {columns.map(([key]) => (
                                    <td key={key} class="register-sum">
                                        {of(child, key) || ""}
                                    </td>
                                ))}
                            </tr>
                        ))}
                    </tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" class="register-name">
                                {t("month.sum")}
                            </th>
                            {register.days.map((day, i) => (
                                <td key={day.day}>
                                    {rows.filter((child) => ATTENDED.includes(child.marks[i] ?? "")).length || ""}
                                </td>
                            ))}
                            {columns.map(([key]) => (
                                <td key={key} class="register-sum">
                                    {rows.reduce((sum, child) => sum + of(child, key), 0) || ""}
                                </td>
                            ))}
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    );
}

export function Registers({ register, month, nursery }: { register: Register; month: Month | undefined; nursery: string }) {
    const classes = [...new Set(register.children.map((child) => child.class))];
    return (
        <>
            <p>
                {t("month.enrolled", {
                    open: register.open_days,
                    first: register.enrolled_first,
                    last: register.enrolled_last,
                    average: register.average_attended,
                })}
            </p>
            {classes.map((name) => (
                <Sheet
                    key={name}
                    register={register}
                    name={name}
                    rows={register.children.filter((child) => child.class === name)}
                    month={month}
                    nursery={nursery}
                />
            ))}
        </>
    );
}
