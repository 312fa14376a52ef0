// A month of a nursery from its last missing time to the head's signature, and open again.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayOf, signIn, startServer } from '../support/harness.mjs'

let server
let teacher
let lead
let head
let month

before(async () => {
  server = await startServer({ children: 40 })
  ;[teacher, lead, head] = await Promise.all(['teacher-n01', 'lead-n01', 'head-n01'].map((login) => signIn(server.url, login)))
  const [year, number] = dayOf(Date.now()).split('-').map(Number)
  month = dayOf(Date.UTC(year, number - 2, 15)).slice(0, 7)
})
after(() => server?.stop())

const read = async (person = head) => {
  const answer = await person.get(`/nurseries/n01/months/${month}`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const sign = (person, step, name) => person.post(`/nurseries/n01/months/${month}/sign`, { step, ...(name ? { class: name } : {}) })
const correct = (child, kind, time) => head.post('/nurseries/n01/attendance/corrections',
  { child_id: child, day: `${month}-10`, kind, at: `${month}-10T${time}:00+09:00`, reason: 'the card stayed at home' })
const code = ({ status, body }) => [status, body.code]

test('R-ATT-16: a leave that is missing is on the list, and stands in the way', async () => {
  const { body: register } = await teacher.get(`/nurseries/n01/register?month=${month}`)
  const { child_id: child, class: name } = register.children[0]
  assert.equal((await correct(child, 'arrive', '08:10')).status, 201)
  const before = await read()
  assert.deepEqual(before.unresolved.map(({ child_id, day, why, left_at }) => [child_id, day, why, left_at]), [[child, `${month}-10`, 'unresolved', null]])
  assert.deepEqual((await read(teacher)).unresolved, before.unresolved)
  assert.equal(before.classes.find((row) => row.class === name).can_sign, false)
  assert.deepEqual(code(await sign(teacher, 'teacher', name)), [409, 'UNRESOLVED'])
  assert.equal((await correct(child, 'leave', '17:30')).status, 201)
  assert.equal((await read(teacher)).classes.find((row) => row.class === name).can_sign, true)
  assert.equal((await sign(teacher, 'teacher', name)).status, 201)
})

test('R-SHEET-04: signed by all, closed, refused, open again', async () => {
  for (const row of (await read()).classes.filter(({ signed_at }) => signed_at === null)) assert.equal((await sign(head, 'teacher', row.class)).status, 201)
  assert.equal((await sign(teacher, 'lead')).status, 403)
  assert.deepEqual(code(await sign(head, 'head')), [409, 'WRONG_STATE'])
  assert.deepEqual(code(await sign(head, 'lead')), [409, 'SAME_PERSON'])
  assert.equal((await sign(lead, 'lead')).status, 201)
  assert.equal((await sign(lead, 'head')).status, 403)
  const closed = await sign(head, 'head')
  assert.deepEqual([closed.status, closed.body.closed, closed.body.version], [201, true, 1])
  const { body: register } = await teacher.get(`/nurseries/n01/register?month=${month}`)
  const refused = await correct(register.children[0].child_id, 'leave', '18:30')
  assert.deepEqual([...code(refused), refused.body.reopen_by], [409, 'MONTH_CLOSED', 'head'])
  assert.equal((await read()).can_reopen, true)
  assert.equal((await read(lead)).can_reopen, false)
  assert.equal((await lead.post(`/nurseries/n01/months/${month}/reopen`, { reason: 'late' })).status, 403)
  assert.equal((await head.post(`/nurseries/n01/months/${month}/reopen`, { reason: 'a leave was missing' })).body.version, 2)
  const after = await read()
  assert.deepEqual([after.closed, after.version, after.words.at(-1).reason], [false, 2, 'a leave was missing'])
  assert.equal((await correct(register.children[0].child_id, 'leave', '18:30')).status, 201)
})

test('a month that is none is not found, another class than one of the nursery is refused', async () => {
  assert.equal((await head.get('/nurseries/n01/months/2026-13')).status, 404)
  assert.equal((await sign(head, 'teacher', 'nobody is in it')).body.errors[0].pointer, '/class')
})
