// The entrance goes on without broker and server, over its own restarts, and everything arrives afterwards: once, in order, and with the
// time of the touch instead of the time of its arrival.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { signIn, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'

let town
let gate
let children
const touched = []

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  children = town.cards.filter(({ site_id }) => site_id === 'n01')
})

async function arrive(from, to) {
  for (const { card_uid, child_id } of children.slice(from, to)) {
    town.clock.forward(60_000)
    const chime = await gate.chimed(card_uid)
    assert.equal(chime.said, 'arrive')
    touched.push({ child_id, seq: chime.seq })
  }
}

test('with the broker gone every touch is chimed and kept', async () => {
  await arrive(0, 3)
  await gate.drained()
  await town.broker.kill()
  await arrive(3, 6)
  assert.equal(gate.outbox('SELECT count(*) AS n FROM tap WHERE receipted_ms IS NULL')[0].n, 3)
})

test('with the server gone too, and after a kill of the box itself, it still knows its children', async () => {
  await town.server.kill()
  await gate.kill()
  await gate.restart()
  await arrive(6, 9)
  assert.equal((await gate.chimed(children[4].card_uid)).said, 'locked', 'what was touched before the kill is remembered')
})

test('when all are back the backlog is receipted without anybody doing anything', async () => {
  await town.broker.restart()
  await town.server.restart()
  await gate.drained(60_000)
  const rows = sql(town.data, 'SELECT seq FROM tap ORDER BY seq').map(({ seq }) => seq)
  assert.deepEqual(rows, rows.map((_, i) => i + 1), 'no gap and no double')
  assert.equal(rows.length, gate.chimes().length)
})

test('the children arrived when they touched, not when the messages came', async () => {
  const head = await signIn(town.server.url, 'head-n01')
  const { body } = await head.get(`/nurseries/n01/attendance?day=${town.day}`)
  const times = touched.map(({ child_id }) => body.children.find((child) => child.child_id === child_id).arrived_at.slice(11, 16))
  assert.deepEqual(times, touched.map((_, i) => `08:${String(i + 1).padStart(2, '0')}`))
})

test('what was receipted stays on the box, for a server that is restored from yesterday', async () => {
  const held = gate.outbox('SELECT count(*) AS n FROM tap WHERE receipted_ms IS NOT NULL')[0].n
  assert.equal(held, gate.chimes().length)
})
