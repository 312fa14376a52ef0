// The count of the kitchen: what was known at ten past nine stands, and who makes the difference since is named.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clockFile, demo, openMorning, signIn, sql, startServer, waitFor } from '../support/harness.mjs'

let server
let clock
let day
let head
let children
before(async () => {
  const town = demo({ children: 60 })
  clock = clockFile(openMorning(town.data, '08:30:00'))
  day = clock.instant.slice(0, 10)
  server = await startServer({ ...town, clock })
  head = await signIn(server.url, 'head-n01@demo.example')
  children = (await head.get('/nurseries/n01/attendance')).body.children
})
after(() => server?.stop())

const at = (time) => `${day}T${time}:00.000+09:00`
const setClock = async (time) => {
  clock.set(at(time))
  await waitFor(async () => Date.parse((await server.anyone.get('/readyz')).body.now) === Date.parse(at(time)), `the server's clock at ${time}`)
}
const say = async (n, kind, time) => {
  const answer = await head.post('/nurseries/n01/attendance/corrections', { child_id: children[n].child_id, day, kind, at: at(time), reason: 'seen at the door' })
  assert.equal(answer.status, 201, answer.text)
}
const report = (n, kind, more = {}) => head.post(`/children/${children[n].child_id}/absences`, { from: day, to: day, kind, ...more })
const meals = async () => {
  const { status, body } = await head.get('/nurseries/n01/meals')
  assert.equal(status, 200)
  const sum = (which) => body.classes.reduce((n, one) => n + one[which], 0)
  return { ...body, sums: [sum('told'), sum('now')] }
}

test('R-ABS-06: before the count: who is here and who was announced late, by class', async () => {
  await say(0, 'arrive', '08:10')
  await say(1, 'arrive', '08:12')
  await report(2, 'late', { expected_at: at('10:00') })
  await report(3, 'sick')
  await report(4, 'late', { expected_at: at('13:00') })
  const now = await meals()
  assert.deepEqual([now.told, now.sums, now.changes], [false, [3, 3], []])
  assert.equal(now.told_at, at('09:10'))
  const first = now.classes.find((one) => one.class === children[0].class)
  assert.equal(first.now, [0, 1, 2].filter((n) => children[n].class === children[0].class).length)
})

test('R-ABS-06: afterwards that count does not move, and each change has a name', async () => {
  await setClock('09:20')
  await say(5, 'arrive', '08:55') // known only now
  await say(1, 'leave', '09:15')
  const { body } = await report(2, 'sick')
  const now = await meals()
  assert.deepEqual([now.told, now.sums], [true, [3, 2]])
  const changes = new Map(now.changes.map(({ child_id, change }) => [child_id, change]))
  assert.deepEqual(changes, new Map([[children[1].child_id, 'less'], [children[2].child_id, 'less'], [children[5].child_id, 'more']]))
  assert.equal((await head.del(`/children/${children[2].child_id}/absences/${body.id}`)).status, 204)
  assert.deepEqual((await meals()).sums, [3, 3])
})

test('a day that cannot be read, and another nursery', async () => {
  assert.equal((await head.get('/nurseries/n01/meals?day=1')).status, 422)
  assert.equal((await head.get('/nurseries/n02/meals')).status, 404)
})

test('R-ABS-06: by diet when asked, of today alone, without a name; the reading is on record', async () => {
  const readings = () => sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_diets'")[0].n
  const plain = (await head.get('/nurseries/n01/meals')).body
  assert.ok(plain.classes.every(({ diets }) => diets === undefined))
  assert.equal(readings(), 0)
  const { body } = await head.get('/nurseries/n01/meals?diets=true')
  for (const { now, diets } of body.classes) assert.equal(diets.usual + diets.allergy + diets.unknown, now)
  assert.equal(readings(), 1)
  assert.equal((await head.get('/nurseries/n01/meals?diets=true&day=2020-01-06')).status, 422)
})
