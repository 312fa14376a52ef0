// A registration through the door: written, handed in, decided, read; and what the ward office knows of a household.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bookableDays, reservation } from '../support/families.mjs'
import { client, signIn, sql, startServer, tokyo } from '../support/harness.mjs'

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

// --- the counter, codes, several guardians ---------------------------------------------------------------------------------

const keyed = { scope: 'all', submit: true, household: HOUSEHOLD, children: [{ name: '窓口 一', kana: 'まどぐち いち', birth: '2023-06-01', sheet: { no_allergies: true } }], mail: ['madoguchi@example.test'] }

test('R-REG-10: a paper form keyed in at the counter, approved, taken over with its code, and booked from a phone', async () => {
  const key = 'one-form'
  const form = await ward.post('/households', keyed, { key })
  assert.equal(form.status, 201, form.text)
  assert.match(form.body.claim_code, /^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){2}$/)
  assert.equal((await ward.post('/households', keyed, { key })).body.claim_code, form.body.claim_code, 'a repeat shows the same code')
  const [child] = form.body.children
  assert.equal(child.state, 'submitted')
  // Neither the code nor a part of it is in the database, not even in the answer kept for repeats.
  for (const part of [form.body.claim_code, form.body.claim_code.slice(0, 4), form.body.claim_code.replaceAll('-', '')])
    assert.equal(sql(server.data, `SELECT count(*) AS n FROM idempotency WHERE instr(answer, '"claim_code":"${part}') > 0`)[0].n, 0)
  assert.equal((await ward.get('/registrations')).body.registrations.filter(({ id }) => id === child.registration_id)[0].channel, 'counter')
  const approved = await ward.post(`/registrations/${child.registration_id}/decide`, { decision: 'approve' })
  assert.match(approved.body.number, /^T\d{6}$/)
  const nurse = await signIn(server.url, 'nurse-s01')
  const found = (await nurse.post('/sick-rooms/s01/children/find', { q: approved.body.number })).body.children
  const katakana = found[0].kana.replace(/[\u3041-\u3096]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
  const read = (await nurse.post('/sick-rooms/s01/children/find', { q: katakana })).body.children
  assert.ok(read.some(({ id }) => id === found[0].id), 'a reading is found in either script')
  assert.deepEqual(found.map(({ id, name, state }) => [id, name, state]), [[child.id, '窓口 一', 'approved']])
  // Before anybody has a sign-in, the room books by telephone.
  const [first, second] = await bookableDays(server)
  const phoned = await nurse.post('/reservations', { ...reservation(child.id, 's01', first.day), channel: 'phone', called_at: tokyo(Date.now() - 60_000) })
  assert.equal(phoned.status, 201, phoned.text)
  // On the phone: in small letters and with blanks, as it is typed.
  const typed = form.body.claim_code.toLowerCase().replaceAll('-', ' ')
  const someone = client(server.url)
  const wrong = await someone.post('/claims', { code: typed.slice(0, -1) + (typed.endsWith('2') ? '3' : '2'), login: 'aoi@family.example', password: 'ten-letters', name: '葵' })
  assert.equal(wrong.status, 422)
  assert.equal(wrong.body.errors[0].pointer, '/code')
  assert.equal((await someone.post('/claims', { code: typed, login: 'aoi@family.example', password: 'short', name: '葵' })).body.errors[0].code, 'TOO_SHORT')
  assert.equal((await someone.post('/claims', { code: typed, login: 'ward@demo.example', password: 'ten-letters', name: '葵' })).body.errors[0].code, 'TAKEN')
  assert.equal((await someone.post('/claims', { code: typed, login: 'aoi@family.example', password: 'ten-letters', name: '葵' })).status, 204)
  assert.equal((await someone.post('/claims', { code: typed, login: 'hana@family.example', password: 'ten-letters', name: '花' })).status, 404)
  const aoi = await signIn(server.url, 'aoi@family.example', 'ten-letters')
  assert.deepEqual((await aoi.get('/me')).body.children.map(({ id }) => id), [child.id])
  assert.equal((await aoi.get('/reservations')).body.reservations.length, 1, 'what was booked by telephone is there')
  const booked = await aoi.post('/reservations', reservation(child.id, 's01', second.day))
  assert.equal(booked.status, 201, booked.text)
  assert.equal(booked.body.reservations[0].state, 'confirmed')
})

test('R-REG-11: a limited guardian is answered byte for byte like a guardian with whom nothing ever happened', async () => {
  // Two families from the counter: in the one the first guardian books, in the other nothing happens.
  const families = []
  for (const login of ['busy', 'quiet']) {
    const form = (await ward.post('/households', keyed)).body
    for (const [i, code] of [form.claim_code, (await ward.post(`/households/${form.id}/guardians/invite`, {})).body.claim_code].entries())
      assert.equal((await client(server.url).post('/claims', { code, login: `${login}${i}@family.example`, password: 'ten-letters', name: '葵' })).status, 204)
    await ward.post(`/registrations/${form.children[0].registration_id}/decide`, { decision: 'approve' })
    families.push({ form, child: form.children[0].id, people: [await signIn(server.url, `${login}0@family.example`, 'ten-letters'), await signIn(server.url, `${login}1@family.example`, 'ten-letters')] })
  }
  const [busy, quiet] = families
  const [, , { day }] = await bookableDays(server)
  const booked = await busy.people[0].post('/reservations', reservation(busy.child, 's01', day))
  assert.equal(booked.status, 201, booked.text)
  await busy.people[0].post(`/children/${busy.child}/absences`, { from: day, to: day, kind: 'sick', reason: 'x' })
  sql(server.data, `UPDATE child SET nursery_id = (SELECT id FROM site WHERE public_id = 'n01'), class = 'x' WHERE public_id = '${busy.child}'`, { write: true })
  for (const { child } of families) {
    const guardians = (await ward.get(`/children/${child}/guardians`)).body.guardians
    assert.equal(guardians.length, 2)
    const put = await ward.put(`/guardians/${guardians[1].id}/children/${child}/limits`, { hides: ['times'] }, { headers: { 'if-match': `"${guardians[1].version}"` } })
    assert.deepEqual(put.body.hides, ['times', 'booking'], put.text)
  }
  // The ids of people and children are the only differences.
  const plain = (answer, { form, child }, me) => `${answer.status} ${answer.text.replaceAll(form.id, 'H').replaceAll(child, 'C').replaceAll(me, 'A')}`
  const asked = (child, id) => ['/me', '/reservations', `/reservations/${id}`, `/children/${child}/registrations`, `/children/${child}/attendance`, `/children/${child}/attendance?from=${day}&to=${day}`, `/children/${child}/absences`]
  for (const [i, path] of asked(busy.child, booked.body.reservations[0].id).entries()) {
    const [one, two] = [await busy.people[1].get(path), await quiet.people[1].get(asked(quiet.child, '0'.repeat(32))[i])]
    const ids = await Promise.all([busy, quiet].map(async ({ people }) => (await people[1].get('/me')).body.id))
    assert.equal(plain(one, busy, ids[0]), plain(two, quiet, ids[1]), path)
  }
  const refused = await busy.people[1].post('/reservations', reservation(busy.child, 's01', day))
  assert.equal(refused.status, 404)
  assert.equal((await busy.people[0].get('/reservations')).body.reservations.length, 1, 'the other guardian sees everything as ever')
})
