// What a request for places holds, what it sends, what is kept of it, and what the rooms' answers come to.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOf, emptyDraft, emptyTold, isDraft, isRemembered, recalled, remember, wrongIn } from '../../web/parent/draft.ts'
import { byVerdict, impossible, mayKeepWaiting, verdictsOf, waits } from '../../web/parent/verdict.ts'

const TODAY = '2026-11-21'
const NOW = new Date('2026-11-21T05:10:00+09:00')
const ill = { ...emptyTold, diagnosis: 'RSV', listed: true, onset: '1', temperature: '38.2', measured: '05:00', antipyretic: 'yes', antipyreticTime: '22:30',
  note: 'in_hand', allergies: true }
const told = { ...emptyDraft(['c1']), days: ['2026-11-25', '2026-11-24'], pickup: '17:00', told: { c1: ill } }
const CONDITION = { diagnosis: 'RSV', onset: '2026-11-20', temperature_c: 38.2, measured_at: '2026-11-21T05:00:00.000+09:00',
  antipyretic_at: '2026-11-20T22:30:00.000+09:00', note: 'in_hand', allergies_confirmed: true }

test('an empty form names every question that must be answered, in the order of the form', () => {
  assert.deepEqual(wrongIn(emptyDraft([]), TODAY).map(([at]) => at), ['children', 'days'])
  assert.deepEqual(wrongIn(emptyDraft(['c1']), TODAY).map(([at]) => at),
    ['days', 'diagnosis-0', 'onset-0', 'temperature-0', 'antipyretic-0', 'note-0', 'allergies-0'])
})

test('each sibling is asked for, and a list that was opened must be chosen from', () => {
  const two = { ...told, children: ['c1', 'c2'], told: { c1: ill, c2: { ...ill, diagnosis: '', listed: true } } }
  assert.deepEqual(wrongIn(two, TODAY), [['list-1', 'list', 'missing']])
})

test('a day to come, a strange temperature and a missing time are wrong', () => {
  const wrong = { ...ill, onset: 'other', onsetDay: '2026-11-22', temperature: '50', antipyreticTime: '' }
  assert.deepEqual(wrongIn({ ...told, told: { c1: wrong } }, TODAY).map(([at, , what]) => [at, what]),
    [['onsetDay-0', 'future'], ['temperature-0', 'invalid'], ['antipyreticTime-0', 'missing']])
  assert.deepEqual(wrongIn(told, TODAY), [])
})

test('what was told becomes what the server asks for: days in order, wishes after the first room', () => {
  assert.deepEqual(askOf(told, ['s01', 's03'], TODAY, NOW), { child_id: 'c1', sick_room_id: 's01', wishes: ['s03'], days: ['2026-11-24', '2026-11-25'],
    condition: CONDITION, pickup: { time: '17:00' } })
})

test('R-RSV-19: siblings are asked for together, each with an illness of its own', () => {
  const two = { ...told, children: ['c1', 'c2'], told: { c1: ill, c2: { ...ill, diagnosis: 'COLD', measured: '', antipyretic: 'no' } } }
  assert.deepEqual(askOf(two, ['s01'], TODAY, NOW).siblings, [{ child_id: 'c2',
    condition: { diagnosis: 'COLD', onset: '2026-11-20', temperature_c: 38.2, note: 'in_hand', allergies_confirmed: true } }])
})

test('R-WL-07, R-WL-09: a place taken beforehand until a time of the one day, waiting on after the decision, waiting on for a better wish', () => {
  const wished = { ...told, days: ['2026-11-24'], auto: '07:30', sameDay: true, keepWaiting: true }
  const ask = askOf(wished, ['s01', 's02'], TODAY, NOW)
  assert.deepEqual([ask.auto_accept_until, ask.same_day_list, ask.keep_waiting], ['2026-11-24T07:30:00.000+09:00', true, true])
  assert.equal(askOf({ ...wished, days: told.days }, ['s01'], TODAY, NOW).auto_accept_until, undefined, 'one time cannot stand for several days')
  assert.equal(askOf(wished, ['s01'], TODAY, NOW).keep_waiting, undefined, 'nothing better than the only wish')
})

test('R-UX-05: the next request begins as the last one ended, but what is measured anew is asked anew the next day', () => {
  const kept = remember({ ...told, rooms: ['s01', 's03'] }, TODAY, undefined)
  const sameDay = recalled(kept, ['c1', 'c2'], TODAY)
  assert.deepEqual([sameDay.children, sameDay.rooms, sameDay.pickup, sameDay.days], [['c1'], ['s01', 's03'], '17:00', []])
  assert.deepEqual(sameDay.told.c1, { ...ill, allergies: false })
  const nextDay = recalled(kept, ['c1'], '2026-11-22').told.c1
  assert.deepEqual([nextDay.diagnosis, nextDay.onset, nextDay.note], ['RSV', '2', 'in_hand'], 'it began the day before yesterday now')
  assert.deepEqual([nextDay.temperature, nextDay.antipyretic, nextDay.allergies], ['', '', false])
  assert.equal(recalled(kept, ['c1'], '2026-11-29').told.c1, undefined, 'after a week it is another illness')
})

test('R-UX-05: the illness of one child never stands in the request for another', () => {
  const kept = remember(told, TODAY, undefined)
  assert.equal(recalled(kept, ['c1', 'c2'], TODAY).told.c2, undefined)
  assert.deepEqual(recalled(kept, ['c2', 'c3'], TODAY).children, [], 'a child that is no longer mine is not asked for')
  const both = remember({ ...told, children: ['c2'], told: { c2: { ...ill, diagnosis: 'COLD' } } }, TODAY, kept)
  assert.deepEqual([both.told.c1.diagnosis, both.told.c2.diagnosis], ['RSV', 'COLD'])
})

test('what the device gives back and has not our shape is nothing', () => {
  assert.ok(isDraft(JSON.parse(JSON.stringify(told))))
  assert.ok(isRemembered(JSON.parse(JSON.stringify(remember(told, TODAY, undefined)))))
  for (const strange of [null, undefined, 3, {}, { ...told, rooms: 's01' }, { ...told, told: { c1: {} } }]) {
    assert.equal(isDraft(strange), false)
    assert.equal(isRemembered(strange), false)
  }
})

const answer = (sick_room_id, day, said, child_id = 'c1') => ({ child_id, sick_room_id, day, answer: said })

test('R-RSV-19: of siblings the worst answer is the day’s, since they come together', () => {
  const answers = [answer('s01', '2026-11-24', 'confirmed_now'), answer('s01', '2026-11-24', 'waiting_list', 'c2'), answer('s01', '2026-11-25', 'confirmed_now')]
  assert.deepEqual(verdictsOf(answers, 's01').map((one) => [one.day, one.answer]), [['2026-11-24', 'waiting_list'], ['2026-11-25', 'confirmed_now']])
  assert.ok(waits(verdictsOf(answers, 's01')))
  assert.ok(!impossible(verdictsOf(answers, 's01')) && !impossible([]))
})

test('waiting on for a better wish is offered only where a lesser one has a place on the same day', () => {
  const waiting = [answer('s01', '2026-11-24', 'waiting_list')]
  const free = [answer('s03', '2026-11-24', 'confirmed_now')]
  assert.ok(mayKeepWaiting([waiting, free]))
  assert.ok(!mayKeepWaiting([free, waiting]))
  assert.ok(!mayKeepWaiting([waiting, [answer('s03', '2026-11-25', 'confirmed_now')]]))
  assert.ok(!mayKeepWaiting([waiting, waiting]))
})

test('the rooms that can confirm stand first, the others in the board’s order', () => {
  const answers = [answer('s01', 'd', 'not_possible'), answer('s02', 'd', 'waiting_list'), answer('s03', 'd', 'confirmed_now'), answer('s04', 'd', 'waiting_list')]
  assert.deepEqual(byVerdict(['s01', 's02', 's03', 's04'], answers), ['s03', 's02', 's04', 's01'])
})
