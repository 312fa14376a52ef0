// The cards of a nursery as its head issues and revokes them, and how soon an entrance knows (R-SEC-07, R-ATT-05, R-ATT-18).
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { signIn, sql, startGateway, startTown, waitFor } from '../support/harness.mjs'

let town
let gate
let head
let children
const code = () => `TSBP${randomBytes(16).toString('hex').toUpperCase()}`

before(async () => {
  town = await startTown({ children: 60, morning: '08:00:00' })
  gate = await startGateway({ credentials: town.credentials[0], clock: town.clock })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the box to know its children')
  head = await signIn(town.server.url, 'head-n01')
  children = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ child_id }) => child_id)
})
after(async () => {
  await gate?.stop()
  await town?.server.stop()
  await town?.broker.stop()
})

const rosters = () => gate.log().filter(({ event }) => event === 'roster').length
/** Does it, and says how many milliseconds later the entrance had the new list. */
async function known(act) {
  const before = rosters()
  const answer = await act()
  const began = Date.now()
  await waitFor(() => rosters() > before, 'the entrance to get the new list', 8000, 20)
  return { ...answer, ms: Date.now() - began }
}

test('R-SEC-07: a new card opens and a lost one does not, each known at the entrance within five seconds', async (t) => {
  const number = '04D1D2D3D4D5D6'
  assert.equal((await gate.chimed(number)).said, 'unknown')
  const made = await known(() => head.post('/cards', { number, children: [children[0]] }))
  assert.equal(made.status, 201, made.text)
  assert.equal((await gate.chimed(number)).said, 'arrive')
  const lost = await known(() => head.post(`/cards/${made.body.id}/revoke`, {}))
  assert.equal(lost.status, 204)
  assert.equal((await gate.chimed(number)).said, 'unknown')
  t.diagnostic(`known after ${made.ms} ms, revoked after ${lost.ms} ms`)
  assert.ok(made.ms <= 5000 && lost.ms <= 5000, `${made.ms} and ${lost.ms} ms`)
  assert.equal((await head.post(`/cards/${made.body.id}/revoke`, {})).status, 204, 'a second time changes nothing')
  const row = (await head.get('/cards')).body.cards.find(({ id }) => id === made.body.id)
  assert.deepEqual(row.children, [children[0]])
  assert.ok(row.revoked_at)
  assert.equal((await known(() => head.post('/cards', { number, children: [children[1]] }))).status, 201, 'issued again, to another child')
})

test('R-ATT-07, R-SEC-07: a card that nobody knew is given out by its touch, and takes the place of a lost one', async () => {
  const [first, second] = ['04C1C2C3C4C5C6', '04C1C2C3C4C5C7']
  const touch = async (number) => {
    assert.equal((await gate.chimed(number)).said, 'unknown')
    await gate.drained()
    return (await head.get('/cards')).body.unknown[0]
  }
  const unknown = await touch(first)
  assert.deepEqual([unknown.site_id, unknown.entrance], ['n01', 'gate-1'])
  const elsewhere = await signIn(town.server.url, 'head-n02')
  assert.deepEqual((await elsewhere.get('/cards')).body.unknown, [])
  const theirs = town.cards.find(({ site_id }) => site_id === 'n02').child_id
  assert.equal((await elsewhere.post('/cards', { touch: unknown.touch, children: [theirs] })).status, 422, 'a touch of another nursery')
  const wrong = [[{ children: [children[4]] }, '/number'], [{ touch: unknown.touch, number: first, children: [children[4]] }, '/touch'],
    [{ touch: 'f'.repeat(32), children: [children[4]] }, '/touch']]
  for (const [body, pointer] of wrong) {
    const answer = await head.post('/cards', body)
    assert.equal(answer.status, 422, answer.text)
    assert.equal(answer.body.errors[0].pointer, pointer)
  }
  const made = await known(() => head.post('/cards', { touch: unknown.touch, children: [children[4]] }))
  assert.equal(made.status, 201, made.text)
  assert.equal((await gate.chimed(first)).said, 'arrive')
  assert.equal((await head.post('/cards', { touch: unknown.touch, children: [children[5]] })).body.code, 'CARD_IN_USE', 'once')
  const better = await touch(second)
  assert.equal((await head.post('/cards', { touch: better.touch, children: [children[4]], replaces: 'f'.repeat(32) })).status, 404)
  assert.equal((await known(() => head.post('/cards', { touch: better.touch, children: [children[4]], replaces: made.body.id }))).status, 201)
  assert.equal((await gate.chimed(first)).said, 'unknown', 'the lost one')
  assert.notEqual((await gate.chimed(second)).said, 'unknown')
})

test('R-ATT-05, R-ATT-18: a printed code of a family speaks for its children, is marked as shown, and stands nowhere in clear', async () => {
  const number = code()
  const made = await known(() => head.post('/cards', { number, children: children.slice(2, 4) }))
  assert.equal(made.status, 201, made.text)
  assert.equal((await gate.chimed(number)).said, 'arrive')
  await gate.drained()
  const tap = JSON.parse(sql(town.data, 'SELECT CAST(payload AS TEXT) AS payload FROM tap ORDER BY id DESC LIMIT 1')[0].payload)
  assert.equal(tap.data.method, 'qr')
  assert.deepEqual([...tap.data.children].sort(), children.slice(2, 4).sort())
  assert.ok(!JSON.stringify(sql(town.data, 'SELECT CAST(answer AS TEXT) AS answer FROM idempotency')).includes(number.slice(4)))
  assert.deepEqual((await head.get('/cards')).body.cards.find(({ id }) => id === made.body.id).children, children.slice(2, 4))
})

test('what is no number, a phone\'s number of the moment, a card in use, another nursery\'s child: refused in their own words', async () => {
  const number = code()
  const refused = async (body, status, pick) => {
    const answer = await head.post('/cards', body)
    assert.equal(answer.status, status, answer.text)
    assert.ok(answer.text.includes(pick), answer.text)
    assert.ok(!answer.text.includes(String(body.number)), 'the number is not said again')
  }
  await refused({ number: '04A1B2', children: [children[0]] }, 422, 'BAD_FORMAT')
  await refused({ number: '08A1B2C3', children: [children[0]] }, 422, 'THROWAWAY')
  await refused({ number, children: [] }, 422, 'MISSING')
  await refused({ number, children: ['nobody'] }, 404, 'NOT_FOUND')
  const abroad = town.cards.find(({ site_id }) => site_id === 'n02').child_id
  await refused({ number, children: [children[0], abroad] }, 404, 'NOT_FOUND')
  assert.equal((await head.post('/cards', { number, children: [children[5]] })).status, 201)
  await refused({ number, children: [children[6]] }, 409, 'CARD_IN_USE')
})
