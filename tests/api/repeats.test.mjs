// Idempotency-Key and ETag at the door: what a repeat of a write and a repeat of a read get.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation, vacancy } from '../support/families.mjs'

let server
let family
let other
let day
let later
let third
before(async () => {
  server = await startServer({ children: 40 });
  [family, other] = families(server);
  [{ day }, { day: later }, { day: third }] = await bookableDays(server)
})
after(() => server?.stop())

const rows = () => sql(server.data, 'SELECT count(*) AS n FROM reservation')[0].n

test('a POST without an Idempotency-Key is refused and told so', async () => {
  const parent = asParent(server, family)
  const body = reservation(family.child, 's01', day)
  for (const key of [null, 'k'.repeat(129), 'with blank', 'ü']) {
    const answer = await parent.post('/reservations', body, { key: undefined, headers: key ? { 'idempotency-key': Buffer.from(key).toString('latin1') } : {}, ...(key ? {} : { key: null }) })
    assert.equal(answer.status, 400, String(key))
    assert.equal(answer.body.code, 'BAD_REQUEST')
    assert.match(answer.body.title, /Idempotency-Key/)
  }
  assert.equal(rows(), 0)
})

test('the same key and body get the same answer and no second effect, however often', async () => {
  const parent = asParent(server, family)
  const body = reservation(family.child, 's01', day)
  const key = randomUUID()
  const first = await parent.post('/reservations', body, { key })
  assert.equal(first.status, 201, first.text)
  const again = await Promise.all(Array.from({ length: 5 }, () => parent.post('/reservations', body, { key })))
  for (const answer of again) {
    assert.equal(answer.status, 201)
    assert.equal(answer.text, first.text)
  }
  assert.equal(rows(), 1)
})

test('the same key with another body is 422; the same key of another account is its own', async () => {
  const key = randomUUID()
  const body = reservation(family.child, 's01', later)
  assert.equal((await asParent(server, family).post('/reservations', body, { key })).status, 201)
  const changed = await asParent(server, family).post('/reservations', { ...body, days: [day] }, { key })
  assert.equal(changed.status, 422)
  assert.equal(changed.body.code, 'KEY_REUSED')
  assert.equal((await asParent(server, other).post('/reservations', reservation(other.child, 's01', later), { key })).status, 201)
})

test('a refusal is kept under its key too', async () => {
  const parent = asParent(server, family)
  const key = randomUUID()
  const body = reservation(family.child, 's01', day)
  const first = await parent.post('/reservations', body, { key })
  assert.equal(first.status, 409)
  assert.equal(first.body.code, 'ALREADY_BOOKED')
  assert.match(first.headers['content-type'], /problem\+json/)
  const again = await parent.post('/reservations', body, { key })
  assert.equal(again.text, first.text)
  assert.match(again.headers['content-type'], /problem\+json/)
})

test('reads carry a strong ETag, answer 304 to it, and another one after a change', async () => {
  const parent = asParent(server, family)
  await waitFor(async () => {
    const { capacity, remaining } = await vacancy(server, 's01', later)
    return remaining === capacity - 2
  }, 'the public board to show what was booked so far', 5000)
  for (const path of ['/vacancies', '/diseases', '/me', '/reservations']) {
    const read = await parent.get(path)
    assert.equal(read.status, 200)
    const tag = read.headers.etag
    assert.match(tag, /^"[^"]+"$/, path)
    for (const list of [tag, `"x", ${tag}`, '*', `W/${tag}`]) {
      const same = await parent.get(path, { headers: { 'if-none-match': list } })
      assert.equal(same.status, 304, `${path} ${list}`)
      assert.equal(same.text, '')
      assert.equal(same.headers.etag, tag)
    }
    assert.equal((await parent.get(path, { headers: { 'if-none-match': '"other"' } })).status, 200)
  }
  const before = (await server.anyone.get('/vacancies?days=31')).headers.etag
  const mine = (await parent.get('/reservations')).headers.etag
  assert.equal((await parent.post('/reservations', reservation(family.child, 's01', third))).status, 201)
  assert.notEqual((await parent.get('/reservations')).headers.etag, mine)
  await waitFor(async () => (await server.anyone.get('/vacancies?days=31')).headers.etag !== before, 'the vacancies to show it', 2000)
})

test('HEAD gives the head of GET without its body', async () => {
  const { request } = await import('../support/harness.mjs')
  const get = await request(`${server.url}/api/v1/diseases`)
  const only = await request(`${server.url}/api/v1/diseases`, { method: 'HEAD' })
  assert.equal(only.status, 200)
  assert.equal(only.headers.etag, get.headers.etag)
  assert.equal(only.headers['content-length'], get.headers['content-length'])
  assert.equal(only.text, '')
})
