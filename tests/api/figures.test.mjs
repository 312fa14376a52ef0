// The ward's numbers, what stands behind each, and the audit of waiting lists.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays, client, dayOf, signIn, sql, startServer } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation } from '../support/families.mjs'

let server
let ward
let nurse
let day
let month
let made = []
before(async () => {
  server = await startServer({ children: 60 })
  ward = await signIn(server.url, 'ward')
  nurse = await signIn(server.url, 'nurse-s01')
  const [first] = await bookableDays(server)
  day = first.day
  month = day.slice(0, 7)
  // As many as there are places and two more; the first gives its place back.
  const people = families(server).slice(0, first.capacity + 2)
  for (const family of people) {
    const answer = await asParent(server, family).post('/reservations', reservation(family.child, 's01', day))
    assert.equal(answer.status, 201, answer.text)
    made.push({ family, id: answer.body.reservations[0].id, state: answer.body.reservations[0].state })
  }
  const given = await asParent(server, made[0].family).post(`/reservations/${made[0].id}/cancel`, {})
  assert.equal(given.status, 200, given.text)
})
after(() => server?.stop())

test('R-STAT-01: a room\'s month counts what families asked for and what became of it', async () => {
  const { status, body } = await ward.get(`/sick-rooms/s01/figures?month=${month}`)
  assert.equal(status, 200)
  assert.equal(body.sick_room_id, 's01')
  assert.equal(body.month, month)
  assert.equal(body.requests, made.length)
  assert.equal(body.waitlisted, made.filter(({ state }) => state === 'waitlisted').length)
  assert.equal(body.cancelled_before + body.cancelled_late + body.cancelled_same_day, 1)
  assert.ok(Date.parse(body.counted_until) > Date.parse(`${month}-28T00:00:00+09:00`))
})

test('R-OPS-07: the reservations behind a number add up to it, with their history and without their children', async () => {
  const { body: figures } = await ward.get(`/sick-rooms/s01/figures?month=${month}`)
  const numbers = Object.entries(figures).filter(([name, value]) => Number.isInteger(value) && !name.endsWith('_days') && !/percent|rank/.test(name))
  assert.ok(numbers.length > 25)
  for (const [name, value] of numbers) {
    const { status, body, text } = await ward.get(`/sick-rooms/s01/figures/${name}?month=${month}`)
    assert.equal(status, 200, name)
    assert.equal(body.reservations.reduce((sum, one) => sum + one.count, body.refused.length), value, name)
    for (const { family } of made) assert.ok(!text.includes(family.child))
  }
  const { body } = await ward.get(`/sick-rooms/s01/figures/requests?month=${month}`)
  assert.deepEqual(body.reservations.map((one) => one.reservation_id).sort(), made.map(({ id }) => id).sort())
  assert.equal((await ward.get('/sick-rooms/s01/figures/colours')).status, 404)
})

test('a refused request counts without its child, and stands behind the number', async () => {
  const before = (await ward.get(`/sick-rooms/s01/figures?month=${month}`)).body
  const family = made[1].family
  const wish = reservation(family.child, 's01', addDays(day, 1))
  wish.condition.diagnosis = 'MEA'
  const refused = await asParent(server, family).post('/reservations', wish)
  assert.equal(refused.status, 409, refused.text)
  const other = addDays(day, 1).slice(0, 7)
  const now = (await ward.get(`/sick-rooms/s01/figures?month=${other}`)).body
  const group = sql(server.data, 'SELECT reason FROM sick_refusal ORDER BY id DESC LIMIT 1')
  assert.equal(group.length, 1)
  assert.equal(now.declined, (other === month ? before.declined : 0) + 1)
  const behind = (await ward.get(`/sick-rooms/s01/figures/declined?month=${other}`)).body
  assert.ok(behind.refused.some((one) => one.reason === refused.body.code), JSON.stringify(behind.refused))
})

test('all rooms stand below each other with their sum; an unchanged month is a 304; CSV says the same', async () => {
  const { body, headers } = await ward.get(`/figures?month=${month}`)
  assert.deepEqual(body.figures.map((row) => row.sick_room_id), ['s01', 's02', 's03', 's04', 's05', null])
  assert.equal(body.figures.at(-1).requests, body.figures.slice(0, -1).reduce((sum, row) => sum + row.requests, 0))
  const tag = headers.etag ?? headers.get?.('etag')
  assert.ok(tag)
  assert.equal((await ward.get(`/figures?month=${month}`, { headers: { 'if-none-match': tag } })).status, 304)
  const sheet = await ward.get(`/figures?month=${month}`, { headers: { accept: 'text/csv' } })
  assert.match(sheet.headers['content-type'] ?? sheet.headers.get?.('content-type'), /^text\/csv/)
  const lines = sheet.text.trim().split('\r\n')
  assert.equal(lines[0], 'month,sick_room,figure,detail,value')
  assert.ok(lines.includes(`${month},s01,requests,,${body.figures[0].requests}`))
})

test('R-WL-12: the walk that the given-back place began is in the audit, for staff of the room and the ward', async () => {
  for (const person of [ward, nurse]) {
    const { status, body, text } = await person.get(`/sick-rooms/s01/promotions?from=${day}&to=${day}`)
    assert.equal(status, 200)
    assert.ok(body.promotions.length > 0)
    const [walk] = body.promotions
    assert.equal(walk.places_free, 1)
    assert.equal(walk.steps[0].rank_from, 1)
    assert.ok(['offered', 'given', 'later'].includes(walk.steps[0].outcome))
    assert.ok(made.some(({ id }) => id === walk.steps[0].reservation_id))
    for (const { family } of made) assert.ok(!text.includes(family.child))
  }
  assert.equal((await ward.get('/sick-rooms/s01/promotions?from=2026-01-01&to=2028-01-01')).status, 422)
})

test('what is no month, no room or no business of the asker is refused', async () => {
  assert.equal((await ward.get('/sick-rooms/s01/figures?month=2026-13')).status, 422)
  assert.equal((await ward.get('/sick-rooms/n01/figures')).status, 404)
  assert.equal((await nurse.get('/sick-rooms/s02/figures')).status, 404)
  assert.equal((await client(server.url).get('/figures')).status, 401)
  assert.ok(dayOf(Date.now()))
})

test('R-CAN-07 R-FEE-07: what was given back on the day itself, and the settlement, of every room; as a file with its mark for spreadsheets', async () => {
  const { status, body } = await ward.get(`/figures/same-day?month=${month}`)
  assert.equal(status, 200)
  const rooms = sql(server.data, "SELECT public_id AS id FROM site WHERE kind = 2 ORDER BY id").map(({ id }) => id)
  assert.deepEqual(body.same_day.map(({ sick_room_id: id }) => id).sort(), rooms.sort())
  for (const room of body.same_day) assert.equal(room.rows.filter(({ what }) => what === 'cancelled').length, room.cancelled_same_day)
  const settled = await ward.get(`/figures/settlement?month=${month}`)
  assert.deepEqual([settled.status, settled.body.settlement], [200, []])
  for (const [sheet, head] of [['figures', 'month,sick_room,figure'], ['figures/same-day', 'fiscal_year,sick_room'], ['figures/settlement', 'month,sick_room,municipality']]) {
    const file = await ward.get(`/${sheet}?month=${month}&format=csv`)
    assert.match(file.headers['content-type'], /^text\/csv/)
    assert.ok(file.text.startsWith(`\uFEFF${head}`), `${sheet}: ${file.text.slice(0, 60)}`)
  }
  assert.equal((await ward.get('/figures/same-day?month=soon')).status, 422)
  assert.equal((await nurse.get('/figures/settlement')).status, 403)
})
