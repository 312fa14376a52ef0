// The nursery's board, staff's corrections, a child's days and absence reports, as the contract names them; the clock stands where it is put.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { addDays, clockFile, demo, openMorning, signIn, sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, families } from '../support/families.mjs'

let server
let clock
let day
let family
let head
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:00:00'))
  day = clock.instant.slice(0, 10)
  server = await startServer({ ...town, clock })
  const here = new Set(sql(town.data, "SELECT c.public_id AS id FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'").map(({ id }) => id))
  family = families(server).find(({ child }) => here.has(child))
  head = await signIn(server.url, 'head-n01@demo.example')
})
after(() => server?.stop())

const at = (time) => `${day}T${time}.000+09:00`
const setClock = async (instant) => {
  clock.set(instant)
  await waitFor(async () => Date.parse((await server.anyone.get('/readyz')).body.now) === Date.parse(instant), `the server's clock at ${instant}`)
}
const board = async (who = head, on = day) => (await who.get(`/nurseries/n01/attendance?day=${on}`)).body
const childOf = (answer, child = family.child) => answer.children.find(({ child_id: id }) => id === child)
const correct = (body, options) => head.post('/nurseries/n01/attendance/corrections', { child_id: family.child, day, reason: 'the card stayed at home', ...body }, options)
const absence = (body) => asParent(server, family).post(`/children/${family.child}/absences`, { from: day, to: day, ...body })

test('the board has every child of the nursery, sorted by class, with counts that add up and an ETag that answers 304', async () => {
  const answer = await head.get('/nurseries/n01/attendance')
  assert.equal(answer.status, 200)
  assert.equal(answer.body.day, day)
  const expected = sql(server.data, "SELECT count(*) AS n FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'")[0].n
  assert.equal(answer.body.children.length, expected)
  assert.equal(Object.values(answer.body.counts).reduce((sum, n) => sum + n, 0), expected)
  const classes = answer.body.children.map((child) => child.class)
  assert.deepEqual(classes.filter((name, i) => i === 0 || name !== classes[i - 1]).length, new Set(classes).size)
  const mine = childOf(answer.body)
  assert.deepEqual(Object.keys(mine).sort(), ['absence', 'arrived_at', 'child_id', 'class', 'flags', 'left_at', 'name', 'planned_arrival', 'planned_leave', 'state', 'version'])
  assert.match(mine.planned_arrival, /^\d\d:\d\d$/)
  assert.equal(mine.state, 'expected')
  const again = await head.get('/nurseries/n01/attendance', { headers: { 'if-none-match': answer.headers.etag } })
  assert.equal(again.status, 304)
})

test('a teacher sees the own class, and the head all of them', async () => {
  const roles = sql(server.data, "SELECT r.class FROM account_role r JOIN account a ON a.id = r.account_id WHERE a.login = 'teacher-n01@demo.example'")
  const seen = new Set((await board(await signIn(server.url, 'teacher-n01@demo.example'))).children.map((child) => child.class))
  if (roles[0].class === '') assert.deepEqual(seen, new Set((await board()).children.map((child) => child.class)))
  else assert.deepEqual([...seen], [roles[0].class])
})

test('a report makes the child absent, its reason is for those who may read it, and withdrawing makes it expected again', async () => {
  const before = await board()
  const reported = await absence({ kind: 'sick', reason: '38.4 °C', diagnosis: 'FLU_A' })
  assert.equal(reported.status, 201, reported.text)
  const { id } = reported.body
  const now = await board()
  assert.ok(now.version > before.version)
  assert.equal(childOf(now).state, 'absent')
  assert.deepEqual(childOf(now).absence, { kind: 'sick', expected_at: null, withdrawn: false, after_deadline: false })
  assert.doesNotMatch(JSON.stringify(now), /38\.4|FLU_A/)
  const [row] = (await head.get(`/children/${family.child}/absences`)).body.absences
  assert.deepEqual(row, { id, from: day, to: day, kind: 'sick', reason: '38.4 °C', diagnosis: 'FLU_A', expected_at: null, withdrawn: false })
  assert.ok(sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_absences'")[0].n > 0)
  assert.equal((await asParent(server, family).del(`/children/${family.child}/absences/${id}`)).status, 204)
  assert.equal((await asParent(server, family).del(`/children/${family.child}/absences/${id}`)).status, 204)
  assert.equal(childOf(await board()).state, 'expected')
  assert.equal((await head.get(`/children/${family.child}/absences`)).body.absences[0].withdrawn, true)
})

test('a report that says something impossible names the field', async () => {
  const rows = [
    [{ kind: 'asleep' }, '/kind', 'OUT_OF_RANGE'],
    [{ kind: 'sick', to: addDays(day, -1) }, '/to', 'OUT_OF_RANGE'],
    [{ kind: 'sick', to: addDays(day, 400) }, '/to', 'OUT_OF_RANGE'],
    [{ kind: 'sick', diagnosis: 'PLAGUE' }, '/diagnosis', 'OUT_OF_RANGE'],
    [{ kind: 'sick', expected_at: at('10:00:00') }, '/expected_at', 'OUT_OF_RANGE'],
    [{ kind: 'late', expected_at: `${addDays(day, 2)}T10:00:00.000+09:00` }, '/expected_at', 'OUT_OF_RANGE'],
    [{ kind: 'sick', colour: 'red' }, '/colour', 'UNKNOWN_MEMBER'],
  ]
  for (const [body, pointer, code] of rows) {
    const answer = await absence(body)
    assert.equal(answer.status, 422, JSON.stringify(body))
    assert.deepEqual(answer.body.errors, [{ pointer, code }])
  }
  const past = await absence({ kind: 'sick', from: addDays(day, -1), to: addDays(day, -1) })
  assert.equal(past.status, 409)
  assert.equal(past.body.code, 'TOO_LATE')
})

test('R-ABS-03: at the cut-off a child that nobody reported is unexplained, and a late notice moves its time', async () => {
  const stream = await head.sse('attendance:n01')
  await setClock(at('09:30:00'))
  await stream.next(({ event }) => event === 'attendance:n01', 'word of the cut-off, though nobody did anything,', 30_000)
  stream.close()
  assert.equal(childOf(await board()).state, 'unexplained')
  const late = await absence({ kind: 'late', expected_at: at('10:30:00') })
  assert.equal(late.status, 201, late.text)
  const mine = childOf(await board())
  assert.equal(mine.state, 'expected')
  assert.deepEqual(mine.absence, { kind: 'late', expected_at: at('10:30:00'), withdrawn: false, after_deadline: true })
  await setClock(at('10:46:00'))
  assert.equal(childOf(await board()).state, 'unexplained')
})

test('R-ATT-11: corrections stand with their reason, one after the other, and repeat safely', async () => {
  await setClock(at('17:30:00'))
  const key = randomUUID()
  const body = { kind: 'arrive', at: at('08:40:00') }
  const arrived = await correct(body, { key })
  assert.equal(arrived.status, 201, arrived.text)
  assert.equal(arrived.body.child.state, 'present')
  assert.equal(arrived.body.child.arrived_at, at('08:40:00'))
  assert.deepEqual(arrived.body.child.flags, ['corrected'])
  assert.equal((await correct(body, { key })).text, arrived.text)
  assert.equal((await correct({ kind: 'step_out', at: at('11:00:00') })).body.child.state, 'stepped_out')
  assert.equal((await correct({ kind: 'step_back', at: at('13:00:00') })).body.child.state, 'present')
  assert.equal((await correct({ kind: 'leave', at: at('17:20:00') })).body.child.state, 'left')
  const mine = childOf(await board())
  assert.equal(mine.left_at, at('17:20:00'))
  const [entry] = (await asParent(server, family).get(`/children/${family.child}/attendance?from=${day}&to=${day}`)).body.days
  assert.equal(entry.state, 'left')
  assert.deepEqual(entry.corrections.map(({ kind }) => kind), ['arrive', 'step_out', 'step_back', 'leave'])
  assert.equal(entry.corrections[0].reason, 'the card stayed at home')
  assert.deepEqual(entry.taps, [])
})

test('R-ATT-10: a correction of a day that has moved since it was seen is refused with the day as it is now', async () => {
  const other = (await board()).children.find(({ arrived_at, absence, version }) => arrived_at === null && absence === null && version === 0)
  const ask = (kind, time, seen) => head.post('/nurseries/n01/attendance/corrections',
    { child_id: other.child_id, day, kind, at: at(time), reason: 'seen at the door' }, { headers: { 'if-match': `"${seen}"` } })
  const first = await ask('arrive', '07:40:00', 0)
  assert.equal(first.status, 201, first.text)
  assert.equal(first.body.child.version, 1)
  const late = await ask('arrive', '07:50:00', 0)
  assert.deepEqual([late.status, late.body.code, late.body.version], [412, 'CHANGED', 1])
  assert.equal(late.body.child.arrived_at, at('07:40:00'))
  const again = await ask('arrive', '07:50:00', 1)
  assert.deepEqual([again.status, again.body.child.version], [201, 2])
  const malformed = await ask('arrive', '07:50:00', 'x')
  assert.equal(malformed.status, 422)
})

test('a correction that cannot be names the field or the state', async () => {
  const rows = [
    [{ kind: 'arrive' }, 422, '/at', 'MISSING'],
    [{ kind: 'arrive', at: at('18:30:00') }, 422, '/at', 'OUT_OF_RANGE'],
    [{ kind: 'arrive', at: `${addDays(day, -1)}T08:00:00.000+09:00` }, 422, '/at', 'OUT_OF_RANGE'],
    [{ kind: 'void' }, 422, '/tap_id', 'MISSING'],
    [{ kind: 'void', tap_id: 'f'.repeat(32) }, 422, '/tap_id', 'OUT_OF_RANGE'],
    [{ kind: 'arrive', at: at('08:40:00'), tap_id: 'f'.repeat(32) }, 422, '/tap_id', 'OUT_OF_RANGE'],
    [{ kind: 'void', correction_id: 'f'.repeat(32) }, 422, '/correction_id', 'OUT_OF_RANGE'],
    [{ kind: 'void', tap_id: 'f'.repeat(32), correction_id: 'f'.repeat(32) }, 422, '/correction_id', 'OUT_OF_RANGE'],
    [{ kind: 'arrive', at: at('08:40:00'), correction_id: 'f'.repeat(32) }, 422, '/correction_id', 'OUT_OF_RANGE'],
    [{ kind: 'arrive', at: at('08:40:00'), reason: '' }, 422, '/reason', 'MISSING'],
    [{ kind: 'leave', at: at('08:00:00') }, 409, undefined, 'WRONG_STATE'],
  ]
  for (const [body, status, pointer, code] of rows) {
    const answer = await correct(body)
    assert.equal(answer.status, status, `${JSON.stringify(body)}: ${answer.text}`)
    if (pointer) assert.deepEqual(answer.body.errors, [{ pointer, code }])
    else assert.equal(answer.body.code, code)
  }
  assert.equal((await correct({ child_id: '0'.repeat(32), kind: 'arrive', at: at('08:40:00') })).status, 404)
})

test('R-ATT-16: the next day, a child that never left is unresolved, and nobody has invented a leave', async () => {
  const stayed = (await board()).children.find(({ child_id: id }) => id !== family.child).child_id
  assert.equal((await head.post('/nurseries/n01/attendance/corrections', { child_id: stayed, day, kind: 'arrive', at: at('09:00:00'), reason: 'at the door' })).status, 201)
  assert.ok(!childOf(await board(), stayed).flags.includes('unresolved'))
  await setClock(`${addDays(day, 1)}T08:00:00.000+09:00`)
  head = await signIn(server.url, 'head-n01@demo.example') // the evening's session is over
  const mine = childOf(await board(head, day), stayed)
  assert.equal(mine.left_at, null)
  assert.ok(mine.flags.includes('unresolved'))
})

test("a child's days: a span in order, one entry per day, at most 31 days after the first", async () => {
  const from = addDays(day, -7)
  const answer = await asParent(server, family).get(`/children/${family.child}/attendance?from=${from}&to=${day}`)
  assert.deepEqual(answer.body.days.map((entry) => entry.day), Array.from({ length: 8 }, (_, i) => addDays(from, i)))
  for (const [query, pointer] of [[`from=${day}&to=${addDays(day, 32)}`, '?to'], [`from=${day}&to=${from}`, '?to'], ['from=yesterday', '?from']]) {
    const refused = await asParent(server, family).get(`/children/${family.child}/attendance?${query}`)
    assert.equal(refused.status, 422, query)
    assert.equal(refused.body.errors[0].pointer, pointer)
  }
})
