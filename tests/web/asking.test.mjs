// What the reserve form holds and what it sends.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askOf, emptyDraft, wrongIn } from '../../web/parent/condition.ts'

const TODAY = '2026-11-21'
const NOW = new Date('2026-11-21T05:10:00+09:00')
const told = { ...emptyDraft('c1'), diagnosis: 'RSV', onset: '1', temperature: '38.2', measured: '05:00', antipyretic: 'yes', antipyreticTime: '22:30',
  note: 'in_hand', pickup: '17:00', more: ['2026-11-25', '2026-11-24'], allergies: true }

test('an empty form names every question that must be answered, in the order of the form', () => {
  assert.deepEqual(wrongIn(emptyDraft(''), TODAY).map(([field]) => field), ['child', 'diagnosis', 'onset', 'temperature', 'antipyretic', 'note', 'allergies'])
})

test('a day to come, a strange temperature and a missing time are wrong', () => {
  assert.deepEqual(wrongIn({ ...told, onset: 'other', onsetDay: '2026-11-22', temperature: '50', antipyreticTime: '' }, TODAY),
    [['onsetDay', 'future'], ['temperature', 'invalid'], ['antipyreticTime', 'missing']])
  assert.deepEqual(wrongIn(told, TODAY), [])
})

test('what was told becomes what the server asks for', () => {
  assert.deepEqual(askOf(told, { room: 's01', day: '2026-11-22', slot: null }, TODAY, NOW), {
    child_id: 'c1', sick_room_id: 's01', days: ['2026-11-22', '2026-11-24', '2026-11-25'],
    condition: { diagnosis: 'RSV', onset: '2026-11-20', temperature_c: 38.2, measured_at: '2026-11-21T05:00:00.000+09:00',
      antipyretic_at: '2026-11-20T22:30:00.000+09:00', note: 'in_hand', allergies_confirmed: true },
    pickup: { time: '17:00' },
  })
})
