// The entrance's screen in a real browser on a real box with a simulated reader: what a family sees, presses, hears and takes back.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { request } from '../support/http.mjs'
import { sql, startGateway, startTown, waitFor } from '../support/harness.mjs'
import { assertClean, device, openBrowser, world } from './browser.mjs'

const KIOSK = { width: 820, height: 1180 }
const SMALL = { width: 390, height: 844 }
let town
let gate
let family // a card of two children
let others // cards of one child each
let returning // the card of a child that comes back without its paper

/** The first card of n01 stands for the second child too, as a family's card does. */
function makeFamily(made) {
  const here = made.cards.filter(({ site_id }) => site_id === 'n01')
  const [one, two] = here
  sql(made.data, `INSERT INTO family_card (card_id, child_id) SELECT k.id, c.id FROM card k JOIN child o ON o.id = k.child_id, child c
    WHERE o.public_id = '${one.child_id}' AND c.public_id = '${two.child_id}'`, { write: true })
  family = { card: one.card_uid, children: [one.child_id, two.child_id] }
  others = here.slice(2).map(({ card_uid }) => card_uid)
  // R-INF-02: one was ill until yesterday, and nobody has brought the paper.
  sql(made.data, `INSERT INTO absence (public_id, child_id, from_day, to_day, kind, detail, account_id, created_ms)
    SELECT 'gate-ill', id, unixepoch() / 86400 - 5, unixepoch() / 86400 - 2, 1, x'00', 1, 1 FROM child WHERE public_id = '${here[9].child_id}'`, { write: true })
  sql(made.data, `INSERT INTO absence_return (absence_id, child_id, detail, earliest_day, paper, version, account_id, changed_ms)
    SELECT id, child_id, x'00', from_day, 1, 1, 1, 1 FROM absence WHERE public_id = 'gate-ill'`, { write: true })
  returning = here[9].card_uid
}

before(async () => {
  town = await startTown({ children: 120, morning: '08:00:00', prepare: makeFamily })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock, screen: true })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  world.url = gate.screen
  await openBrowser()
})

after(async () => {
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

async function open(options = {}) {
  const seen = await device({ viewport: KIOSK, ...options })
  await seen.page.goto(`${gate.screen}/`)
  await seen.page.waitForSelector('.gate-idle .gate-time')
  return seen
}

/** The next touches are a while later: nothing of the last one is in the way. */
async function later(page, minutes) {
  town.clock.forward(minutes * 60_000)
  await page.waitForSelector('.gate-idle')
}
const text = (page) => page.locator('.gate-moment').innerText()
const kept = (where) => gate.outbox(`SELECT count(*) AS n FROM tap WHERE ${where}`)[0].n

test('R-ATT-19: the clock is the box\'s, and a touch shows nickname and picture for three seconds and no longer', async (t) => {
  const seen = await open()
  const { page } = seen
  assert.match(await page.locator('.gate-time').innerText(), /^08:00:\d\d$/)
  await assertClean(seen, 'the entrance at rest')
  gate.touch(others[0])
  await page.waitForSelector('.gate-done .gate-good')
  const began = Date.now()
  const nick = await page.locator('.gate-nick').innerText()
  assert.ok(nick.length > 0 && !nick.includes(' '), `no family name: ${nick}`)
  assert.match(await text(page), /登園を受け付けました[\s\S]*08:00/)
  await assertClean(seen, 'a touch')
  await page.waitForSelector('.gate-nick', { state: 'detached' })
  t.diagnostic(`the name stood for about ${Date.now() - began} ms`)
  await page.waitForSelector('.gate-idle')
  await seen.context.close()
})

/** Touches and takes it back; false when this machine was too slow for the five seconds. */
async function takenBack(page, card) {
  gate.touch(card)
  try {
    await page.getByRole('button', { name: '取り消す' }).click({ timeout: 6000 }) // it is gone by then
    await page.getByText('取り消しました').waitFor({ timeout: 3000 })
    return true
  } catch {
    await page.waitForSelector('.gate-idle')
    return false
  }
}

test('what was just registered is taken back within five seconds, and the staff\'s board has it so', async () => {
  const { page, context } = await open()
  let card
  for (const next of [others[1], others[5], others[6], others[7]]) {
    card = next
    if (await takenBack(page, next)) break
  }
  await gate.drained()
  const child = town.cards.find(({ card_uid }) => card_uid === card).child_id
  assert.deepEqual(sql(town.data, `SELECT d.place FROM attendance_day d JOIN child c ON c.id = d.child_id WHERE c.public_id = '${child}'`), [{ place: 0 }])
  await context.close()
})

test('R-ATT-05: a family card asks who; both are chosen, one is taken out by its key, one press registers', async () => {
  const seen = await open()
  const { page } = seen
  gate.touch(family.card)
  await page.waitForSelector('.gate-asks')
  assert.equal(await page.locator('.gate-tile[aria-pressed=true]').count(), 2)
  await assertClean(seen, 'the question who')
  assert.match(await page.evaluate(() => document.activeElement.className), /gate-confirm/)
  await page.keyboard.press('2')
  await page.waitForSelector('.gate-tile[aria-pressed=false]')
  await page.keyboard.press('Enter')
  await page.waitForSelector('.gate-done')
  assert.equal(await page.locator('.gate-child').count(), 1)
  await gate.drained()
  const places = sql(town.data, `SELECT c.public_id AS child, COALESCE(d.place, 0) AS place FROM child c LEFT JOIN attendance_day d ON d.child_id = c.id
    WHERE c.public_id IN ('${family.children.join("','")}')`)
  assert.equal(places.find(({ child }) => child === family.children[0]).place + places.find(({ child }) => child === family.children[1]).place, 1)
  await seen.context.close()
})

test('R-ATT-03: within the lock it says since when, and leaving anyway is one press or one key', async () => {
  const seen = await open()
  const { page } = seen
  gate.touch(others[2])
  await page.waitForSelector('.gate-done')
  await later(page, 10)
  gate.touch(others[2])
  await page.waitForSelector('.gate-asks')
  assert.match(await text(page), /08:00 に受け付けています/)
  await assertClean(seen, 'already registered')
  await page.keyboard.press('1')
  await page.getByText('降園を受け付けました').waitFor()
  await later(page, 60)
  gate.touch(others[2])
  await page.getByRole('button', { name: '園に戻りました' }).click()
  await page.getByText('登園を受け付けました').waitFor()
  await seen.context.close()
})

test('R-ATT-07: an unknown card is a red sign in words, and no name', async () => {
  const seen = await open()
  const { page } = seen
  gate.touch('0badcafe')
  await page.waitForSelector('.gate-unknown .gate-bad')
  assert.equal(await page.locator('.gate-nick').count(), 0)
  assert.match(await text(page), /使えません[\s\S]*職員に/)
  await assertClean(seen, 'an unknown card')
  await page.waitForSelector('.gate-idle')
  gate.touch('nonsense')
  await page.getByText('読み取れませんでした').waitFor()
  await seen.context.close()
})

test('R-ATT-17: without a card the picture is chosen first, then the name; English, on a small screen', async () => {
  const seen = await open({ viewport: SMALL })
  const { page } = seen
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('Touch your card').waitFor()
  await page.getByRole('button', { name: 'Tiếng Việt' }).click()
  await page.getByText('Xin chạm thẻ').waitFor()
  await assertClean(seen, 'the entrance in Vietnamese')
  await page.getByRole('button', { name: 'やさしい日本語' }).click()
  await page.locator('.gate-invite ruby').first().waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByRole('button', { name: 'No card?' }).click()
  await assertClean(seen, 'the pictures')
  assert.equal(await page.locator('.gate-nick').count(), 0)
  for (let symbol = 0; await page.locator('.gate-names .gate-tile > span').count() === 0; symbol++) {
    assert.ok(symbol < 16, 'nobody has any picture')
    if (await page.locator('.gate-names').count() === 0) await page.getByRole('button', { name: 'No card?' }).click()
    const answered = page.waitForResponse('**/children?symbol=*')
    await page.locator('.gate-tile').nth(symbol).click()
    await answered
    if (await page.getByText('Nobody has this picture').count() > 0) await page.getByRole('button', { name: 'Close' }).click()
  }
  await assertClean(seen, 'the names')
  const before = kept("CAST(payload AS TEXT) LIKE '%\"method\":\"touch\"%'")
  await page.locator('.gate-names .gate-tile').first().click()
  await page.waitForSelector('.gate-done, .gate-asks')
  assert.equal(kept("CAST(payload AS TEXT) LIKE '%\"method\":\"touch\"%'"), before + 1)
  await seen.context.close()
})

test('nobody but this page reaches the box: another host name, another origin, another method', async () => {
  for (const headers of [{ Host: `localhost.example:${gate.port}` }, { Origin: 'http://example.com' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
    const answer = await request(`${gate.screen}/children?symbol=1`, { headers })
    assert.equal(answer.status, 403, JSON.stringify(headers))
  }
  assert.equal((await request(`${gate.screen}/children`)).status, 422)
  assert.equal((await request(`${gate.screen}/undo`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"ticket":999999}' })).status, 409)
  assert.equal((await request(`${gate.screen}/name`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"child":"nobody"}' })).status, 404)
  assert.equal((await request(`${gate.screen}/answer`, { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{}' })).status, 422)
  assert.equal((await request(`${gate.screen}/`, { method: 'DELETE' })).status, 405)
})

test('R-OPS-01: the network is gone: the screen says so, goes on, and everything arrives when it is back', async () => {
  const seen = await open()
  const { page } = seen
  await town.broker.kill()
  await page.getByText(/通信できません/).waitFor()
  gate.touch(others[4])
  await page.waitForSelector('.gate-done')
  await page.getByText(/未送信 1 件/).waitFor()
  await assertClean(seen, 'offline')
  await town.broker.restart()
  await gate.drained()
  await page.getByText(/通信できません/).waitFor({ state: 'detached' })
  await seen.context.close()
})

test('the box is gone: the screen does not pretend', async () => {
  const { page, context } = await open()
  await gate.kill()
  await page.getByText('この画面は入口の装置とつながっていません').waitFor()
  await gate.restart()
  await page.waitForSelector('.gate-idle .gate-time')
  await context.close()
})

// The last: its sign stands for a quarter of a minute.
test('R-INF-02: who comes back without the paper is asked to have a word with the teacher; no reason is said, and the child is registered as always', async () => {
  const seen = await open()
  const { page } = seen
  gate.touch(returning)
  await page.getByText('先生にひと声かけてください').waitFor()
  assert.match(await text(page), /登園を受け付けました/)
  assert.doesNotMatch(await text(page), /病|感染|登園届|意見書/)
  await assertClean(seen, 'a word with the teacher')
  await seen.context.close()
})
