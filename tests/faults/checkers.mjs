// Four judgements over the history of a sick-care room: what families were told and saw, against every change of state that is on the disk.
//
//   told:   [{type: 'book'|'cancel'|'accept'|'decline', ok, reservations?: [{id, state}], id?, child?, day?}]      final answers only
//   reads:  [{day, begin, end, remaining, waiting}]      milliseconds since 1970, the day as a number
//   rows:   [{id, child, day, capacity, segments, class}]      reservations of one room, `id` public
//   events: [{id, at, from, to, cause, walk?, rank?}]      in the order of the commits; `walk`: the promotion that moved it from the list
//   runs:   [{walk, from, to, reason}]      ranks that a walk passed over, with the reason
//
// Each returns sentences; none: nothing is wrong.
const REQUESTED = 1, CONFIRMED = 2, WAITLISTED = 3, OFFERED = 5
const HOLDING = new Set([REQUESTED, CONFIRMED, OFFERED, 8, 9])
const CAUSE = { cancel: 7, accept: 4, decline: 5 } // enum reservation_cause
const STATE = { requested: REQUESTED, confirmed: CONFIRMED, waitlisted: WAITLISTED }
export const STALE_MS = 5000 // the public board may be as old as this

const countBy = (list, key) => list.reduce((map, one) => map.set(key(one), (map.get(key(one)) ?? 0) + 1), new Map())

/** Every request that was answered with yes has exactly one effect, every other none. */
export function exactlyOnce({ told, rows, events }) {
  const wrong = []
  const booked = told.filter(({ type, ok }) => type === 'book' && ok).flatMap(({ reservations }) => reservations)
  const first = new Map(events.filter(({ from }) => from === 0).map((event) => [event.id, event.to]))
  const there = countBy(rows, ({ id }) => id)
  const answered = countBy(booked, ({ id }) => id)
  for (const { id, state } of booked) {
    if (!there.has(id)) wrong.push(`reservation ${id} was told and is lost`)
    else if (first.get(id) !== STATE[state]) wrong.push(`reservation ${id} began otherwise than was told (${state})`)
    if (answered.get(id) > 1) wrong.push(`two requests were answered with reservation ${id}`)
  }
  for (const id of there.keys()) if (!answered.has(id)) wrong.push(`reservation ${id} exists and nobody was told`)
  for (const type of Object.keys(CAUSE)) {
    const asked = countBy(told.filter((one) => one.type === type && one.ok), ({ id }) => id)
    const done = countBy(events.filter(({ cause }) => cause === CAUSE[type]), ({ id }) => id)
    for (const id of new Set([...asked.keys(), ...done.keys()])) {
      if (asked.get(id) !== done.get(id)) wrong.push(`${type} of ${id}: answered with yes ${asked.get(id) ?? 0} times, done ${done.get(id) ?? 0} times`)
    }
  }
  return wrong
}

/** Calls `each` with every state of the room after each commit: (event, row, {held: day → part → n, waiting: day → [ids in order]}, before). */
function replay({ rows, events }, each) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const held = new Map()
  const waiting = new Map()
  for (const event of events) {
    const row = byId.get(event.id)
    if (!row) continue
    const list = waiting.get(row.day) ?? []
    const before = [...list]
    if (event.from === WAITLISTED) list.splice(list.indexOf(event.id), 1)
    if (event.to === WAITLISTED) {
      const at = list.findIndex((id) => byId.get(id).class > row.class)
      list.splice(at < 0 ? list.length : at, 0, event.id)
    }
    waiting.set(row.day, list)
    const parts = held.get(row.day) ?? [0, 0, 0, 0]
    const change = (HOLDING.has(event.to) ? 1 : 0) - (HOLDING.has(event.from) ? 1 : 0)
    held.set(row.day, parts.map((n, bit) => n + (row.segments >> bit & 1 ? change : 0)))
    each(event, row, { held: held.get(row.day), waiting: list }, before)
  }
}

/** After no commit does a day hold more children than it has places, in any part of it. */
export function capacity(history) {
  const wrong = []
  replay(history, (event, row, { held }) => {
    if (Math.max(...held) > row.capacity) wrong.push(`day ${row.day} held ${Math.max(...held)} for ${row.capacity} after ${event.id} at ${event.at}`)
  })
  return wrong
}

/** Who gets a place is the first on the list; who stood before was passed over with a reason, and keeps the rank. */
export function waitingOrder(history) {
  const wrong = []
  const listAt = new Map() // the list as the walk met it
  const taken = new Map()
  replay(history, (event, row, _, before) => {
    if (event.from !== WAITLISTED || event.to !== OFFERED) return
    if (event.walk === undefined) return wrong.push(`${event.id} left the list without a walk`)
    if (!listAt.has(event.walk)) listAt.set(event.walk, before)
    if (!taken.has(event.walk)) taken.set(event.walk, new Set())
    taken.get(event.walk).add(event.id)
    const rank = listAt.get(event.walk).indexOf(event.id) + 1
    if (rank !== event.rank) wrong.push(`${event.id} was taken as rank ${event.rank} and stood at ${rank}`)
  })
  for (const [walk, list] of listAt) {
    const last = Math.max(...[...taken.get(walk)].map((id) => list.indexOf(id)))
    for (const [i, id] of list.slice(0, last).entries()) {
      const passed = history.runs.some((run) => run.walk === walk && run.from <= i + 1 && i + 1 <= run.to && run.reason !== 0)
      if (!taken.get(walk).has(id) && !passed) wrong.push(`walk ${walk} went past ${id} at rank ${i + 1} without a reason`)
    }
  }
  return wrong
}

/** Every read shows what was true at an instant between STALE_MS before it began and its end. */
export function vacancies(history) {
  const wrong = []
  const steps = new Map() // day → [{at, remaining, waiting}]
  const days = new Map(history.rows.map(({ day, capacity: places }) => [day, places]))
  for (const [day, places] of days) steps.set(day, [{ at: -Infinity, remaining: places, waiting: 0 }])
  replay(history, (event, row, { held, waiting }) => {
    steps.get(row.day).push({ at: event.at, remaining: row.capacity - Math.max(...held), waiting: waiting.length })
  })
  for (const { day, begin, end, remaining, waiting } of history.reads) {
    const list = steps.get(day)
    if (!list) continue
    const possible = list.filter(({ at }, i) => at <= end && (list[i + 1]?.at ?? Infinity) >= begin - STALE_MS)
    // Steps of one commit are one step: the last of an instant is what a reader can see, the others are harmless.
    if (!possible.some((step) => step.remaining === remaining && step.waiting === waiting)) {
      wrong.push(`day ${day}: a read between ${begin} and ${end} saw ${remaining} free and ${waiting} waiting; possible were ${possible.map((step) => `${step.remaining}/${step.waiting}`).join(' ')}`)
    }
  }
  return wrong
}

export const checkers = { 'exactly once': exactlyOnce, capacity, 'waiting order': waitingOrder, vacancies }
