// R-ATT-09, R-OPS-01: a box that was alone for a day keeps ten thousand touches, and hands them over in order, each once, when the network is back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertWhole, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'

const TOUCHES = 10_000
const AT_ONCE = 500
let town
let gate

before(async () => {
  town = await startTown({ children: 120, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
})
after(async () => {
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

const inBox = (where) => gate.outbox(`SELECT count(*) AS n FROM tap${where}`)[0].n

test('ten thousand touches without a network, then all of them in order, each once', { timeout: 300_000 }, async (t) => {
  const cards = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ card_uid }) => card_uid)
  await town.broker.kill()
  for (let made = 0; made < TOUCHES; made += AT_ONCE) {
    for (let i = 0; i < AT_ONCE; i++) gate.touch(cards[(made + i) % cards.length])
    await waitFor(() => inBox('') >= made + AT_ONCE, `${made + AT_ONCE} touches to be kept`, 60_000, 20)
    if (made % (TOUCHES / 4) === 0) town.clock.forward(60 * 60_000)
  }
  assert.equal(inBox(' WHERE receipted_ms IS NULL'), TOUCHES)
  await town.broker.restart()
  await waitFor(() => gate.log().filter(({ event }) => event === 'connected').length > 1, 'the box to reach the broker again', 30_000)
  const began = performance.now()
  await gate.drained(120_000)
  const seconds = (performance.now() - began) / 1000
  t.diagnostic(`${TOUCHES} touches handed over in ${seconds.toFixed(1)} s: ${Math.round(TOUCHES / seconds)}/s`)
  const rows = sql(town.data, 'SELECT seq FROM tap ORDER BY id').map(({ seq }) => seq)
  assert.deepEqual(rows, Array.from({ length: TOUCHES }, (_, i) => i + 1))
  assertWhole(town.data)
})
