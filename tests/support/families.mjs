// The families of a demonstration, and what they ask for: who acts for which child, days on which a room takes requests, bodies.
import { addDays, client, dayOf, sql } from './harness.mjs'

const DAY_MS = 86_400_000
export const dayNumber = (day) => Date.parse(`${day}T00:00:00Z`) / DAY_MS

/** The nurseries of this town rest for weeks: nobody is missed, and families are told of nothing but what the test is about. */
export function restingNurseries(town) {
  sql(town.data, `INSERT INTO site_day (site_id, day, open) WITH RECURSIVE n(i) AS (SELECT -2 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
    SELECT s.id, ${dayNumber(dayOf(Date.now()))} + n.i, 0 FROM site s, n WHERE s.kind = 1 ON CONFLICT (site_id, day) DO NOTHING`, { write: true })
  return town
}

/** One guardian with a session per child: [{login, cookie, account, child}], children old enough for every room and below school age. */
export function families(town, data = town.data) {
  const cookies = new Map(town.sessions.map(({ login, cookie }) => [login, cookie.startsWith('session=') ? cookie : `session=${cookie}`]))
  const today = dayNumber(dayOf(Date.now()))
  const rows = sql(data, `SELECT c.public_id AS child, min(a.login) AS login, a.id AS account FROM child c
    JOIN guardian_child g ON g.child_id = c.id AND g.rights = 1 JOIN account a ON a.id = g.account_id
    WHERE c.birth_day BETWEEN ${today} - 6 * 365 AND ${today} - 250 GROUP BY c.id ORDER BY c.id`)
  return rows.filter(({ login }) => cookies.has(login)).map((row) => ({ ...row, cookie: cookies.get(row.login) }))
}

export const asParent = (server, family) => client(server.url, family.cookie)

export const illness = (onset = dayOf(Date.now())) => ({ diagnosis: 'COLD', onset, note: 'none' })

export const reservation = (child, room, day, onset) => ({ child_id: child, sick_room_id: room, days: [day], condition: illness(onset) })

/** Days on which `room` takes requests now and has all its places free, soonest first: [{day, capacity}]. */
export async function bookableDays(server, room = 's01', days = 30, now = Date.now()) {
  const answer = await server.anyone.get(`/vacancies?from=${dayOf(now)}&days=${days}`)
  if (answer.status !== 200) throw new Error(`vacancies: ${answer.status} ${answer.text}`)
  const found = answer.body.sick_rooms.find(({ id }) => id === room)
  return found.days.flatMap(({ day, slots }) => slots
    .filter((slot) => slot.capacity > 0 && slot.remaining === slot.capacity && slot.mark !== 'closed' && Date.parse(slot.opens_at) <= now &&
      now < Date.parse(slot.closes_at) && day > dayOf(now))
    .map(({ capacity }) => ({ day, capacity })))
}

/** What the public sees of a slot. */
export async function vacancy(server, room, day) {
  const { body } = await server.anyone.get(`/vacancies?from=${day}&days=1`)
  return body.sick_rooms.find(({ id }) => id === room).days[0].slots[0]
}

export { addDays }
