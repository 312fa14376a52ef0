// What rules would say, from documents that nobody has loaded. Fixtures F2, F3, F5, F10.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { asParent, bookableDays, families, reservation } from '../support/families.mjs'
import { dayOf, program, root, run, sql, startServer, tempFolder, tokyo } from '../support/harness.mjs'

const folder = tempFolder('tsubame-what-if')
let number = 0
function file(document) {
  const path = join(folder, `${++number}.json`)
  writeFileSync(path, JSON.stringify(document))
  return path
}
const room = (members) => file({ policy: 'sick_room', site: 's01', valid_from: '2020-04-01', ...members })
const ask = (word, args, expect = 0) => {
  const { stdout } = run(program('tsubame'), ['what-if', word, ...args, '--json'], { expect })
  return expect === 2 ? null : JSON.parse(stdout)
}
const windows = (basis, at, close) => ({ booking: { windows: [{ opens: { basis, at }, closes: close }] } })

test('R-RSV-04: a window opens on the last open day before, or on the calendar day before', () => {
  const open = room(windows('open_day_before', '08:45', { on: 'day_of_use', at: '08:00' }))
  const calendar = room(windows('calendar_day_before', '15:00', { on: 'day_of_use', at: '08:00' }))
  const rows = [ // day of use, asked at, state, opens: weekends and the holidays of May 2026 lie in between
    [open, '2026-11-24', '2026-11-20T08:44:59+09:00', 'before', '2026-11-20T08:45:00.000+09:00'],
    [open, '2026-11-24', '2026-11-20T08:45:00+09:00', 'inside', '2026-11-20T08:45:00.000+09:00'],
    [open, '2026-11-24', '2026-11-24T08:00:00+09:00', 'after', '2026-11-20T08:45:00.000+09:00'],
    [open, '2026-05-07', '2026-05-01T09:00:00+09:00', 'inside', '2026-05-01T08:45:00.000+09:00'],
    [open, '2026-05-06', '2026-05-01T09:00:00+09:00', 'closed', null],
    [calendar, '2026-11-24', '2026-11-20T16:00:00+09:00', 'before', '2026-11-23T15:00:00.000+09:00'],
  ]
  for (const [policy, day, at, state, opens] of rows) {
    const said = ask('window', ['--policy', policy, '--day', day, '--at', at])
    assert.deepEqual([said.state, said.opens_at], [state, opens], `${day} ${at}`)
  }
  assert.deepEqual(ask('window', ['--policy', open, '--day', '2026-05-02', '--at', '2026-05-01T09:00:00+09:00']).next,
    { day: '2026-05-07', opens_at: '2026-05-01T08:45:00.000+09:00', closes_at: '2026-05-07T08:00:00.000+09:00' })
})

test('R-CAL-03: holidays come from the file that is named instead of the list inside', () => {
  const policy = room({})
  const holidays = join(folder, 'holidays.csv')
  writeFileSync(holidays, '2026-11-25,a day of its own\n')
  const open = (day, ...more) => ask('window', ['--policy', policy, '--day', day, ...more]).open
  assert.deepEqual([open('2026-11-23'), open('2026-11-25')], [false, true])
  assert.deepEqual([open('2026-11-23', '--holidays', holidays), open('2026-11-25', '--holidays', holidays)], [true, false])
  writeFileSync(holidays, 'soon,a day\n')
  run(program('tsubame'), ['what-if', 'window', '--policy', policy, '--day', '2026-11-25', '--holidays', holidays], { expect: 1 })
})

test('R-REG-01 R-CAL-06 R-CAL-07: age, class and grade on a day, and whether the child may come', () => {
  const policy = room({ eligibility: { age_low_months: 6, age_high: 'school_entry' } })
  const rows = [ // birth, day, months, class age, grade, reason: born on 1 April belongs to the older cohort
    ['2025-08-31', '2026-02-27', 5, 0, -6, 'AGE_LOW'],
    ['2025-08-31', '2026-02-28', 6, 0, -6, null],
    ['2020-04-01', '2026-03-31', 71, 5, 0, null],
    ['2020-04-01', '2026-04-01', 72, 6, 1, 'AGE_HIGH'],
    ['2020-04-02', '2026-04-01', 71, 5, 0, null],
    ['2020-04-02', '2027-04-01', 83, 6, 1, 'AGE_HIGH'],
  ]
  for (const [birth, day, months, classAge, grade, reason] of rows) {
    const said = ask('age', ['--birth', birth, '--day', day, '--policy', policy])
    assert.deepEqual([said.months, said.class_age, said.grade, said.reason], [months, classAge, grade, reason], `${birth} on ${day}`)
  }
  assert.equal(ask('age', ['--birth', '2014-04-01', '--day', '2026-04-01']).last_days.mar31_after_12, '2027-03-31')
})

const isolating = room({
  places: { licensed: 6 }, staffing: { nurses: 1, teachers: 2 },
  rooms: [{ id: 'g', places: 4 }, { id: 'a', places: 1, isolation: true }, { id: 'b', places: 1, isolation: true }],
  acceptance: { default: 'accept', diseases: [{ codes: ['FLU_A', 'FLU_B'], care: 'isolate', group: 'flu' },
    { codes: ['RSV', 'GAS'], care: 'isolate' }, { codes: ['MEA'], care: 'refuse' }] },
})
const child = (id, disease, more = {}) => ({ id, birth: '2023-05-01', disease, ...more })

test('R-ROOM-02 R-ROOM-03 R-ROOM-04 R-ROOM-06 R-ROOM-07 R-STF-01: who lies where, and why not (F5)', () => {
  const place = (children, more = {}) => Object.fromEntries(ask('care-rooms',
    ['--policy', isolating, '--children', JSON.stringify({ day: '2026-11-24', ...more, children })]).children.map((c) => [c.id, c.room ?? c.reason]))
  const colds = (n) => Array.from({ length: n }, (_, i) => child(`c${i}`, 'COLD'))
  const three = place([child('1', 'FLU_A'), child('2', 'RSV'), child('3', 'GAS')])
  assert.deepEqual([new Set([three[1], three[2]]), three[3]], [new Set(['a', 'b']), 'ISOLATION_FULL'])
  assert.equal(place(colds(5)).c4, 'ISOLATION_FULL')
  assert.equal(place(colds(4)).c3, 'g')
  assert.equal(place([...colds(4), child('5', 'RSV'), child('6', 'GAS'), child('7', 'COLD')])['7'], 'FULL')
  assert.equal(place(colds(3), { capacity: 2 }).c2, 'STAFF_SHORT')
  assert.equal(place([child('1', 'MEA')])['1'], 'DISEASE_REFUSED')
  assert.equal(place([child('1', 'COLD', { room: 'b' })])['1'], 'b')
  const wrong = run(program('tsubame'), ['what-if', 'care-rooms', '--policy', isolating, '--children',
    JSON.stringify({ children: [child('1', 'FLUU')] })], { expect: 1 }).stderr
  assert.match(wrong, /\/children\/0\/disease: a disease code that is not in the list/)
})

test('R-WL-01: approved ones before others, continuing ones before those, then who asked first', () => {
  const policy = room({ waiting: { order: ['approved', 'continuing', 'sequence'] } })
  const asked = (seconds) => `2026-11-24T18:00:0${seconds}+09:00`
  const { order } = ask('waitlist', ['--policy', policy, '--queue', JSON.stringify({ day: '2026-11-25', at: asked(9), capacity: 0, waiting: [
    child('late', 'COLD', { asked_at: asked(3) }), child('first', 'COLD', { asked_at: asked(1) }),
    child('again', 'COLD', { asked_at: asked(4), continuing: true }), child('new', 'COLD', { asked_at: asked(0), approved: false })] })])
  assert.deepEqual(order.map((row) => row.id), ['again', 'first', 'late', 'new'])
})

test('R-WL-01: who asked in opening minutes that are drawn stands as the published seed draws them, before all who asked later', () => {
  const policy = file({ policy: 'sick_room', site: 's04', valid_from: '2020-04-01', waiting: { order: ['approved', 'sequence'] }, booking: {
    windows: [{ opens: { basis: 'calendar_day_before', at: '18:00' }, closes: { on: 'day_of_use', at: '08:00' } }], opening: { mode: 'lottery', minutes: 10 } } })
  const at = (time) => `2026-11-24T${time}:00+09:00`
  const seed = Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join('')
  const order = (more = {}) => ask('waitlist', ['--policy', policy, '--queue', JSON.stringify({ day: '2026-11-25', at: at('18:30'), capacity: 0, ...more, waiting: [
    child('later', 'COLD', { asked_at: at('18:10') }), ...[0, 1, 2].map((n) => child(`reservation-${n}`, 'COLD', { asked_at: at(`18:0${n}`) })),
    child('new', 'COLD', { asked_at: at('18:00'), approved: false })] })]).order.map(({ id }) => id)
  const drawn = order({ seed })
  assert.deepEqual(drawn.slice(3), ['later', 'new'], 'classes stand before the draw, and it before the time of asking')
  assert.deepEqual(order({ seed }), drawn)
  const seeds = [seed, ...['aa', 'bb', 'cc', 'dd'].map((two) => two.repeat(32))].map((one) => order({ seed: one }).join())
  assert.ok(new Set(seeds).size > 1, 'another seed draws another order')
  assert.deepEqual(order(), order(), 'a trial draws the same each time')
  assert.match(run(program('tsubame'), ['what-if', 'waitlist', '--policy', policy, '--queue', JSON.stringify({ day: '2026-11-25', seed: 'zz', capacity: 0, waiting: [] })], { expect: 1 }).stderr, /\/seed/)
})

test('R-WL-02 R-WL-03 R-WL-04 R-WL-05: offers run out into quiet hours, and the next goes out at six sharp (F10)', () => {
  const policy = room({ waiting: { offer_min: 15, quiet_from: '23:00', quiet_to: '06:00' }, decision: { final: { on: 'day_of_use', at: '08:00' } } })
  const play = (accepts) => ask('waitlist', ['--policy', policy, '--queue', JSON.stringify({ day: '2026-11-25', at: '2026-11-24T22:50:00+09:00',
    capacity: 1, waiting: [child('P2', 'COLD', { asked_at: '2026-11-24T18:00:00.200+09:00' }),
      child('P3', 'COLD', { asked_at: '2026-11-24T18:00:00.201+09:00', accepts_at: accepts })] })]).steps
    .filter((step) => step.what !== 'passed_over').map((step) => [step.at.slice(11, 23), step.id, step.what, step.ends_at?.slice(11, 19) ?? null])
  const before = [['22:50:00.000', 'P2', 'offered', '23:05:00'], ['23:05:00.001', 'P2', 'ran_out', null],
    ['23:05:00.001', 'P3', 'later', null], ['06:00:00.000', 'P3', 'offered', '06:15:00']]
  assert.deepEqual(play('2026-11-25T06:14:59.900+09:00'), [...before, ['06:14:59.900', 'P3', 'accepted', null]])
  assert.deepEqual(play('2026-11-25T06:15:00.000+09:00'), [...before, ['06:15:00.000', 'P3', 'accepted', null]])
  assert.deepEqual(play('2026-11-25T06:15:00.100+09:00'), [...before, ['06:15:00.001', 'P3', 'ran_out', null]])
})

test('R-WL-07 R-WL-09: who accepted beforehand is given the place at once; after the decision of the day nobody is asked', () => {
  const policy = room({ waiting: { offer_min: 15, quiet_from: '23:00', quiet_to: '06:00' }, decision: { final: { on: 'day_of_use', at: '08:00' } } })
  const play = (at, more) => ask('waitlist', ['--policy', policy, '--queue', JSON.stringify({ day: '2026-11-25', at, capacity: 1,
    waiting: [child('A', 'COLD', { asked_at: '2026-11-24T18:00:00+09:00', ...more })] })]).steps.map((step) => step.reason ?? step.what)
  assert.deepEqual(play('2026-11-25T06:30:00+09:00', { auto_until: '2026-11-25T07:30:00+09:00' }), ['given'])
  assert.deepEqual(play('2026-11-25T08:00:01+09:00', {}), ['DECIDED'])
})

// A past month of s01 (reservations as families made them), replayed under other rules.
test('a past month under other rules: who would have got a place, who not and why; only an audit line is written', async () => {
  const server = await startServer({ children: 60 })
  const [first] = await bookableDays(server)
  const people = families(server).slice(0, first.capacity + 2)
  for (const family of people) {
    const answer = await asParent(server, family).post('/reservations', reservation(family.child, 's01', first.day))
    assert.equal(answer.status, 201, answer.text)
  }
  const month = first.day.slice(0, 7)
  const document = JSON.parse(readFileSync(join(root, 'backend/cli/policies/s01.json'), 'utf8'))
  const before = sql(server.data, 'SELECT (SELECT count(*) FROM reservation_event) AS e, (SELECT count(*) FROM policy) AS p, (SELECT count(*) FROM audit WHERE action NOT LIKE \'draw%\') AS a')[0] // draws come due by themselves
  const replay = (members, expect = 0) => JSON.parse(run(program('tsubame'), ['what-if', 'replay', '--data', server.data, '--month', month,
    '--policy', file({ ...document, ...members }), '--json'], { expect }).stdout)
  const same = replay({})
  assert.deepEqual([same.requests, same.placed_then, same.placed_now, same.changed], [people.length, first.capacity, first.capacity, 0])
  const fewer = replay({ staffing: { ...document.staffing, nurses: 1, teachers: 1 } })
  assert.equal(fewer.placed_now, 3)
  assert.deepEqual([...new Set(fewer.changes.map((c) => `${c.then} ${c.now} ${c.reason}`))], ['placed not_placed STAFF_SHORT'])
  const late = replay({ booking: { ...document.booking, windows: [{ opens: { basis: 'same_day', at: '00:00' }, closes: { on: 'day_of_use', at: '00:01' } }] } })
  assert.deepEqual([late.placed_now, late.refused_now, late.changes[0].reason], [0, people.length, 'TOO_EARLY'])
  const colds = replay({ acceptance: { ...document.acceptance, diseases: [{ codes: ['COLD'], care: 'refuse' }] } })
  assert.equal(colds.changes[0].reason, 'DISEASE_REFUSED')
  assert.ok(replay({ note: { valid_days: 0 } }, 1).faults.length > 0)
  const after = sql(server.data, 'SELECT (SELECT count(*) FROM reservation_event) AS e, (SELECT count(*) FROM policy) AS p, (SELECT count(*) FROM audit WHERE action NOT LIKE \'draw%\') AS a')[0] // draws come due by themselves
  assert.deepEqual([after.e, after.p, after.a], [before.e, before.p, before.a + 4])
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'what_if_replay' AND object = 's01'")[0].n, 4)
  // The first gives its place back: everybody who is asked accepts, so that another family has it.
  const [{ id }] = sql(server.data, "SELECT public_id AS id FROM reservation WHERE state = 2 ORDER BY id LIMIT 1")
  assert.equal((await asParent(server, people[0]).post(`/reservations/${id}/cancel`, {})).status, 200)
  assert.equal(replay({}).placed_now, first.capacity + 1)
  // Everybody asked within the opening minutes: drawn together, so that not the first have the places, and the same each time.
  const days = (Date.parse(first.day) - Date.parse(dayOf(Date.now()))) / 86_400_000
  const opens = `${String(Math.max(0, Number(tokyo(Date.now()).slice(11, 13)) - 1)).padStart(2, '0')}:00`
  const lottery = { booking: { ...document.booking, opening: { mode: 'lottery', minutes: 240 },
    windows: [{ opens: { basis: 'calendar_day_before', days, at: opens }, closes: { on: 'day_of_use', at: '12:00' } }] } }
  const [drawn, again] = [replay(lottery), replay(lottery)]
  assert.equal(drawn.placed_now, first.capacity + 1)
  assert.deepEqual(drawn.changes, again.changes)
  await server.stop()
})

test('R-FEE-01 R-FEE-02 R-FEE-03 R-FEE-04: what a day would cost by a document (F12)', () => {
  const minato = room({ fees: { basis: 'day', rows: [{ residence: 'resident', yen: 2000 }, { yen: 3000 }], options: [{ id: 'lunch', name: 'lunch', yen: 300 }],
    exempt: [{ proof: 'non_taxed', residence: 'resident', yen: 0 }] } })
  const tiers = room({ fees: { basis: 'hours_tier', rows: [{ tiers: ['A', 'B'], yen: 0 }, { tiers: ['C1', 'C2', 'C3'], hours_up_to: 6, yen: 1000 },
    { tiers: ['C1', 'C2', 'C3'], hours_up_to: 8, yen: 1500 }, { tiers: ['C1', 'C2', 'C3'], yen: 2000 }, { hours_up_to: 6, yen: 2000 },
    { hours_up_to: 8, yen: 3000 }, { yen: 4000 }] } })
  const proof = (to) => ({ proofs: [{ kind: 'non_taxed', from: '2026-04-01', to }] })
  const rows = [
    [minato, { resident: false }, 3000],
    [minato, { day: '2026-05-01', ...proof('2026-05-01') }, 0],
    [minato, { day: '2026-05-02', ...proof('2026-05-01') }, 2000],
    [minato, { options: [{ id: 'lunch', count: 2 }] }, 2600],
    [tiers, { tier: 'C2', minutes: 360 }, 1000],
    [tiers, { tier: 'C2', minutes: 361 }, 1500],
    [tiers, { tier: 'C2', minutes: 481 }, 2000],
    [tiers, { tier: 'C4', minutes: 481 }, 4000],
    [tiers, { tier: 'A', minutes: 600 }, 0],
  ]
  for (const [policy, use, yen] of rows) {
    const said = ask('fee', ['--policy', policy, '--use', JSON.stringify(use)])
    assert.equal(said.yen, yen, JSON.stringify(use))
    assert.equal(said.lines.reduce((sum, line) => sum + line.yen, 0), yen)
  }
  assert.match(run(program('tsubame'), ['what-if', 'fee', '--policy', minato, '--use', '{"options":[{"id":"x"}]}'], { expect: 1 }).stderr, /no option has this id/)
})
