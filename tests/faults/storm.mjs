// A town under load while its server, broker and gateways are killed at random points. What people were promised (a chime, a "confirmed")
// is written down as they got it; afterwards everything is healed and the promises are compared with what is on the disks.
import { randomUUID } from 'node:crypto'
import { bookableDays, dayNumber, families, reservation, vacancy } from '../support/families.mjs'
import { client, dayOf, sql, startGateway, startTown, tsubame, waitFor } from '../support/harness.mjs'

const ROOM = 's01'
const PARENTS = 8
const PARENT_PAUSE_MS = 40
const TOUCH_PAUSE_MS = 15
const HEAL_MS = 120_000

/** The same numbers for the same seed (mulberry32). */
export function dice(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return { below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)],
    shuffle: (list) => list.map((item) => [next(), item]).sort((a, b) => a[0] - b[0]).map(([, item]) => item) }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Posts until there is an answer that is final; the same key every time. Counts how it went. */
export async function insist(parent, path, body, history) {
  const key = randomUUID()
  for (let tries = 1; ; tries++) {
    const began = performance.now()
    history.operations++
    try {
      const answer = await parent.post(path, body, { key })
      if (answer.status < 500 && answer.status !== 408 && answer.status !== 429 && answer.body?.code !== 'IN_FLIGHT') {
        if (tries === 1) history.latencies.push(performance.now() - began)
        return { ...answer, key }
      }
    } catch { /* the connection broke: the outcome is unknown until it is asked again */ }
    if (history.over && performance.now() > history.over) return { status: 0, key }
    await pause(20)
  }
}

async function parentLife(server, pairs, random, history) {
  while (!history.stop && pairs.length > 0) {
    const { family, day } = pairs.pop()
    const parent = client(server.url, family.cookie)
    const booked = await insist(parent, '/reservations', reservation(family.child, ROOM, day), history)
    if (booked.status !== 201) {
      history.wrong.push(`a reservation was answered with ${booked.status} ${booked.text ?? ''}`)
      continue
    }
    const { id, state } = booked.body.reservations[0]
    const record = { id, child: family.child, day, state, parent, key: booked.key }
    history.reservations.push(record)
    if (state === 'confirmed' && random.below(3) === 0) {
      const ended = await insist(parent, `/reservations/${id}/cancel`, undefined, history)
      if (ended.status === 200) record.state = 'cancelled'
      else history.wrong.push(`a cancellation was answered with ${ended.status} ${ended.text ?? ''}`)
    }
    await pause(PARENT_PAUSE_MS)
  }
}

async function childrenTouch(gate, uids, random, history) {
  while (!history.stop) {
    try {
      gate.touch(random.pick(uids))
      history.touches++
    } catch { /* the box is being killed: nobody hears a chime */ }
    await pause(TOUCH_PAUSE_MS)
  }
}

/** SIGTERM in the middle of everything: what is under way is finished or refused, the end is clean and comes soon. */
async function asked(server, history) {
  const { code, signal } = await server.stop(10_000)
  if (code !== 0) history.wrong.push(`after SIGTERM the server ended with ${code ?? signal}`)
  history.sigterms++
}

async function nemesis({ server, broker, gates }, kills, random, history) {
  const victims = [{ name: 'server', of: server }, { name: 'server', of: server }, { name: 'broker', of: broker },
    ...gates.map((of) => ({ name: 'gateway', of }))]
  for (let n = 0; n < kills; n++) {
    await pause(10 + random.below(490))
    // Every fourth time two at once: whoever comes back first meets the other's absence.
    const struck = new Map([random.pick(victims), ...(random.below(4) === 0 ? [random.pick(victims)] : [])].map((victim) => [victim.of, victim.name]))
    for (const [of, name] of struck) {
      if (name === 'server' && random.below(5) === 0) await asked(of, history)
      else await of.kill()
      history.faults[name]++
    }
    for (const [of, name] of random.shuffle([...struck])) {
      await pause(random.below(150))
      const began = performance.now()
      await of.restart()
      if (name === 'server') history.restarts.push(performance.now() - began)
    }
  }
}

/** Every promise against the rows. Returns what is lost, duplicated, overbooked, and sentences. */
function compare({ server, gates }, history) {
  const found = { lost: 0, duplicated: 0, overbooked: 0 }
  const wrong = history.wrong
  const taps = new Map()
  for (const { name, epoch, seq, payload } of sql(server.data,
    'SELECT g.name, t.epoch, t.seq, hex(t.payload) AS payload FROM tap t JOIN gateway g ON g.id = t.gateway_id')) {
    const key = `${name} ${epoch} ${seq}`
    if (taps.has(key)) found.duplicated++
    taps.set(key, payload)
  }
  for (const gate of gates) {
    const chimes = gate.chimes().map(({ epoch, seq }) => `${gate.name} ${epoch} ${seq}`)
    history.chimes += chimes.length
    found.duplicated += chimes.length - new Set(chimes).size
    found.lost += chimes.filter((chime) => !taps.has(chime)).length
    for (const { epoch, seq, payload } of gate.outbox('SELECT epoch, seq, hex(payload) AS payload FROM tap')) {
      if (taps.get(`${gate.name} ${epoch} ${seq}`) !== payload) wrong.push(`tap ${gate.name} ${epoch} ${seq} differs between box and server`)
    }
  }
  const rows = new Map(sql(server.data, `SELECT r.public_id AS id, c.public_id AS child, r.day, r.state,
    (SELECT count(*) FROM reservation_event e WHERE e.reservation_id = r.id AND e.to_state = 7) AS cancels
    FROM reservation r JOIN child c ON c.id = r.child_id`).map((row) => [row.id, row]))
  // Who waits may be offered a place meanwhile, and nobody answers offers here: then the entry goes to the end, or falls out.
  const allowed = { confirmed: [2], waitlisted: [3, 5, 6], cancelled: [7] }
  for (const { id, child, day, state } of history.reservations) {
    const row = rows.get(id)
    if (!row || row.child !== child || row.day !== dayNumber(day)) found.lost++
    else if (!allowed[state].includes(row.state)) wrong.push(`reservation ${id}: the family was told ${state}, the row says ${row.state}`)
    else if (row.cancels > 1) found.duplicated++
  }
  found.duplicated += rows.size - new Set([...rows.values()].map(({ child, day }) => `${child} ${day}`)).size
  if (rows.size !== history.reservations.length) wrong.push(`${rows.size} reservations exist, ${history.reservations.length} were answered`)
  found.overbooked = sql(server.data, `SELECT count(*) AS n FROM sick_day s WHERE s.capacity <
    (SELECT count(*) FROM reservation r WHERE r.site_id = s.site_id AND r.day = s.day AND r.state IN (1, 2, 5, 8, 9))`)[0].n
  return found
}

/** How many slots the public board shows otherwise than the rows say, five seconds after the last change at the latest. */
async function stale(server) {
  const slots = sql(server.data, `SELECT date(s.day * 86400, 'unixepoch') AS day, s.capacity - (SELECT count(*) FROM reservation r
    WHERE r.site_id = s.site_id AND r.day = s.day AND r.state IN (1, 2, 5, 8, 9)) AS remaining,
    (SELECT coalesce(sum(q.waiting), 0) FROM sick_queue q WHERE q.site_id = s.site_id AND q.day = s.day) AS waiting
    FROM sick_day s JOIN site ON site.id = s.site_id WHERE site.public_id = '${ROOM}' AND s.day >= ${dayNumber(dayOf(Date.now()))}`)
  let n = 0
  for (const { day, remaining, waiting } of slots) {
    const agrees = async () => {
      const seen = await vacancy(server, ROOM, day)
      return seen.remaining === remaining && seen.waitlisted === waiting
    }
    n += await waitFor(agrees, `the board of ${day}`, 5000).then(() => 0, () => 1)
  }
  return n
}

export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]
}

/** The whole: town, load, kills, healing, judgement. `served`: options of the server (a mutant for the test of this test). */
export async function storm({ kills = 30, seed = 1, children = 400, served = {}, atLeast = 0, healMs = HEAL_MS } = {}) {
  const random = dice(seed ^ 0x5eed) // the load's; the faults have their own, so that a seed repeats them
  const sites = [{ site: 'n01', name: 'gate-1' }, { site: 'n02', name: 'gate-2' }]
  const town = await startTown({ children, seed: 3, gateways: sites, served })
  const gates = []
  for (const [i, { name }] of sites.entries()) gates.push(Object.assign(await startGateway({ credentials: town.credentials[i] }), { name }))
  const all = { server: town.server, broker: town.broker, gates }
  const history = { stop: false, operations: 0, touches: 0, chimes: 0, latencies: [], restarts: [], reservations: [], wrong: [], sigterms: 0,
    faults: { server: 0, broker: 0, gateway: 0 } }
  const days = (await bookableDays(town.server, ROOM)).map(({ day }) => day)
  const pairs = random.shuffle(families(town).flatMap((family) => days.map((day) => ({ family, day }))))
  const lives = [...Array.from({ length: PARENTS }, () => parentLife(town.server, pairs, random, history)),
    ...gates.map((gate, i) => childrenTouch(gate, town.cards.filter(({ site_id }) => site_id === sites[i].site).map(({ card_uid }) => card_uid),
      random, history))]
  await nemesis(all, kills, dice(seed), history)
  await waitFor(() => history.reservations.length >= atLeast && gates.every((gate) => gate.chimes().length > 0),
    'some promises to be made', HEAL_MS, 50)
  history.stop = true
  history.over = performance.now() + 30_000
  await Promise.all(lives)
  const healed = performance.now()
  for (const gate of gates) await gate.drained(healMs).catch((error) => history.wrong.push(error.message))
  const healed_ms = performance.now() - healed
  const slotsStale = await stale(town.server)
  const found = compare(all, history)
  await town.server.stop()
  const integrity = sql(town.data, 'PRAGMA integrity_check')[0].integrity_check
  if (integrity !== 'ok') history.wrong.push(`integrity_check: ${integrity}`)
  const verified = tsubame(['verify', '--data', town.data], { expect: null })
  if (verified.code !== 0) history.wrong.push(`tsubame verify: ${verified.stdout}${verified.stderr}`)
  for (const gate of gates) await gate.stop()
  await town.broker.stop()
  return { seed, faults: history.faults, sigterms: history.sigterms, injected: Object.values(history.faults).reduce((a, b) => a + b, 0), operations: history.operations + history.touches, chimes: history.chimes,
    reservations: history.reservations.length, ...found, stale: slotsStale, wrong: history.wrong,
    p99_ms: quantile(history.latencies, 0.99), restart_p99_ms: quantile(history.restarts, 0.99), heal_ms: healed_ms }
}
