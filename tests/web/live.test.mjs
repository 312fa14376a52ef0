// The live stream and its fallback, with a stream and a clock in the test's hands.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { createLive, DOUBT_MS, POLL_MS, RETRY_MS } from '../../web/lib/live.ts'
import { mergeVacancies, windowOf } from '../../web/lib/vacancies.ts'

let world

beforeEach(() => {
  world = { streams: [], timers: new Set(), later: [], hidden: false, states: [], show: undefined }
  world.live = createLive({
    open(url) {
      const stream = { url, readyState: 0, ears: {}, closed: false, close() { stream.closed = true; stream.readyState = 2 },
        addEventListener: (type, ear) => { (stream.ears[type] ??= []).push(ear) },
        fire: (type, data) => stream.ears[type]?.forEach((ear) => ear({ data: data === undefined ? undefined : JSON.stringify(data) })) }
      world.streams.push(stream)
      return stream
    },
    every(ms, run) {
      const timer = { ms, run }
      world.timers.add(timer)
      return () => world.timers.delete(timer)
    },
    soon: (run) => world.later.push(run),
    hidden: () => world.hidden,
    onVisibility: (run) => { world.show = run },
  }, (state) => world.states.push(state))
  world.settle = () => { while (world.later.length > 0) world.later.shift()() }
  world.pass = (ms) => [...world.timers].filter((timer) => timer.ms === ms).forEach((timer) => timer.run())
  world.last = () => world.streams.at(-1)
  world.waits = () => [...world.timers].map((timer) => timer.ms).sort((a, b) => a - b)
})

test('several parts of a page share one stream', () => {
  world.live.follow('vacancies', () => {})
  world.live.follow('household', () => {})
  world.live.follow('vacancies', () => {})
  world.settle()
  assert.equal(world.streams.length, 1)
  assert.equal(world.last().url, '/api/v1/live?topics=household,vacancies')
})

test('an opened stream asks once for what was missed, then hears events', () => {
  const heard = []
  world.live.follow('vacancies', (data) => heard.push(data))
  world.settle()
  world.last().fire('open')
  assert.deepEqual(heard, [null])
  world.last().fire('vacancies', { version: 7 })
  assert.deepEqual(heard, [null, { version: 7 }])
  world.last().fire('resync')
  assert.deepEqual(heard.at(-1), null)
  assert.equal(world.states.at(-1), 'live')
  assert.deepEqual(world.waits(), [DOUBT_MS])
})

test('a refused stream becomes polling, and is tried again', () => {
  let asked = 0
  world.live.follow('vacancies', () => { asked++ })
  world.settle()
  world.last().readyState = 2
  world.last().fire('error')
  assert.equal(world.states.at(-1), 'polling')
  assert.deepEqual(world.waits(), [POLL_MS, RETRY_MS])
  world.pass(POLL_MS)
  assert.equal(asked, 1)
  world.pass(RETRY_MS)
  assert.equal(world.streams.length, 2)
  world.last().fire('open')
  assert.equal(world.states.at(-1), 'live')
  assert.deepEqual(world.waits(), [DOUBT_MS])
})

test('while the browser reconnects by itself the page polls, once', () => {
  let asked = 0
  world.live.follow('vacancies', () => { asked++ })
  world.settle()
  world.last().fire('open')
  world.last().fire('error')
  world.last().fire('error')
  assert.equal(world.streams.length, 1)
  assert.deepEqual(world.waits(), [POLL_MS])
  world.pass(POLL_MS)
  assert.equal(asked, 2)
})

test('a hidden page holds no stream, and asks again when it is shown', () => {
  const heard = []
  world.live.follow('vacancies', (data) => heard.push(data))
  world.settle()
  world.hidden = true
  world.show()
  assert.ok(world.streams[0].closed)
  assert.equal(world.timers.size, 0)
  assert.equal(world.states.at(-1), 'paused')
  world.hidden = false
  world.show()
  assert.equal(world.streams.length, 2)
  assert.deepEqual(heard, [null])
})

test('the last part that leaves closes the stream', () => {
  const leave = world.live.follow('vacancies', () => {})
  world.settle()
  leave()
  world.settle()
  assert.ok(world.streams[0].closed)
  assert.equal(world.streams.length, 1)
})

test('an error of a stream that was replaced changes nothing', () => {
  world.live.follow('vacancies', () => {})
  world.settle()
  const old = world.last()
  world.live.follow('household', () => {})
  world.settle()
  old.readyState = 2
  old.fire('error')
  assert.equal(world.streams.length, 2)
  assert.equal(world.timers.size, 0)
})

const slot = (remaining) => ({ slot: 'day', capacity: 4, remaining, mark: remaining > 1 ? 'open' : remaining ? 'few' : 'full', waitlisted: 0, opens_at: null, closes_at: null })
const board = { as_of: 'a', sick_rooms: ['s01', 's02'].map((id) => ({ id, name: id, days: ['2026-11-20', '2026-11-21'].map((day) => ({ day, slots: [slot(2)] })) })) }

test('an event is laid over the days it names and over nothing else', () => {
  const merged = mergeVacancies(board, { version: 2, as_of: 'b', sick_rooms: [{ id: 's02', days: [{ day: '2026-11-21', slots: [slot(1)] }, { day: '2027-01-01', slots: [slot(0)] }] }] })
  assert.equal(merged.sick_rooms[1].days[1].slots[0].mark, 'few')
  assert.equal(merged.sick_rooms[1].days.length, 2)
  assert.deepEqual(merged.sick_rooms[0], board.sick_rooms[0])
  assert.equal(merged.as_of, 'b')
})

test('an event that names an unknown room, or no rooms, makes the page ask', () => {
  assert.equal(mergeVacancies(board, { version: 2 }), null)
  assert.equal(mergeVacancies(board, { sick_rooms: [{ id: 's99', days: [] }] }), null)
})

test('the window opens at its first instant and is closed at its last', () => {
  const window = { opens_at: '2026-11-20T15:00:00.000+09:00', closes_at: '2026-11-21T08:00:00.000+09:00' }
  assert.equal(windowOf(window, new Date('2026-11-20T14:59:59.999+09:00')), 'before')
  assert.equal(windowOf(window, new Date('2026-11-20T15:00:00+09:00')), 'inside')
  assert.equal(windowOf(window, new Date('2026-11-21T08:00:00+09:00')), 'after')
  assert.equal(windowOf({ opens_at: null, closes_at: null }, new Date()), 'inside')
})
