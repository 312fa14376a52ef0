// What waits to be sent, with the server, the disk and the time in the test's hands: nothing is lost, nothing is done twice.
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { createOutbox } from '../../web/lib/queue.ts'

let world

/** A server that does what a key asks for once; `answer` decides, and may throw. */
function server() {
  const done = new Map()
  return { done, answer: (item) => ({ child: { version: (item.seen ?? 0) + 1 } }), failing: false,
    async send(item) {
      if (this.failing) throw new Error('unreachable')
      if (!done.has(item.key)) done.set(item.key, this.answer(item))
      if (this.lost) { this.lost = false; throw new Error('the answer was lost') }
      return done.get(item.key)
    } }
}

function device(disk, at) {
  const made = { shown: [], timers: [], settled: [] }
  let keys = disk.size
  made.outbox = createOutbox({
    send: (item) => at.send(item),
    judge: (error) => error.verdict ?? 'again',
    keep: async (item) => { disk.set(item.key, structuredClone(item)) },
    drop: async (item) => { disk.delete(item.key) },
    recall: async () => [...disk.values()].sort((a, b) => a.pressed - b.pressed),
    after: (ms, run) => made.timers.push({ ms, run }),
    now: () => world.now,
    key: () => `key ${++keys} of ${world.devices++}`,
    ended: () => { made.ended = true },
  }, (items) => { made.shown = items }, (item, answer) => made.settled.push([item.body, answer]))
  made.pass = async () => { for (const { run } of made.timers.splice(0)) run(); await settle() }
  return made
}
/** Everything here goes on by promises alone (disk, server and time are the test's): when none is left to run, nothing more will happen. */
const settle = () => new Promise((done) => setImmediate(done))
const press = (subject, body, more = {}) => ({ pressed: world.now++, path: '/x', body, subject, seen: 0, hold: 0, about: {}, ...more })
const refused = (status, body) => Object.assign(new Error('refused'), { verdict: { status, code: 'CHANGED', body } })

beforeEach(() => {
  world = { now: 1_000, devices: 0, disk: new Map(), server: server() }
})

test('without network everything waits, over a reload too, and is sent once and in order when the server answers', async () => {
  world.server.failing = true
  const first = device(world.disk, world.server)
  await first.outbox.start()
  for (const name of ['a', 'b', 'c']) await first.outbox.add(press(name, { name }))
  await settle()
  assert.equal(first.shown.length, 3)
  const second = device(world.disk, world.server)
  await second.outbox.start()
  await settle()
  assert.deepEqual(second.shown.map(({ body }) => body.name), ['a', 'b', 'c'])
  world.server.failing = false
  second.outbox.again()
  await settle()
  assert.deepEqual(second.settled.map(([body]) => body.name), ['a', 'b', 'c'])
  assert.equal(world.server.done.size, 3)
  assert.deepEqual([second.shown.length, world.disk.size], [0, 0])
})

test('a lost answer: the same key is sent again', async () => {
  const one = device(world.disk, world.server)
  world.server.lost = true
  await one.outbox.add(press('a', { name: 'a' }))
  await settle()
  assert.equal(one.shown.length, 1)
  await one.pass()
  assert.deepEqual([one.shown.length, world.server.done.size], [0, 1])
})

test('what is said later of the same child stands on what the earlier word made of the day', async () => {
  world.server.failing = true
  const one = device(world.disk, world.server)
  await one.outbox.add(press('a', { kind: 'arrive' }, { seen: 4 }))
  await one.outbox.add(press('a', { kind: 'leave' }, { seen: 4 }))
  const seen = []
  world.server.answer = (item) => { seen.push([item.body.kind, item.seen]); return { child: { version: item.seen + 1 } } }
  world.server.failing = false
  one.outbox.again()
  await settle()
  assert.deepEqual(seen, [['arrive', 4], ['leave', 5]])
})

test('what is refused stays with the server’s version, does not hold up the others, and goes only when a person says so', async () => {
  const one = device(world.disk, world.server)
  world.server.answer = (item) => {
    if (item.subject === 'a' && item.seen === 0) throw refused(412, { child: { version: 7, state: 'present' } })
    return { child: { version: item.seen + 1 } }
  }
  await one.outbox.add(press('a', { name: 'a' }))
  await one.outbox.add(press('b', { name: 'b' }))
  await settle()
  assert.deepEqual(one.settled.map(([body]) => body.name), ['b'])
  assert.equal(one.shown[0].refused.body.child.version, 7)
  assert.equal(world.disk.size, 1, 'kept over a reload')
  const [item] = one.shown
  await one.outbox.insist(item, 7)
  await settle()
  assert.deepEqual(one.settled.map(([body]) => body.name), ['b', 'a'])
  assert.deepEqual([one.shown.length, world.disk.size], [0, 0])
})

test('taken back within its moment it is never sent; afterwards it is', async () => {
  const one = device(world.disk, world.server)
  await one.outbox.add(press('a', { name: 'a' }, { hold: world.now + 3000 }))
  await one.outbox.add(press('b', { name: 'b' }, { hold: world.now + 3000 }))
  await settle()
  assert.equal(world.server.done.size, 0)
  await one.outbox.drop(one.shown[0])
  world.now += 4000
  await one.pass()
  assert.deepEqual(one.settled.map(([body]) => body.name), ['b'])
})

test('a clock a second ahead: said again in a moment; much ahead: shown', async () => {
  const one = device(world.disk, world.server)
  let times = 0
  const early = Object.assign(new Error(), { verdict: { status: 422, code: 'INVALID', body: {}, early: true } })
  world.server.answer = () => { if (times++ === 0) throw early; return {} }
  await one.outbox.add(press('a', { name: 'a' }))
  await settle()
  await one.pass()
  assert.equal(one.settled.length, 1)
  times = 0
  await one.outbox.add(press('b', { name: 'b' }, { pressed: world.now - 60_000 }))
  await settle()
  assert.equal(one.shown[0].refused.status, 422)
})

test('nobody is signed in any more: it waits for them and is shown to nobody', async () => {
  const one = device(world.disk, world.server)
  world.server.answer = () => { throw Object.assign(new Error(), { verdict: 'ended' }) }
  await one.outbox.add(press('a', { name: 'a' }))
  await settle()
  assert.equal(one.ended, true)
  one.outbox.stop()
  assert.deepEqual([one.shown.length, world.disk.size], [0, 1])
  world.server.answer = () => ({})
  await one.outbox.start()
  await settle()
  assert.deepEqual([one.settled.length, world.disk.size], [1, 0])
})
