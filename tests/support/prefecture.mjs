// A prefecture of sick-care rooms for measurements: the rules of the demonstration's five in turn, open on every day of the week, all of them
// taking requests from one instant on; and families who ask, each for another child.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { addDays, dayOf, demo, sql } from './harness.mjs'
import { families } from './families.mjs'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** What children have, as often as in a winter; some of it is isolated, judged or refused, by the room. */
const ILLNESSES = ['COLD', 'COLD', 'COLD', 'RSV', 'FLU_A', 'FLU_A', 'FLU_B', 'HFM', 'STR', 'GAS', 'VAR', 'UNDIAGNOSED_FEVER', 'COVID', 'OTITIS']

/** `opens`: minutes of the day before ("07:30"), or undefined: at any time. Must happen before the server starts. */
export function prefecture({ rooms = 200, children = 15_500, seed = 6, opens, change = () => {} } = {}) {
  const town = demo({ children, seed, rooms })
  town.rooms = sql(town.data, `SELECT s.public_id AS id, p.site_id, p.document FROM policy p JOIN site s ON s.id = p.site_id ORDER BY s.id`)
    .map(({ id, site_id, document }) => ({ id, site: site_id, rules: JSON.parse(document) }))
  const inserts = town.rooms.map(({ id, site, rules }, i) => {
    const hours = { ...rules.hours[0], days: DAYS }
    const changed = { ...rules, site: id, hours: [hours], calendar: { holidays: 'open', new_year: 'open' } }
    if (opens && i % 5 !== 0) changed.booking.windows = [{ opens: { basis: 'calendar_day_before', at: opens }, closes: { on: 'day_of_use', at: '08:00' } }]
    if (!opens) changed.booking.windows = [{ opens: { basis: 'always', days: 30 }, closes: { on: 'day_of_use', at: '08:00' } }]
    change(changed, i)
    return `INSERT INTO policy (site_id, valid_from_day, document, loaded_ms) VALUES (${site}, 18353, '${JSON.stringify(changed).replaceAll("'", "''")}', 1);`
  })
  execFileSync('sqlite3', ['-bail', join(town.data, 'tsubame.db')], { input: `BEGIN; ${inserts.join('\n')} COMMIT;` })
  return town
}

/** One request of each family: [{path, cookie, body, family}] for `day`, popular rooms asked more often. */
export function requests(town, n, day, random) {
  const people = families(town)
  if (people.length < n) throw new Error(`${n} children are needed, ${people.length} have a guardian who may ask`)
  const onset = addDays(dayOf(Date.now()), -1)
  return random.shuffle(people).slice(0, n).map((family) => {
    const popular = random.below(3) === 0 ? Math.ceil(town.rooms.length / 10) : town.rooms.length
    const { id, rules } = town.rooms[random.below(popular)]
    const slots = rules.slots.map((slot) => slot.id)
    const diagnosis = random.pick(ILLNESSES)
    const body = { child_id: family.child, sick_room_id: id, days: [day], slot: random.pick(slots), condition: { diagnosis, onset, note: 'in_hand', note_issued: onset } }
    return { family, cookie: family.cookie, path: '/api/v1/reservations', body }
  })
}
