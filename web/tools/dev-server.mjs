// A stand-in for the server while pages are drawn: the shapes of backend/http/api.yaml with invented data, kept in memory.
// `npm run dev` serves it; the real tests run against the real server. Started as a module: startFixture() -> {url, state, stop}.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { at, DISEASES, invent, PEOPLE, plus, SYMPTOMS, today } from "./invented.mjs";

const web = fileURLToPath(new URL("../../build/web/", import.meta.url));
const TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
};
export const POLICY =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; " +
    "font-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sw";

function slotOf(state, room, day) {
    const ahead = (Date.parse(day) - Date.parse(today())) / 86_400_000;
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && room.id !== "s01";
    const capacity = 4;
    const here = state.reservations.filter((one) => one.sick_room_id === room.id && one.day === day);
    const base = { s01: 3, s02: 4, s03: 1, s04: 2, s05: 4 }[room.id] - (ahead > 1 && room.id !== "s05" ? 1 : 0);
    const remaining = Math.max(0, capacity - base - here.filter((one) => one.state === "confirmed").length);
    const waitlisted = here.filter((one) => one.state === "waitlisted").length + (room.id === "s05" ? 3 : 0);
    const closed = weekend || (room.id === "s04" && ahead === 1);
    const opens = room.id === "s03" ? at(plus(day, -1), "15:00") : at(plus(day, -7), "00:00");
    return {
        slot: "day",
        capacity: closed ? 0 : capacity,
        remaining: closed ? 0 : remaining,
        mark: closed ? "closed" : remaining >= 2 ? "open" : remaining === 1 ? "few" : "full",
        waitlisted: closed ? 0 : waitlisted,
        opens_at: closed ? null : opens,
        closes_at: closed ? null : at(day, room.id === "s02" && ahead === 0 ? "00:01" : "23:59"),
    };
}

const vacancies = (state, from, days) => ({
    as_of: new Date().toISOString(),
    sick_rooms: state.rooms.map((room) => ({
        ...room,
        days: Array.from({ length: days }, (_, i) => ({
            day: plus(from, i),
            slots: [slotOf(state, room, plus(from, i))],
        })),
    })),
});

function tell(state, topic, data) {
    state.version++;
    for (const { answer, topics } of state.streams) {
        if (topics.includes(topic))
            answer.write(
                `id: ${state.version}\nevent: ${topic}\ndata: ${JSON.stringify({ version: state.version, ...data })}\n\n`,
            );
    }
}

const refuse = (status, code, more = {}) => ({
    status,
    type: "application/problem+json",
    body: { status, title: code, code, ...more },
});
const ok = (body, status = 200) => ({ status, body });

/** What the invented rooms would say: full or free; measles is taken nowhere but in s02 and s04. */
function preview(state, body) {
    const children = [body.child_id, ...(body.siblings ?? []).map((one) => one.child_id)];
    const rooms = [body.sick_room_id, ...(body.wishes ?? [])];
    return body.days.flatMap((day) =>
        rooms.flatMap((id) => {
            const slot = slotOf(state, { id }, day);
            const refused = body.condition.diagnosis === "MEA" && !["s02", "s04"].includes(id);
            const reason = slot.mark === "closed" ? "CLOSED" : refused ? "DISEASE_REFUSED" : undefined;
            const answer = reason
                ? { answer: "not_possible", reason }
                : slot.remaining > 0
                  ? { answer: "confirmed_now" }
                  : { answer: "waiting_list", reason: "FULL", rank: slot.waitlisted + 1, chance: { days: 10, placed: 6 } };
            return children.map((child) => ({ child_id: child, sick_room_id: id, day, ...answer }));
        }),
    );
}

function reserve(state, me, body) {
    const fields = [];
    if (!me.children.some((child) => child.id === body.child_id)) return refuse(404, "NOT_FOUND");
    if (state.refuse) return state.refuse;
    if (body.condition.diagnosis === "MEA")
        return refuse(409, "DISEASE_REFUSED", { accepted_by: ["s02", "s04"], telephone: "03-0000-0100" });
    if (body.condition.onset > today()) fields.push({ pointer: "/condition/onset", code: "OUT_OF_RANGE" });
    if (fields.length) return refuse(422, "INVALID", { errors: fields });
    const results = body.days.map((day) => {
        const room = state.rooms.find((one) => one.id === body.sick_room_id);
        if (
            state.reservations.some(
                (one) =>
                    one.child_id === body.child_id &&
                    one.day === day &&
                    ["confirmed", "waitlisted"].includes(one.state),
            )
        )
            return null;
        const slot = slotOf(state, room, day);
        const row = {
            id: randomUUID(),
            child_id: body.child_id,
            child_name: me.children.find((child) => child.id === body.child_id).name,
            sick_room_id: room.id,
            sick_room_name: room.name,
            telephone: room.telephone,
            day,
            slot: "day",
            state: slot.remaining > 0 ? "confirmed" : "waitlisted",
            version: 1,
            ...(slot.remaining > 0 ? {} : { rank: slot.waitlisted + 1, reason: "FULL" }),
            channel: "web",
            wish: 1,
            together: false,
            actions: slot.remaining > 0 ? ["cancel"] : ["wishes", "cancel"],
            cancel: { deadline_at: null, late: false, fee_yen: 0, asks_why: false, later: [] },
            created_at: new Date().toISOString(),
            changed_at: new Date().toISOString(),
        };
        state.reservations.unshift(row);
        return row;
    });
    if (results.includes(null)) return refuse(409, "ALREADY_BOOKED");
    for (const one of results) tell(state, "vacancies", vacancies(state, one.day, 1));
    tell(state, "household", { day: body.days[0] });
    return ok({ reservations: results }, 201);
}

function answerTo(state, method, path, query, body, me) {
    const [, a, id, b, c] = path.match(/^\/api\/v1\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?(?:\/([^/]+))?$/) ?? [];
    if (a === "vacancies") return ok(vacancies(state, query.get("from") ?? today(), Number(query.get("days") ?? 7)));
    if (a === "diseases")
        return ok({
            diseases: DISEASES.map((code, i) => ({
                code,
                form_number: i,
                symptom: SYMPTOMS.includes(code),
                exclusion: "none",
            })),
        });
    if (!me) return refuse(401, "SIGN_IN");
    if (a === "me") return ok(me);
    if (a === "reservations" && method === "GET" && id) return ok(state.reservations.find((one) => one.id === id));
    if (a === "reservations" && method === "GET") {
        const mine = state.reservations.filter(
            (one) =>
                (me.children.length === 0 || me.children.some((child) => child.id === one.child_id)) &&
                (query.get("sick_room_id") ? one.sick_room_id === query.get("sick_room_id") : true) &&
                (!query.get("day") || one.day === query.get("day")),
        );
        return ok({ reservations: mine, next: null });
    }
    if (a === "reservations" && b === "cancel") {
        const one = state.reservations.find((row) => row.id === id);
        one.state = "cancelled";
        one.actions = [];
        delete one.rank;
        tell(state, "vacancies", vacancies(state, one.day, 1));
        tell(state, "household", { day: one.day });
        return ok({ id, state: "cancelled", version: 2, late: false, fee_yen: 0, also: [] });
    }
    if (a === "reservations" && id === "preview") return ok({ answers: preview(state, body) });
    if (a === "reservations" && b === "wishes") {
        const one = state.reservations.find((row) => row.id === id);
        Object.assign(one, body, { version: one.version + 1 });
        return ok({ id, state: one.state, version: one.version });
    }
    if (a === "reservations") return reserve(state, me, body);
    if (a === "nurseries" && c === "corrections") {
        const child = state.children.find((one) => one.child_id === body.child_id);
        if (body.kind === "arrive") Object.assign(child, { state: "present", arrived_at: body.at });
        if (body.kind === "leave") Object.assign(child, { state: "left", left_at: body.at });
        child.flags = ["corrected"];
        state.corrections.push({
            id: randomUUID(),
            ...body,
            at: body.at ?? null,
            tap_id: body.tap_id ?? null,
            recorded_at: new Date().toISOString(),
        });
        tell(state, "attendance:n01", { day: body.day });
        return ok({ id: "k1", child }, 201);
    }
    if (a === "nurseries") {
        const counts = {};
        for (const child of state.children) counts[child.state] = (counts[child.state] ?? 0) + 1;
        return ok({ day: query.get("day") ?? today(), version: state.version, children: state.children, counts });
    }
    if (a === "children" && b === "attendance") {
        const child = state.children.find((one) => one.child_id === id) ?? state.children[0];
        const taps = child.arrived_at
            ? [
                  { id: "tap1", at: child.arrived_at, said: "arrive", meaning: "arrive", voided: false },
                  { id: "tap2", at: at(today(), "07:58"), said: "locked", meaning: "locked", voided: false },
              ]
            : [];
        return ok({
            child_id: id,
            days: [
                {
                    day: today(),
                    state: child.state,
                    arrived_at: child.arrived_at,
                    left_at: child.left_at,
                    flags: child.flags,
                    taps,
                    corrections: state.corrections.filter((one) => one.child_id === id),
                },
            ],
        });
    }
    if (a === "children" && method === "POST") {
        const report = { id: randomUUID(), reason: "", expected_at: null, withdrawn: false, ...body, child: id };
        state.absences.push(report);
        return ok(report, 201);
    }
    if (a === "children" && method === "DELETE") {
        state.absences.find((one) => one.id === c).withdrawn = true;
        return { status: 204 };
    }
    if (a === "children") return ok({ absences: state.absences.filter((one) => one.child === id) });
    return refuse(404, "NOT_FOUND");
}

/** The door's rule (backend/http/assets.h): exact, else the entry's page for a path under it. */
function fileOf(path) {
    const exact = path === "/" ? "index.html" : path.slice(1);
    if (!exact.endsWith("/") && existsSync(web + exact) && statSync(web + exact).isFile()) return exact;
    return path.startsWith("/parent/") ? "index.html" : path.startsWith("/staff/") ? "staff/index.html" : null;
}

export async function startFixture({ port = 0 } = {}) {
    const state = invent();
    const server = createServer(async (request, answer) => {
        const url = new URL(request.url, "http://x");
        const cookie = /session=([\w-]+)/.exec(request.headers.cookie ?? "")?.[1];
        const me = state.session.get(cookie);
        if (!url.pathname.startsWith("/api/")) {
            const file = fileOf(url.pathname);
            answer.writeHead(file ? 200 : 404, {
                "Content-Type": TYPES[extname(file ?? ".html")],
                "Content-Security-Policy": POLICY,
                "Cache-Control": "no-cache",
            });
            return answer.end(file ? readFileSync(web + file) : "");
        }
        if (url.pathname === "/api/v1/live") {
            if (state.full) return answer.writeHead(503).end();
            const stream = { answer, topics: url.searchParams.get("topics").split(",") };
            state.streams.add(stream);
            request.on("close", () => state.streams.delete(stream));
            answer.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
            return answer.write(": here\n\n");
        }
        let text = "";
        for await (const chunk of request) text += chunk;
        const body = text ? JSON.parse(text) : undefined;
        if (url.pathname === "/api/v1/session") {
            const person = request.method === "POST" ? PEOPLE[body.login] : null;
            if (request.method === "POST" && (!person || body.password !== "tsubame-demo-2026")) {
                answer.writeHead(401, { "Content-Type": "application/problem+json" });
                return answer.end(JSON.stringify({ status: 401, code: "SIGN_IN", title: "no" }));
            }
            const key = randomUUID();
            if (person) state.session.set(key, person);
            else state.session.delete(cookie);
            return answer.writeHead(204, { "Set-Cookie": `session=${key}; HttpOnly; SameSite=Lax; Path=/` }).end();
        }
        const key = request.headers["idempotency-key"];
        if (request.method === "POST" && !key) return answer.writeHead(400).end("{}");
        const said =
            (key && state.kept.get(key)) ?? answerTo(state, request.method, url.pathname, url.searchParams, body, me);
        if (key) state.kept.set(key, said);
        const out = said.body === undefined ? "" : JSON.stringify(said.body);
        const etag = `"${out.length}-${state.version}"`;
        if (request.method === "GET" && request.headers["if-none-match"] === etag) return answer.writeHead(304).end();
        answer.writeHead(said.status, {
            "Content-Type": said.type ?? "application/json",
            ETag: etag,
            "Cache-Control": "no-store",
        });
        return answer.end(out);
    });
    await new Promise((done) => server.listen(port, "127.0.0.1", done));
    return {
        url: `http://127.0.0.1:${server.address().port}`,
        state,
        tell: (topic, data) => tell(state, topic, data),
        stop: () => {
            server.closeAllConnections();
            server.close();
        },
    };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const { url } = await startFixture({ port: Number(process.env.PORT ?? 8090) });
    console.log(`invented data on ${url}; sign in as ${Object.keys(PEOPLE).join(", ")} with tsubame-demo-2026`);
}
