// What a family is told before it does something: which rooms take a child of this age, that a room takes fewer days at once, and which later
// days a cancelled day takes with it.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { families, illness } from '../support/families.mjs'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, client, clockFile, dayOf, demo, openMorning, root, signIn, sql, startServer, tsubame } from '../support/harness.mjs'
import { tempFolder } from '../support/proc.mjs'

let server
let family
let nurse
let today
let strict

before(async () => {
  const town = demo({ children: 60 })
  const clock = clockFile(openMorning(town.data, '12:00:00'))
  // From a day on one room cannot do without some answers (R-RSV-11).
  const rules = JSON.parse(readFileSync(join(root, 'backend/cli/policies/s01.json'), 'utf8'))
  rules.valid_from = strict = addDays(dayOf(Date.parse(clock.instant)), 5)
  rules.booking = { ...rules.booking, required: ['note_visit', 'pickup_person', 'planned_arrival'] }
  const path = join(tempFolder('tsubame-rules'), 's01.json')
  writeFileSync(path, JSON.stringify(rules))
  tsubame(['policy', 'load', '--data', town.data, path])
  server = await startServer({ ...town, clock })
  today = dayOf(Date.parse(clock.instant))
  ;[family] = families(server)
  nurse = await signIn(server.url, 'nurse-s04')
})

const asFamily = () => client(server.url, family.cookie)

/** The next open days of a room, as the board shows them. */
async function openDays(room, n) {
  const { body } = await server.anyone.get(`/vacancies?from=${addDays(today, 1)}&days=21`)
  const days = body.sick_rooms.find(({ id }) => id === room).days.filter(({ slots }) => slots.some(({ mark }) => mark !== 'closed'))
  return days.slice(0, n).map(({ day }) => day)
}

/** The room's nurse enters a call: the windows do not bind her, so that several days of one request stand in a room with a chain. */
async function byTelephone(room, days) {
  const who = room === 's04' ? nurse : await signIn(server.url, `nurse-${room}`)
  const answer = await who.post('/reservations', { child_id: family.child, sick_room_id: room, days, channel: 'phone', condition: illness(today) })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.reservations.map(({ id }) => id)
}
const giveBack = async (ids) => { for (const id of ids) await asFamily().post(`/reservations/${id}/cancel`, { why: 'home' }) }
const cancelOf = async (id) => (await asFamily().get(`/reservations/${id}`)).body.cancel

test('R-CAN-04: the later days that would go are named before anything is cancelled, and asked for only when there are any', async () => {
  const days = await openDays('s04', 3)
  const ids = await byTelephone('s04', days)
  assert.deepEqual(await cancelOf(ids[0]).then(({ later, asks_why }) => ({ later, asks_why })), { later: days.slice(1), asks_why: true })
  assert.deepEqual((await cancelOf(ids[2])).later, [])
  assert.equal((await cancelOf(ids[2])).asks_why, false, 'nothing hangs on the last day')
  const cancelled = await asFamily().post(`/reservations/${ids[1]}/cancel`, { why: 'nursery' })
  assert.deepEqual(cancelled.body.also.map(({ day }) => day), days.slice(2))
  assert.deepEqual((await cancelOf(ids[0])).later, [], 'what is cancelled hangs no longer')
  await giveBack(ids)
})

test('R-CAN-04: a room that takes the later days without asking says so, one without a chain says none', async () => {
  for (const [room, hangs] of [['s05', true], ['s01', false]]) {
    const days = await openDays(room, 2)
    const ids = await byTelephone(room, days)
    const { later, asks_why } = await cancelOf(ids[0])
    assert.deepEqual({ later, asks_why }, { later: hangs ? days.slice(1) : [], asks_why: false }, room)
    await giveBack(ids)
  }
})

test('R-RSV-14: two days in a room that takes one at once: the preview says so for that room alone', async () => {
  const days = await openDays('s01', 2)
  const { status, body, text } = await asFamily().post('/reservations/preview',
    { child_id: family.child, sick_room_id: 's01', wishes: ['s03'], days, condition: illness(today) })
  assert.equal(status, 200, text)
  const of = (room) => body.answers.filter((answer) => answer.sick_room_id === room)
  assert.deepEqual(of('s01').map(({ answer }) => answer), ['confirmed_now', 'confirmed_now'])
  assert.deepEqual(of('s03').map(({ answer, reason, days_max }) => ({ answer, reason, days_max })),
    Array(2).fill({ answer: 'not_possible', reason: 'TOO_MANY_DAYS', days_max: 1 }))
})

test('R-REG-01: a guardian is told from when to when each room takes the child, whoever only fetches it is not', async () => {
  const { body } = await asFamily().get('/me')
  const child = body.children.find(({ id }) => id === family.child)
  assert.deepEqual(child.sick_rooms.map(({ id }) => id), ['s01', 's02', 's03', 's04', 's05'])
  const [{ birth }] = sql(server.data, `SELECT birth_day AS birth FROM child WHERE public_id = '${family.child}'`)
  const born = (day) => Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) - birth
  assert.ok(born(child.sick_rooms[0].from) >= 181 && born(child.sick_rooms[0].from) <= 185, 'six months')
  assert.ok(born(child.sick_rooms[1].from) >= 150 && born(child.sick_rooms[1].from) <= 154, 'five months')
  assert.match(child.sick_rooms[1].to, /-03-31$/)
  assert.ok(child.sick_rooms[1].to < child.sick_rooms[3].to && child.sick_rooms[3].to < child.sick_rooms[0].to)
  const fetching = await (await signIn(server.url, 'pickup')).get('/me')
  assert.ok(fetching.body.children.length > 0)
  assert.deepEqual(fetching.body.children.flatMap(({ sick_rooms }) => sick_rooms), [])
})

test('R-RSV-11: what a request must say of the illness is named when it is missing, and what it says reaches the room', async () => {
  const [day] = await openDays('s01', 1)
  const ask = (condition) => asFamily().post('/reservations', { child_id: family.child, sick_room_id: 's01', days: [day], condition, pickup: { time: '17:10' } })
  const missing = await ask({})
  assert.equal(missing.status, 422)
  assert.deepEqual(missing.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(),
    ['/condition/diagnosis MISSING', '/condition/note MISSING', '/condition/onset MISSING'])
  const fever = { diagnosis: 'COLD', onset: today, temperature_c: 38.4, measured_at: `${today}T07:10:00.000+09:00`,
    antipyretic_at: `${today}T05:00:00.000+09:00`, note: 'visit_booked', allergies_confirmed: true }
  const made = await ask(fever)
  assert.equal(made.status, 201, made.text)
  const [{ id }] = made.body.reservations
  const room = await signIn(server.url, 'nurse-s01')
  const { body } = await room.get(`/sick-rooms/s01/days/${day}`)
  const { condition } = body.reservations.find((one) => one.id === id)
  for (const name of ['diagnosis', 'onset', 'temperature_c', 'note', 'allergies_confirmed']) assert.equal(condition[name], fever[name], name)
  assert.equal(condition.pickup.time, '17:10')
  assert.equal(Date.parse(condition.antipyretic_at), Date.parse(fever.antipyretic_at))
  await giveBack([id])
})

test('R-RSV-11: what a room requires is refused by its place in the request; by telephone it may stay open, and the board says what is to be asked', async () => {
  const [day, next] = (await openDays('s01', 8)).filter((one) => one >= strict)
  const condition = { ...illness(today), note: 'visit_booked' }
  const ask = (more = {}, told = {}) => asFamily().post('/reservations', { child_id: family.child, sick_room_id: 's01', days: [day], condition: { ...condition, ...told }, ...more })
  const refused = await ask()
  assert.equal(refused.status, 422, refused.text)
  assert.deepEqual(refused.body.errors, ['/condition/note_visit', '/pickup/name', '/planned_arrival'].map((pointer) => ({ pointer, code: 'MISSING' })))
  assert.deepEqual((await asFamily().get('/reservations')).body.reservations.filter((one) => one.day === day && one.state !== 'cancelled'), [])
  const taken = await ask({ pickup: { name: '祖母 一子', time: '17:00' }, planned_arrival: '08:45' }, { note_visit: today })
  assert.equal(taken.status, 201, taken.text)
  const room = await signIn(server.url, 'nurse-s01')
  const called = await room.post('/reservations', { child_id: family.child, sick_room_id: 's01', days: [next], channel: 'phone', condition: illness(today) })
  assert.equal(called.status, 201, called.text)
  const on = async (which) => (await room.get(`/sick-rooms/s01/days/${which}`)).body.reservations.find((one) => one.child.id === family.child)
  const web = await on(day)
  assert.deepEqual(web.to_ask, [])
  assert.deepEqual(web.condition.pickup, { name: '祖母 一子', time: '17:00' })
  assert.equal(web.condition.note_visit, today)
  assert.deepEqual((await on(next)).to_ask, ['temperature', 'allergies', 'pickup_person', 'pickup_time', 'planned_arrival'])
  // Staff ask later and write it down: what was said stays, and what is said no longer stands among the open questions.
  const open = await on(next)
  const tell = (body, version) => room.put(`/reservations/${open.id}/particulars`, body, { headers: { 'if-match': `"${version}"` } })
  const wrong = await tell({ condition: { temperature_c: 50 } }, open.version)
  assert.deepEqual(wrong.body.errors, [{ pointer: '/condition/temperature_c', code: 'OUT_OF_RANGE' }], wrong.text)
  const told = await tell({ condition: { temperature_c: 38.4 }, pickup: { name: '祖母 一子' }, planned_arrival: '09:10' }, open.version)
  assert.equal(told.status, 200, told.text)
  const now = await on(next)
  assert.deepEqual(now.to_ask, ['allergies', 'pickup_time'])
  assert.deepEqual([now.condition.diagnosis, now.condition.temperature_c, now.condition.pickup, now.planned_arrival],
    [open.condition.diagnosis, 38.4, { name: '祖母 一子' }, '09:10'])
  const stale = await tell({ pickup: { time: '17:30' } }, open.version)
  assert.deepEqual([stale.status, stale.body.code, stale.body.version], [412, 'CHANGED', now.version])
  assert.equal((await tell({ pickup: { time: '17:30' }, condition: { allergies_confirmed: true } }, now.version)).status, 200)
  assert.deepEqual((await on(next)).to_ask, [])
  assert.deepEqual((await on(next)).condition.pickup, { name: '祖母 一子', time: '17:30' })
  await giveBack([taken.body.reservations[0].id, called.body.reservations[0].id])
})
