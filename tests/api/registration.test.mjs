// A registration through the door: written, handed in, decided, read; and what the ward office knows of a household.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { client, signIn, sql, startServer } from '../support/harness.mjs'

const HOUSEHOLD = { guardians: [{ name: '青木 葵', phone: '090-0000-0000', employer: { name: 'つばめ商事', phone: '03-0000-0000' } }], emergency: [{ name: '祖母', phone: '03-1111-1111' }] }
const SHEET = { no_allergies: false, allergies: [{ what: '卵', care: '除去' }], history: '熱性けいれん', vaccinations: [{ name: 'MR', day: '2025-06-01' }] }

let server
let parent
let ward
let children
before(async () => {
  server = await startServer({ children: 60 })
  // The demonstration has everybody registered: a family that nobody has, with two children.
  const [house] = sql(server.data, 'SELECT household_id AS id FROM child GROUP BY household_id HAVING count(*) = 2 ORDER BY household_id LIMIT 1')
  children = sql(server.data, `SELECT public_id AS id FROM child WHERE household_id = ${house.id} ORDER BY id`).map(({ id }) => id)
  parent = await signIn(server.url, sql(server.data, `SELECT login FROM account WHERE household_id = ${house.id} ORDER BY id LIMIT 1`)[0].login)
  ward = await signIn(server.url, 'ward')
})
after(() => server?.stop())

const ofChild = async (person, child) => (await person.get(`/children/${child}/registrations`)).body.scopes.find(({ scope }) => scope === 'all')
const ifMatch = (version) => ({ headers: { 'if-match': `"${version}"` } })

test('R-REG-04: the household is entered once, and stands in the sheet of the brother or sister too', async () => {
  const [one, two] = [await ofChild(parent, children[0]), await ofChild(parent, children[1])]
  assert.equal(one.registration.state, 'approved')
  assert.match(one.registration.number, /^T\d{6}$/)
  const saved = await parent.put(`/children/${children[0]}/registrations/all`, { household: HOUSEHOLD, household_version: 0, sheet: SHEET }, ifMatch(one.registration.version))
  assert.equal(saved.status, 200, saved.text)
  const sister = await parent.get(`/registrations/${two.registration.id}`)
  assert.equal(sister.body.household.guardians[0].employer.name, 'つばめ商事')
  assert.equal(sister.body.household_version, 1)
  assert.equal(sister.body.sheet.history, '')
  const whole = await parent.get(`/registrations/${one.registration.id}`)
  assert.deepEqual(whole.body.sheet.allergies, [{ what: '卵', care: '除去' }])
  assert.deepEqual(whole.body.missing, [])
  assert.deepEqual(whole.body.history.map(({ step, by }) => [step, by]), [['changed', 'family'], ['imported', 'system']])
  assert.ok(whole.body.next.includes('confirm') && !whole.body.next.includes('suspend'))
})

test('writing needs the version that was read, and says which one stands now', async () => {
  const { registration } = await ofChild(parent, children[0])
  const path = `/children/${children[0]}/registrations/all`
  assert.equal((await parent.put(path, { sheet: SHEET })).status, 428)
  const stale = await parent.put(path, { sheet: SHEET }, ifMatch(registration.version + 1))
  assert.equal(stale.status, 412)
  assert.equal(stale.body.version, registration.version)
  assert.equal((await parent.put(path, { sheet: SHEET }, { headers: { 'if-none-match': '*' } })).status, 412)
  const wrong = await parent.put(path, { sheet: { ...SHEET, colour: 'red' }, household: { emergency: [{ name: 'x' }] } }, ifMatch(registration.version))
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(), ['/household/emergency/0/phone MISSING', '/sheet/colour UNKNOWN_MEMBER'])
})

test('R-REG-08: suspended with a reason that the family reads, lifted again; the same key decides once', async () => {
  const { registration } = await ofChild(parent, children[1])
  const path = `/registrations/${registration.id}/decide`
  assert.equal((await ward.post(path, { decision: 'suspend' })).body.errors[0].pointer, '/reason')
  const key = 'suspend-once'
  const done = await ward.post(path, { decision: 'suspend', reason: '連絡がつきません' }, { key })
  assert.equal(done.body.state, 'suspended', done.text)
  assert.equal((await ward.post(path, { decision: 'suspend', reason: '連絡がつきません' }, { key })).text, done.text)
  assert.equal((await ward.post(path, { decision: 'suspend', reason: 'x' })).body.code, 'WRONG_STATE')
  const read = (await parent.get(`/registrations/${registration.id}`)).body
  assert.equal(read.state, 'suspended')
  assert.deepEqual([read.history[0].step, read.history[0].by, read.history[0].reason], ['suspended', 'staff', '連絡がつきません'])
  assert.ok((await ward.get('/registrations?state=suspended')).body.registrations.some(({ id, next }) => id === registration.id && next.includes('lift')))
  assert.equal((await ward.post(path, { decision: 'lift' })).body.state, 'approved')
  assert.equal((await ward.get('/registrations?state=nonsense')).status, 422)
})

test('R-REG-07: the family says that all of it is still right', async () => {
  const { registration } = await ofChild(parent, children[1])
  const done = await parent.post(`/registrations/${registration.id}/confirm`, {})
  assert.equal(done.status, 200, done.text)
  assert.equal((await ofChild(parent, children[1])).registration.confirm_due, false)
})

test('what is sealed is nowhere readable in the database, and every reading of it is in the audit', async () => {
  const { registration } = await ofChild(parent, children[0])
  const before = sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_registration'")[0].n
  assert.equal((await ward.get(`/registrations/${registration.id}`)).status, 200)
  assert.equal((await client(server.url).get(`/registrations/${registration.id}`)).status, 401)
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM audit WHERE action = 'read_registration'")[0].n, before + 1)
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM registration WHERE instr(detail, '熱性') > 0")[0].n, 0)
  assert.equal(sql(server.data, "SELECT count(*) AS n FROM idempotency WHERE instr(answer, '連絡がつきません') > 0")[0].n, 0)
})

test('R-REG-03: a fact is written down with its days, read, and ended once', async () => {
  const { household_id: house } = (await ward.get(`/children/${children[0]}/registrations`)).body
  const made = await ward.post(`/households/${house}/facts`, { kind: 'tier', value: 'B', from: '2026-04-01' })
  assert.equal(made.status, 201, made.text)
  assert.equal((await ward.post(`/households/${house}/facts`, { kind: 'tier', from: '2026-04-01' })).body.errors[0].pointer, '/value')
  assert.equal((await ward.post(`/households/${house}/facts`, { kind: 'work', from: '2026-04-02', to: '2026-04-01' })).body.errors[0].pointer, '/to')
  assert.equal((await ward.post(`/facts/${made.body.id}/end`, {})).status, 204)
  assert.equal((await ward.post(`/facts/${made.body.id}/end`, {})).body.code, 'WRONG_STATE')
  const [fact] = (await ward.get(`/households/${house}/facts`)).body.facts
  assert.deepEqual([fact.kind, fact.value, fact.from, fact.to, fact.imported], ['tier', 'B', '2026-04-01', null, false])
  assert.ok(fact.ended_at)
})
