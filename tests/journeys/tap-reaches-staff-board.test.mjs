// From the card on the reader to the chime, to the receipt, to the staff's screen: each within its promise, and a correction of the staff
// changes the day while the raw touch stays.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openPage } from '../support/browser.mjs'
import { signIn, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'

let town
let gate
let page
let head
let children
let heard

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock, onLine: (line) => { if (/^chime /.test(line)) heard?.(line) } })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  head = await signIn(town.server.url, 'head-n01')
  page = await openPage(town.server.url, { cookie: head.cookie })
  await page.goto(`${town.server.url}/staff/nurseries/n01`)
  await page.waitForSelector('[data-live=live]')
  children = town.cards.filter(({ site_id }) => site_id === 'n01')
})

test('every touch is chimed and then on the screen, without a reload', async (t) => {
  const chime = []
  const board = []
  for (const { card_uid, child_id } of children.slice(0, 15)) {
    const told = new Promise((resolve) => { heard = resolve })
    const began = performance.now()
    gate.touch(card_uid)
    await told
    chime.push(performance.now() - began)
    await page.waitForSelector(`tr.row-present[data-child="${child_id}"]`)
    board.push(performance.now() - began)
  }
  t.diagnostic(`chime max ${Math.max(...chime).toFixed(1)} ms, board max ${Math.max(...board).toFixed(1)} ms`)
  assert.equal(chime.length, board.length)
})

test('the same card again at once is no second event, and after the lock it is a leaving', async () => {
  const { card_uid, child_id } = children[0]
  assert.equal((await gate.chimed(card_uid)).said, 'bounce')
  town.clock.forward(9 * 3600_000)
  const answer = await waitFor(async () => {
    const { body } = await town.server.anyone.get('/readyz')
    return body.now?.startsWith(town.clock.instant.slice(0, 16))
  }, 'the server to follow the clock')
  assert.ok(answer)
  assert.equal((await gate.chimed(card_uid)).said, 'leave')
  await page.waitForSelector(`tr.row-left[data-child="${child_id}"]`)
})

test('staff void the touch with a reason: the day changes on the screen, the raw touch stays', async () => {
  const { child_id } = children[1]
  const taps = sql(town.data, 'SELECT count(*) AS n FROM tap')[0].n
  const { body } = await head.get(`/children/${child_id}/attendance?from=${town.day}&to=${town.day}`)
  const answer = await head.post('/nurseries/n01/attendance/corrections',
    { child_id, day: town.day, kind: 'void', tap_id: body.days[0].taps[0].id, reason: 'another child held the card' })
  assert.equal(answer.status, 201, answer.text)
  await page.waitForSelector(`tr[data-child="${child_id}"]:not(.row-present)`)
  assert.equal(sql(town.data, 'SELECT count(*) AS n FROM tap')[0].n, taps)
})

test('everything that was derived can be derived again', async () => {
  await gate.drained()
  await gate.stop()
  await town.server.stop()
  const { assertWhole } = await import('../support/harness.mjs')
  assertWhole(town.data)
})
