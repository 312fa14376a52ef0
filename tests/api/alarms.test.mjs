// A child who neither arrived nor was reported, from the threshold to the word of a named person: as the contract names it, the clock where it is put.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, startServer, waitFor } from '../support/harness.mjs'
import { families } from '../support/families.mjs'

let server
let clock
let day
let head
let family
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:59:00'))
  day = clock.instant.slice(0, 10)
  server = await startServer({ ...town, clock })
  head = await signIn(server.url, 'head-n01@demo.example')
  const here = new Set(sql(town.data, "SELECT c.public_id AS id FROM child c JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01'").map(({ id }) => id))
  family = families(server).find(({ child }) => here.has(child))
})
after(() => server?.stop())

const at = (time) => clock.set(`${day}T${time}.000+09:00`)
const alarms = async (who = head) => (await who.get('/nurseries/n01/alarms')).body.alarms
const mine = async () => (await alarms()).find((one) => one.child?.id === family.child)
const until = (step) => waitFor(async () => (await mine())?.step === step, `the step ${step}`, 20_000)

test('R-ABS-03: within a minute of the threshold the child is an alarm on every staff screen, and the board says so too', async () => {
  assert.deepEqual(await alarms(), [])
  at('09:00:00')
  const began = await waitFor(mine, 'the alarm', 60_000)
  assert.equal(began.kind, 'unexplained')
  assert.equal(began.step, 'guardians')
  assert.equal((await alarms(await signIn(server.url, 'teacher-n01@demo.example'))).some((one) => one.child?.id === family.child), true, 'whichever class a teacher has')
  const board = (await head.get('/nurseries/n01/attendance')).body
  const red = new Set(board.children.filter((child) => child.state === 'unexplained').map((child) => child.child_id))
  assert.deepEqual(new Set((await alarms()).map((one) => one.child.id)), red)
})

test('R-ABS-04: the ladder reaches staff, the head and the municipality, whose screen names no child', async () => {
  const ward = await signIn(server.url, 'ward@demo.example')
  for (const [time, step] of [['09:05:00', 'staff'], ['09:15:00', 'head']]) {
    at(time)
    await until(step)
  }
  assert.deepEqual((await ward.get('/alarms')).body.alarms, [])
  at('09:30:00')
  await until('ward')
  const duty = await ward.get('/alarms')
  assert.ok(duty.body.alarms.some((one) => one.nursery.id === 'n01'))
  const { name } = (await mine()).child
  assert.ok(!duty.text.includes(name))
})

test('R-ABS-04: an attempt is in the log with who tried; the alarm is closed with whereabouts by a named person, once', async () => {
  const { id, version } = await mine()
  const tried = await head.post(`/alarms/${id}/attempts`, { channel: 'telephone', result: 'no_answer', whom: '母', number: '090-0000-0000' })
  assert.equal(tried.status, 201, tried.text)
  assert.equal((await head.post(`/alarms/${id}/attempts`, { channel: 'mail', result: 'sent', whom: '母' })).status, 422)
  const log = (await head.get(`/alarms/${id}`)).body
  const steps = log.attempts.filter((one) => one.channel === 'page').map((one) => one.step)
  assert.deepEqual(steps, ['guardians', 'staff', 'head', 'ward'])
  const call = log.attempts.at(-1)
  assert.equal(call.result, 'no_answer')
  assert.equal(call.number, '090-0000-0000')
  assert.ok(call.by)
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_alarm'")[0].n, 1)
  assert.equal((await head.post(`/alarms/${id}/close`, { whereabouts: 'arrived' })).body.errors[0].pointer, '/whereabouts')
  assert.equal((await head.post(`/alarms/${id}/close`, {})).status, 422)
  assert.equal((await head.post(`/alarms/${id}/close`, { whereabouts: 'elsewhere' })).body.errors[0].pointer, '/note')
  assert.equal((await head.post(`/alarms/${id}/close`, { whereabouts: 'at_home' }, { headers: { 'if-match': `"${version + 7}"` } })).status, 412)
  const closed = await head.post(`/alarms/${id}/close`, { whereabouts: 'at_home', note: '母に電話' })
  assert.equal(closed.status, 200, closed.text)
  assert.equal((await head.post(`/alarms/${id}/close`, { whereabouts: 'at_home' })).status, 409)
  const after = await mine()
  assert.equal(after.state, 'closed')
  assert.ok(after.closed_by)
  const child = (await head.get('/nurseries/n01/attendance')).body.children.find((one) => one.child_id === family.child)
  assert.equal(child.state, 'unexplained', 'R-ABS-05: the word about the place is no absence')
})

test('the live topic says that an alarm is different', async () => {
  const other = (await alarms()).find((one) => one.state === 'open')
  const stop = new AbortController()
  const stream = await fetch(`${server.url}/api/v1/live?topics=alarms:n01`, { headers: { cookie: head.cookie }, signal: stop.signal })
  assert.equal(stream.status, 200)
  const reader = stream.body.getReader()
  let text = ''
  await head.post(`/alarms/${other.id}/close`, { whereabouts: 'in_nursery' })
  while (!text.includes('event: alarms:n01')) text += new TextDecoder().decode((await reader.read()).value)
  stop.abort()
  assert.equal((await fetch(`${server.url}/api/v1/live?topics=alarms:n01`, { headers: { cookie: server.session(family.login).cookie } })).status, 403)
})
