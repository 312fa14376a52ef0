// A day in the sick-care room through the door: the family prepares, staff receive the child, hand it over, take the money and close the day.
// Every sight of what the family said of the illness leaves its line in the audit.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bookableDays, reservation } from '../support/families.mjs'
import { clockFile, dayOf, signIn, sql, startServer } from '../support/harness.mjs'

let server
let clock
let guardian
let nurse
let stranger
let child
let day
let id

const audits = (action) => sql(server.data, `SELECT count(*) AS n FROM audit WHERE action = '${action}'`)[0].n
const board = async (person = nurse) => person.get(`/sick-rooms/s01/days/${day}`)
const mine = async () => (await board()).body.reservations.find((one) => one.id === id)

before(async () => {
  clock = clockFile('2026-12-01T10:00:00.000+09:00')
  server = await startServer({ children: 40, clock })
  const now = Date.parse(clock.instant)
  const [row] = sql(server.data, `SELECT a.login, c.public_id AS child FROM account a JOIN guardian_child g ON g.account_id = a.id AND g.rights = 1
    JOIN child c ON c.id = g.child_id WHERE c.birth_day BETWEEN ${Math.floor(now / 86_400_000)} - 1800 AND ${Math.floor(now / 86_400_000)} - 400 ORDER BY c.id LIMIT 1`)
  child = row.child
  guardian = await signIn(server.url, row.login)
  day = (await bookableDays(server, 's01', 20, now))[0].day
  const made = await guardian.post('/reservations', { ...reservation(child, 's01', day, dayOf(now)), planned_arrival: '09:00' })
  assert.equal(made.status, 201, made.text)
  id = made.body.reservations[0].id
  assert.equal(made.body.reservations[0].state, 'confirmed')
  clock.set(`${day}T09:00:00.000+09:00`)
  guardian = await signIn(server.url, row.login)
  nurse = await signIn(server.url, 'nurse-s01')
  stranger = await signIn(server.url, 'nurse-s02')
})
after(() => server?.stop())

test('R-SEC-01: the board shows the child to its room, on record, and to no other', async () => {
  const before_ = audits('read_day_board')
  const answer = await board()
  assert.equal(answer.status, 200, answer.text)
  const one = answer.body.reservations.find((row) => row.id === id)
  assert.equal(one.child.id, child)
  assert.equal(one.condition.diagnosis, 'COLD')
  assert.equal(one.note.status, 'missing')
  assert.ok(one.actions.includes('check_in'))
  assert.ok(answer.body.rooms.some((room) => room.reservations.includes(id)))
  assert.equal(audits('read_day_board'), before_ + 1)
  assert.equal((await board(stranger)).status, 404)
  assert.equal((await board(guardian)).status, 403)
  assert.equal(audits('read_day_board'), before_ + 1)
})

test('R-CARE-01 R-RSV-12: the family enters form, sheet and medicine; a drug that is not on the form is refused', async () => {
  const note = await guardian.post(`/children/${child}/notes`, { issued: day, diagnosis: 'COLD', rest: 'quiet', drugs: [{ name: 'シロップ', dose: '5 ml', times: '昼食後' }] })
  assert.equal(note.status, 201, note.text)
  assert.deepEqual(note.body.requested_again, [])
  const refused = await guardian.post(`/reservations/${id}/orders`, { drug: '粉薬', dose: '1包' })
  assert.equal(refused.status, 409)
  assert.equal(refused.body.code, 'DRUG_NOT_ON_NOTE')
  assert.equal((await guardian.post(`/reservations/${id}/orders`, { drug: 'シロップ', dose: '5 ml', times: ['12:00'] })).status, 201)
  const sheet = await guardian.put(`/reservations/${id}/family-sheet`, { symptoms: '咳', morning_temperature_c: 37.1, sign: true }, { headers: { 'if-none-match': '*' } })
  assert.equal(sheet.status, 200, sheet.text)
  const read = await nurse.get(`/reservations/${id}/family-sheet`)
  assert.equal(read.body.sheet.symptoms, '咳')
  assert.equal(read.body.orders[0].order.drug, 'シロップ')
  assert.equal((await stranger.get(`/reservations/${id}/family-sheet`)).status, 404)
  const one = await mine()
  assert.equal(one.note.status, 'valid')
  assert.notEqual(one.sheet.signed_at, null)
})

test('R-CARE-01: staff are told what is missing, then the child is in', async () => {
  const missing = await nurse.post(`/reservations/${id}/check-in`, { identity: true, temperature_c: 37.0 })
  assert.equal(missing.status, 409)
  assert.equal(missing.body.code, 'CHECK_MISSING')
  assert.deepEqual(missing.body.errors.map(({ pointer }) => pointer), ['/note_seen', '/belongings'])
  assert.equal((await stranger.post(`/reservations/${id}/check-in`, { identity: true })).status, 404)
  const come = await nurse.post(`/reservations/${id}/check-in`, { identity: true, note_seen: true, belongings: true, temperature_c: 37.0 })
  assert.equal(come.status, 200, come.text)
  assert.equal(come.body.state, 'checked_in')
  const one = await mine()
  assert.notEqual(one.came_at, null)
  assert.ok(one.actions.includes('check_out'))
})

test('R-CARE-02: the second person confirms at the giver\'s tablet with a password of their own, and the session stays the giver\'s', async () => {
  const given = await nurse.post(`/reservations/${id}/entries`, { kind: 'medicine', drug: 'シロップ', dose: '5 ml' })
  assert.equal(given.status, 201, given.text)
  const here = (login, password = 'tsubame-demo-2026') => nurse.post(`/entries/${given.body.id}/check-here`, { login: `${login}@demo.example`, password })
  for (const [login, password, status, code] of [
    ['sickroom-s01', 'not-the-password', 409, 'SECOND_UNKNOWN'],
    ['nobody-at-all', undefined, 409, 'SECOND_UNKNOWN'],
    ['parent001', undefined, 409, 'SECOND_UNKNOWN'],
    ['nurse-s02', undefined, 409, 'SECOND_UNKNOWN'],
    ['nurse-s01', undefined, 409, 'SECOND_PERSON'],
  ]) {
    const answer = await here(login, password)
    assert.deepEqual([answer.status, answer.body.code], [status, code], login)
  }
  const me = (await nurse.get('/me')).body.id
  assert.equal((await here('sickroom-s01')).status, 200)
  assert.equal((await nurse.get('/me')).body.id, me)
  const [entry] = (await nurse.get(`/reservations/${id}/entries`)).body.entries.filter((one) => one.id === given.body.id)
  assert.notEqual(entry.second, null)
  assert.notEqual(entry.second, entry.by)
  assert.equal((await here('sickroom-s01')).body.code, 'WRONG_STATE')
  const tries = []
  for (let n = 0; n < 12; n++) tries.push((await here('head-n01', 'guess')).status)
  assert.equal(tries.at(-1), 429, `whoever guesses must wait: ${tries}`)
})

test('R-CARE-03 R-FEE-06: handed over to who is on the list; paid once, with a receipt; the day is closed', async () => {
  const added = await guardian.post(`/children/${child}/pickup-persons`, { name: '祖母', relation: '祖母', phone: '03-0000-0000' })
  assert.equal(added.status, 201, added.text)
  const open = await nurse.post(`/sick-rooms/s01/days/${day}/close`, {})
  assert.equal(open.status, 409)
  assert.equal(open.body.code, 'DAY_NOT_OVER')
  assert.deepEqual(open.body.left, [id])
  clock.set(`${day}T15:00:00.000+09:00`)
  const gone = await nurse.post(`/reservations/${id}/check-out`, { person_id: added.body.id })
  assert.equal(gone.status, 200, gone.text)
  assert.equal(gone.body.fee.yen, gone.body.fee.lines.reduce((sum, line) => sum + line.yen, 0))
  const receipt = await guardian.get(`/reservations/${id}/receipt`)
  assert.equal(receipt.status, 409)
  const paid = await nurse.post(`/reservations/${id}/fee/pay`, { method: 'cash' })
  assert.equal(paid.status, 200, paid.text)
  assert.equal(paid.body.receipt_number, 1)
  assert.equal((await nurse.post(`/reservations/${id}/fee/pay`, { method: 'cash' })).body.code, 'WRONG_STATE')
  assert.equal((await guardian.get(`/reservations/${id}/receipt`)).body.yen, gone.body.fee.yen)
  const month = await guardian.get(`/children/${child}/certificate?month=${day.slice(0, 7)}`)
  assert.equal(month.status, 200, month.text)
  assert.equal(month.body.yen, gone.body.fee.yen)
  assert.deepEqual(month.body.uses.map((use) => use.day), [day])
  assert.equal((await nurse.post(`/sick-rooms/s01/days/${day}/close`, {})).status, 200)
  assert.notEqual((await board()).body.closed_at, null)
})
