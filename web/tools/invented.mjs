// Invented rooms, children and people for tools/dev-server.mjs.
export const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
export const plus = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10);
export const at = (day, time) => `${day}T${time}:00.000+09:00`;
export const SYMPTOMS = ["UNDIAGNOSED_FEVER", "VOMITING", "DIARRHOEA", "COUGH", "WHEEZE", "RASH", "ABDOMINAL_PAIN"];
export const DISEASES = [
    "COLD",
    "FLU_A",
    "FLU_B",
    "BRONCHITIS",
    "RSV",
    "GAS",
    "HFM",
    "HER",
    "STR",
    "MEA",
    "OTITIS",
    "OTHER",
    ...SYMPTOMS,
];

export function invent() {
    const rooms = [
        ["s01", "つばめ病児保育室", "acute", "本町"],
        ["s02", "みどり小児科 すずらん", "acute", "東町"],
        ["s03", "ひだまり病後児室", "recovery", "西町"],
        ["s04", "総合病院 こりす", "acute", "南町"],
        ["s05", "駅前キッズケア", "acute", "北町"],
    ].map(([id, name, type, area], i) => ({ id, name, type, area, telephone: `03-0000-010${i}` }));
    const classes = [
        ["ひよこ組", 6],
        ["うさぎ組", 10],
        ["きりん組", 14],
    ];
    const names = [
        "青山 はると",
        "石川 ゆい",
        "上田 そうた",
        "江口 さくら",
        "岡本 みなと",
        "加藤 ひまり",
        "木村 あおい",
        "久保 りく",
        "小林 めい",
        "佐藤 いつき",
        "清水 こはる",
        "鈴木 れん",
        "高橋 つむぎ",
        "田中 ゆうま",
        "中村 すず",
        "西田 かなた",
        "橋本 ほのか",
        "林 たいが",
        "藤井 えま",
        "前田 あさひ",
        "松本 りん",
        "森 はやて",
        "山口 ことは",
        "山本 そら",
        "吉田 いろは",
        "渡辺 かいと",
        "アレクサンドラ・コンスタンティノープル",
        "Nguyen Minh Anh",
        "三浦 まこと",
        "原 ちひろ",
    ];
    let n = 0;
    const children = classes.flatMap(([name, count]) =>
        Array.from({ length: count }, () => {
            const i = n++;
            const state = [
                "present",
                "present",
                "expected",
                "present",
                "left",
                "absent",
                "present",
                "unexplained",
                "stepped_out",
                "present",
            ][i % 10];
            const came = ["present", "left", "stepped_out"].includes(state);
            return {
                child_id: `c${i}`,
                name: names[i],
                class: name,
                state,
                arrived_at: came ? at(today(), `07:${String(30 + (i % 29)).padStart(2, "0")}`) : null,
                left_at: state === "left" ? at(today(), "11:40") : null,
                planned_arrival: "08:30",
                planned_leave: "17:30",
                absence: state === "absent" ? { kind: "sick", expected_at: null, withdrawn: false } : null,
                flags:
                    i === 3
                        ? ["late"]
                        : i === 4
                          ? ["early_leave", "corrected"]
                          : i === 9
                            ? ["unresolved", "conflict"]
                            : [],
            };
        }),
    );
    return {
        rooms,
        children,
        reservations: [],
        absences: [],
        corrections: [],
        version: 1,
        streams: new Set(),
        session: new Map(),
        kept: new Map(),
        refuse: null,
        full: false,
    };
}

export const PEOPLE = {
    "parent001@demo.example": {
        id: "p1",
        name: "佐藤 花子",
        language: "ja",
        roles: [{ role: "guardian", site_id: null }],
        children: [
            { id: "c9", name: "佐藤 いつき", nursery_id: "n01", class: "うさぎ組" },
            { id: "c3", name: "佐藤 さくら", nursery_id: "n01", class: "ひよこ組" },
        ],
        sites: [{ id: "n01", name: "中央保育園", kind: "nursery" }],
    },
    "teacher-n01@demo.example": {
        id: "t1",
        name: "先生 一郎",
        language: "ja",
        roles: [{ role: "teacher", site_id: "n01" }],
        children: [],
        sites: [{ id: "n01", name: "中央保育園", kind: "nursery" }],
    },
    "sickroom-s01@demo.example": {
        id: "r1",
        name: "看護 二葉",
        language: "ja",
        roles: [{ role: "sickroom_staff", site_id: "s01" }],
        children: [],
        sites: [{ id: "s01", name: "つばめ病児保育室", kind: "sickroom" }],
    },
};

for (let n = 2; n < 60; n++) {
    const login = `parent${String(n).padStart(3, "0")}@demo.example`;
    PEOPLE[login] = {
        ...PEOPLE["parent001@demo.example"],
        id: `p${n}`,
        children: [{ id: `x${n}`, name: `見本 ${n}`, nursery_id: "n01", class: "うさぎ組" }],
    };
}

/** Every invented room takes every invented child; staff have none. */
const takenBy = ["s01", "s02", "s03", "s04", "s05"].map((id) => ({ id, from: "2020-04-01", to: "2040-03-31" }));
for (const person of Object.values(PEOPLE))
    person.children = person.children.map((child) => ({ ...child, sick_rooms: takenBy }));
