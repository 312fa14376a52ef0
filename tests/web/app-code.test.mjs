// The code on a guardian's phone at a real box (R-ATT-18): drawn, taken once, refused when it is over, and no other family's child in it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generate } from 'lean-qr'
import { signIn, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'
import { assertClean, device, openBrowser, PHONE, TABLET, world } from './browser.mjs'

let town
let gate
let login
let children

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock, screen: true })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  world.url = town.server.url
  // A family with two children of this nursery.
  const [row] = sql(town.data, `SELECT a.login FROM account a JOIN guardian_child g ON g.account_id = a.id JOIN child c ON c.id = g.child_id
    JOIN site s ON s.id = c.nursery_id WHERE s.public_id = 'n01' AND a.login LIKE 'parent%' GROUP BY a.id HAVING count(*) >= 2 ORDER BY a.login LIMIT 1`)
  login = row.login
  children = (await (await signIn(world.url, login)).get('/me')).body.children.filter(({ nursery_id }) => nursery_id === 'n01')
  await openBrowser()
})
after(async () => {
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

/** The dark squares that are drawn, and those that this text makes, both as [x, y]. */
const dark = (text) => {
  const squares = generate(text)
  const found = []
  for (let y = 0; y < squares.size; y++) for (let x = 0; x < squares.size; x++) if (squares.get(x, y)) found.push(`${x} ${y}`)
  return found
}
const painted = (path) => [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)]
  .flatMap(([, x, y, run]) => Array.from({ length: Number(run) }, (_, i) => `${Number(x) + i - 4} ${Number(y) - 4}`))
const chosenBy = () => JSON.parse(sql(town.data, 'SELECT CAST(payload AS TEXT) AS payload FROM tap ORDER BY id DESC LIMIT 1')[0].payload).data

test('R-ATT-18: the phone shows a code for the family\'s children, and the box takes it once', async () => {
  const seen = await device({ login, viewport: PHONE })
  const { page } = seen
  const codes = []
  page.on('response', async (answer) => { if (answer.url().includes('/me/app-code')) codes.push((await answer.json()).code) })
  await page.goto(`${world.url}/parent/code`)
  await page.waitForSelector('svg.qr')
  await waitFor(() => codes.length > 0, 'the code to be seen')
  assert.deepEqual(painted(await page.locator('.qr-ink').getAttribute('d')).sort(), dark(codes.at(-1)).sort())
  await assertClean(seen, 'the code')
  await page.setViewportSize(TABLET)
  await assertClean(seen, 'the code on a tablet')

  assert.equal((await gate.chimed(codes.at(-1))).said, 'arrive')
  await gate.drained()
  const tap = chosenBy()
  assert.equal(tap.method, 'qr')
  assert.deepEqual([...tap.children].sort(), children.map(({ id }) => id).sort())
  assert.equal((await gate.chimed(codes.at(-1))).said, 'bounce', 'a scanner that looks a second time')
  town.clock.forward(20_000)
  assert.equal((await gate.chimed(codes.at(-1))).said, 'unknown', 'used')

  // One of the two alone, by the keyboard; then a fresh code.
  const before = codes.length
  await page.getByRole('checkbox', { name: children[0].name }).focus()
  await page.keyboard.press('Space')
  await waitFor(() => codes.length > before, 'a code for one')
  town.clock.forward(9 * 3600_000)
  const late = await gate.chimed(codes.at(-1))
  assert.equal(late.said, 'unknown', 'a code of this morning')
  await seen.context.close()
})

test('R-ATT-18: a code fetched now is taken now, nobody gets one for another\'s child, and one changed by a letter is refused', async () => {
  const guardian = await signIn(world.url, login)
  const { body } = await guardian.get(`/me/app-code?children=${children[0].id}`)
  assert.equal(Date.parse(body.expires_at) - Date.parse(body.issued_at), 60_000)
  const changed = `${body.code.slice(0, 20)}${body.code[20] === 'A' ? 'B' : 'A'}${body.code.slice(21)}`
  assert.equal((await gate.chimed(changed)).said, 'unknown')
  assert.equal((await gate.chimed(body.code.toLowerCase().replace('tsba', 'TSBA'))).said, 'leave')
  const other = town.cards.map(({ child_id }) => child_id).find((id) => !children.some((child) => child.id === id))
  assert.equal((await guardian.get(`/me/app-code?children=${other}`)).status, 404)
})
