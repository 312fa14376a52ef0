// The judges of the sick-care history judge: a true history passes, and every kind of lie about it is found.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capacity, exactlyOnce, vacancies, waitingOrder } from './checkers.mjs'

const DAY = 20_000
const row = (id) => ({ id, child: `child of ${id}`, day: DAY, capacity: 1, segments: 1, class: 0 })

/** One place: a has it, b, c and d wait; a gives it back, b cannot have it (isolation), c is asked and takes it. */
const truth = () => ({
  told: [
    { type: 'book', ok: true, reservations: [{ id: 'a', state: 'confirmed' }] },
    { type: 'book', ok: true, reservations: [{ id: 'b', state: 'waitlisted' }] },
    { type: 'book', ok: true, reservations: [{ id: 'c', state: 'waitlisted' }] },
    { type: 'book', ok: false },
    { type: 'book', ok: true, reservations: [{ id: 'd', state: 'waitlisted' }] },
    { type: 'cancel', ok: true, id: 'a' },
    { type: 'cancel', ok: false, id: 'a' },
    { type: 'accept', ok: true, id: 'c' },
  ],
  rows: ['a', 'b', 'c', 'd'].map(row),
  events: [
    { id: 'a', at: 1000, from: 0, to: 2, cause: 0 },
    { id: 'b', at: 2000, from: 0, to: 3, cause: 0 },
    { id: 'c', at: 3000, from: 0, to: 3, cause: 0 },
    { id: 'd', at: 4000, from: 0, to: 3, cause: 0 },
    { id: 'a', at: 20_000, from: 2, to: 7, cause: 7 },
    { id: 'c', at: 20_000, from: 3, to: 5, cause: 2, walk: 1, rank: 2 },
    { id: 'c', at: 30_000, from: 5, to: 2, cause: 4 },
  ],
  runs: [{ walk: 1, from: 1, to: 1, reason: 7 }],
  reads: [{ day: DAY, begin: 500, end: 600, remaining: 1, waiting: 0 }, { day: DAY, begin: 10_000, end: 10_010, remaining: 0, waiting: 3 },
    { day: DAY, begin: 21_000, end: 21_010, remaining: 0, waiting: 3 }, { day: DAY, begin: 40_000, end: 40_010, remaining: 0, waiting: 2 }],
})

const lie = (change) => {
  const history = truth()
  change(history)
  return history
}

test('a true history passes every judge', () => {
  for (const judge of [exactlyOnce, capacity, waitingOrder, vacancies]) assert.deepEqual(judge(truth()), [])
})

test('exactly once: what is lost, invented, doubled, undone or other than told is found', () => {
  const lies = {
    'was told and is lost': ({ rows }) => rows.splice(1, 1),
    'exists and nobody was told': ({ rows }) => rows.push(row('e')),
    'two requests were answered': ({ told }) => told.push(told[0]),
    'began otherwise than was told': ({ told }) => { told[1].reservations[0].state = 'confirmed' },
    'cancel of a: answered with yes 1 times, done 2 times': ({ events }) => events.push({ id: 'a', at: 5, from: 7, to: 7, cause: 7 }),
    'accept of c: answered with yes 1 times, done 0 times': ({ events }) => { events.at(-1).cause = 3 },
    'decline of d: answered with yes 0 times, done 1 times': ({ events }) => events.push({ id: 'd', at: 6, from: 5, to: 6, cause: 5 }),
  }
  for (const [sentence, change] of Object.entries(lies)) assert.match(exactlyOnce(lie(change)).join('\n'), new RegExp(sentence))
})

test('capacity: a second child in the only place is found, also for a moment in between', () => {
  const moment = lie(({ events }) => { [events[4], events[5]] = [events[5], events[4]] })
  assert.match(capacity(moment).join('\n'), /held 2 for 1 after c/)
  assert.match(capacity(lie(({ rows }) => { for (const one of rows) one.capacity = 0 })).join('\n'), /held 1 for 0/)
})

test('waiting order: who is taken out of turn, or passed over without a reason, is found', () => {
  assert.match(waitingOrder(lie(({ runs }) => runs.pop())).join('\n'), /went past b at rank 1 without a reason/)
  assert.match(waitingOrder(lie(({ runs }) => { runs[0].reason = 0 })).join('\n'), /went past b/)
  assert.match(waitingOrder(lie(({ events }) => { events[5].id = 'd' })).join('\n'), /d was taken as rank 2 and stood at 3/)
  assert.match(waitingOrder(lie(({ events }) => { delete events[5].walk })).join('\n'), /without a walk/)
})

test('vacancies: a place that was not free, a length that never was, and a board older than it may be are found', () => {
  for (const read of [{ begin: 10_000, end: 10_010, remaining: 1, waiting: 3 }, { begin: 10_000, end: 10_010, remaining: 0, waiting: 5 },
    { begin: 30_000, end: 30_010, remaining: 0, waiting: 3 }, { begin: 3000, end: 3010, remaining: -1, waiting: 0 }]) {
    const history = lie(({ reads }) => reads.push({ day: DAY, ...read }))
    assert.equal(vacancies(history).length, 1, JSON.stringify(read))
  }
})
