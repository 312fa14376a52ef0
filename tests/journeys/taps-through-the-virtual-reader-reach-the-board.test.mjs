// A card is laid on a reader of the real pcscd; the box reads it, chimes, sends it, and the child is "here" on the staff's screen.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { openPage } from '../support/browser.mjs'
import { signIn, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'
import { present, startReader } from '../support/virtual_card.mjs'

const KINDS = { felica: 16, mifare1k: 8, ntag: 14 }
let town
let reader
let gate
let page
let children

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  reader = await startReader()
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock, reader: 'pcsc' })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children', 10_000)
  const head = await signIn(town.server.url, 'head-n01')
  page = await openPage(town.server.url, { cookie: head.cookie })
  await page.goto(`${town.server.url}/staff/nurseries/n01`)
  await page.waitForSelector('tr[data-child]')
  children = town.cards.filter(({ site_id }) => site_id === 'n01')
})

const row = (child) => page.locator(`tr[data-child="${child}"]`)

for (const [kind, digits] of Object.entries(KINDS)) {
  test(`a ${kind} card: touched, chimed, and the child is here on the staff's screen`, async () => {
    const card = children.find(({ card_uid }) => card_uid.length === digits)
    assert.ok(card, `the demonstration has a ${kind} card at n01`)
    assert.match(await row(card.child_id).getAttribute('class'), /row-(expected|unexplained)/)
    const before = gate.chimes().length
    await present({ kind, uid: card.card_uid })
    const chime = await waitFor(() => gate.chimes()[before], 'the chime', 5000)
    assert.equal(chime.said, 'arrive')
    await page.waitForSelector(`tr.row-present[data-child="${card.child_id}"]`)
    assert.match(await row(card.child_id).textContent(), /登園|08:00|8:00/)
  })
}

test('a card that nobody issued: the sign of an unknown card, kept, and no child moves', async () => {
  const here = await page.locator('tr.row-present').count()
  const before = gate.chimes().length
  await present({ kind: 'ntag', uid: '04ffffffffffff' })
  assert.equal((await waitFor(() => gate.chimes()[before], 'the sign', 5000)).said, 'unknown')
  await gate.drained()
  assert.equal(sql(town.data, 'SELECT count(*) AS n FROM tap WHERE verdict <> 0')[0].n, 1)
  assert.equal(await page.locator('tr.row-present').count(), here)
})

test('pcscd is killed and comes back: the box finds its reader again by itself', async () => {
  const card = children.filter(({ card_uid }) => card_uid.length === KINDS.felica).at(-1)
  await reader.kill()
  await waitFor(() => gate.log().some(({ event }) => event === 'reader_lost'), 'the box to say that the reader is gone', 10_000)
  await reader.restart()
  const before = gate.chimes().length
  await waitFor(async () => {
    await present({ kind: 'felica', uid: card.card_uid })
    return gate.chimes().length > before
  }, 'the reader to read again', 20_000)
  await page.waitForSelector(`tr.row-present[data-child="${card.child_id}"]`)
})

test('no card number is in the database, on the wire, in the outbox or in a log', () => {
  const everything = [gate.running.log(), town.server.running.log(), town.broker.running.log(),
    JSON.stringify(sql(town.data, 'SELECT CAST(payload AS TEXT) AS payload FROM tap')), JSON.stringify(sql(town.data, 'SELECT * FROM card'))]
  for (const { card_uid } of children) {
    for (const text of everything) assert.equal(text.toLowerCase().includes(card_uid.toLowerCase()), false)
  }
})
