// A sick-care room under families who reserve, give back, accept, decline and look, while its server is killed at random instants. What each was
// told is written down; afterwards the four judges of checkers.mjs compare it with every change of state on the disk.
import { dayNumber, families, illness, vacancy } from '../support/families.mjs'
import { addDays, client, dayOf, sql, startServer, tsubame } from '../support/harness.mjs'
import { prefecture } from '../support/prefecture.mjs'
import { checkers } from './checkers.mjs'
import { dice, insist, quantile } from './storm.mjs'

const ROOM = 's01'
const DAYS = 21
const PAUSE_MS = 30

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** GET until there is an answer; undefined when the storm is over. */
async function look(parent, path, history) {
  for (;;) {
    const begin = Date.now()
    try {
      const answer = await parent.get(path)
      if (answer.status === 200) return { ...answer, begin, end: Date.now() }
    } catch { /* the server is being killed */ }
    if (history.stop) return undefined
    await pause(20)
  }
}

async function tell(parent, history, type, path, body, more) {
  const answer = await insist(parent, path, body, history)
  if (answer.status === 0 || answer.status >= 500) return history.wrong.push(`${type} had no answer until the end`)
  history.told.push({ type, ok: answer.status === 200 || answer.status === 201, code: answer.body?.code, reservations: answer.body?.reservations, ...more })
}

async function book(family, parent, random, history) {
  const day = addDays(history.today, 1 + random.below(DAYS))
  const diagnosis = random.below(3) === 0 ? random.pick(['FLU_A', 'FLU_B']) : 'COLD' // two isolation places: some are passed over
  const far = `${addDays(day, -1)}T23:00:00+09:00`
  const body = { child_id: family.child, sick_room_id: ROOM, days: [day], condition: { ...illness(), diagnosis, note: 'none' },
    ...(random.below(3) === 0 ? { auto_accept_until: far } : {}) }
  await tell(parent, history, 'book', '/reservations', body, { child: family.child, day: dayNumber(day) })
}

async function answerOrGiveBack(parent, random, history) {
  const mine = await look(parent, '/reservations', history)
  for (const { id, state } of mine?.body.reservations ?? []) {
    if (state === 'offered') {
      const type = random.below(3) === 0 ? 'decline' : 'accept'
      await tell(parent, history, type, `/reservations/${id}/${type}`, undefined, { id })
    } else if (['confirmed', 'waitlisted', 'requested'].includes(state) && random.below(4) === 0) {
      await tell(parent, history, 'cancel', `/reservations/${id}/cancel`, {}, { id })
    }
    if (history.stop) return
  }
}

async function read(server, history) {
  const seen = await look(server.anyone, `/vacancies?from=${addDays(history.today, 1)}&days=${DAYS}`, history)
  for (const { day, slots } of seen?.body.sick_rooms.find(({ id }) => id === ROOM).days ?? []) {
    history.reads.push({ day: dayNumber(day), begin: seen.begin, end: seen.end, remaining: slots[0].remaining, waiting: slots[0].waitlisted })
  }
}

async function life(server, family, random, history) {
  const parent = client(server.url, family.cookie)
  while (!history.stop) {
    const what = random.below(8)
    if (what < 4) await book(family, parent, random, history)
    else if (what < 7) await answerOrGiveBack(parent, random, history)
    else await read(server, history)
    await pause(random.below(2 * PAUSE_MS))
  }
}

/** What the disk says, as checkers.mjs wants it. */
function disk(data) {
  const rows = sql(data, `SELECT r.public_id AS id, c.public_id AS child, r.day, s.capacity, r.segments, r.class FROM reservation r
    JOIN child c ON c.id = r.child_id JOIN site ON site.id = r.site_id JOIN sick_day s ON s.site_id = r.site_id AND s.day = r.day WHERE site.public_id = '${ROOM}'`)
  const events = sql(data, `SELECT r.public_id AS id, e.at_ms AS at, e.from_state AS "from", e.to_state AS "to", e.cause, e.rank FROM reservation_event e
    JOIN reservation r ON r.id = e.reservation_id ORDER BY e.id`)
  const steps = sql(data, `SELECT r.public_id AS id, p.promotion_id AS walk FROM promotion_step p JOIN reservation r ON r.id = p.reservation_id
    WHERE p.outcome IN (1, 2) ORDER BY p.id`)
  const runs = sql(data, `SELECT promotion_id AS walk, rank_from AS "from", rank_to AS "to", reason FROM promotion_step WHERE outcome = 4`)
  const walks = new Map()
  for (const { id, walk } of steps) walks.set(id, [...(walks.get(id) ?? []), walk])
  for (const event of events) if (event.from === 3 && event.to === 5) event.walk = walks.get(event.id)?.shift()
  return { rows, events, runs }
}

/** `served`: options of the server (a mutant for the test of this test); `least`: how many requests must have been answered. */
export async function sickStorm({ kills = 10, seed = 1, clients = 40, served = {}, least = 0 } = {}) {
  const random = dice(seed ^ 0x51c4)
  const faults = dice(seed)
  const town = prefecture({ rooms: 5, children: clients * 2 + 60, seed: 4 })
  const server = await startServer({ ...town, ...served })
  const history = { stop: false, operations: 0, latencies: [], told: [], reads: [], wrong: [], today: dayOf(Date.now()), restarts: [] }
  const people = random.shuffle(families(town)).slice(0, clients)
  if (people.length < clients) throw new Error(`${clients} families are needed, ${people.length} are there`)
  const lives = people.map((family, i) => life(server, family, dice(seed * 1000 + i), history))
  for (let n = 0; n < kills; n++) {
    await pause(100 + faults.below(900))
    await server.kill()
    await pause(faults.below(100))
    const began = performance.now()
    await server.restart()
    history.restarts.push(performance.now() - began)
  }
  for (const began = Date.now(); history.told.length < least && Date.now() - began < 60_000;) await pause(50)
  history.stop = true
  history.over = performance.now() + 30_000
  await Promise.all(lives)
  await vacancy(server, ROOM, addDays(history.today, 1))
  await server.stop()
  const found = { ...history, ...disk(town.data) }
  const wrong = [...history.wrong]
  for (const [name, judge] of Object.entries(checkers)) wrong.push(...judge(found).map((sentence) => `${name}: ${sentence}`))
  const verified = tsubame(['verify', '--data', town.data], { expect: null })
  if (verified.code !== 0) wrong.push(`tsubame verify: ${verified.stdout}${verified.stderr}`)
  const count = (type) => history.told.filter((one) => one.type === type && one.ok).length
  return { seed, kills, clients, operations: history.operations, booked: count('book'), cancelled: count('cancel'), accepted: count('accept'), declined: count('decline'),
    refused: history.told.filter(({ ok }) => !ok).length, promoted: found.events.filter(({ walk }) => walk !== undefined).length, passed_over: found.runs.length,
    reads: history.reads.length, p99_ms: quantile(history.latencies, 0.99), restart_max_ms: Math.max(0, ...history.restarts), wrong }
}
