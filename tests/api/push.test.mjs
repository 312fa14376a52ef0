// Messages to a telephone's own screen, from the switch to the telephone: sealed so that only it reads them, saying nothing of anybody, tried again,
// ended when the telephone is gone, and never sent anywhere else.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { demo, sql, startServer, waitFor } from '../support/harness.mjs'
import { asParent, bookableDays, families, reservation } from '../support/families.mjs'
import { pushConfig, startPushService, telephone, vapidClaims } from '../support/push.mjs'

let service
let server
let family
let other
let parent
let days
before(async () => {
  service = await startPushService()
  server = await startServer({ ...demo({ children: 40 }), args: ['--config', pushConfig(service)] })
  ;[family, other] = families(server).filter((one, i, all) => all.findIndex(({ login }) => login === one.login) === i)
  parent = asParent(server, family)
  days = (await bookableDays(server)).map(({ day }) => day)
})
after(async () => { await server?.stop(); await service?.stop() })

const add = async (who, path) => {
  const phone = telephone(`${service.origin}${path}`)
  const made = await asParent(server, who).post('/me/push', phone.told)
  assert.equal(made.status, 201, made.text)
  return { ...phone, id: made.body.id }
}
const book = (day) => parent.post('/reservations', reservation(family.child, 's01', day))

test('R-SEC-05: what a family is told arrives at its telephone, sealed for it alone, signed by the town, and says nothing but of what kind it is', async () => {
  const phone = await add(family, '/one')
  await add(other, '/other')
  assert.equal((await book(days[0])).status, 201)
  const [got] = await service.arrived(1)
  assert.equal(got.path, '/one')
  assert.equal(got.method, 'POST')
  assert.equal(got.headers['content-encoding'], 'aes128gcm')
  assert.ok(Number(got.headers.ttl) > 0)
  assert.ok(['normal', 'high'].includes(got.headers.urgency))
  const text = phone.read(got.body)
  assert.deepEqual(Object.keys(JSON.parse(text)), ['kind'])
  assert.equal(text.length, 64)
  assert.ok(!got.body.includes(Buffer.from('kind')))
  const claims = vapidClaims(got.headers.authorization)
  assert.equal(claims.aud, service.origin)
  assert.equal(claims.sub, 'mailto:push@town.example')
  assert.ok(claims.exp > Date.now() / 1000 && claims.exp < Date.now() / 1000 + 86400)
  assert.equal(claims.key, (await parent.get('/me/push')).body.key)
  await waitFor(() => sql(server.data, 'SELECT count(*) AS n FROM push_message')[0].n === 0, 'an empty outbox')
  assert.equal(service.got.length, 1)
})

test('a test goes to one telephone; it is shown without its address; what is another family’s is not found', async () => {
  const phone = await add(family, '/two')
  const before = service.got.length
  assert.equal((await asParent(server, other).post(`/me/push/${phone.id}/try`, {})).status, 404)
  assert.equal((await asParent(server, other).del(`/me/push/${phone.id}`)).status, 404)
  assert.equal((await parent.post(`/me/push/${phone.id}/try`, {})).status, 204)
  const got = (await service.arrived(before + 1))[before]
  assert.equal(got.path, '/two')
  assert.equal(JSON.parse(phone.read(got.body)).kind, 'test')
  const { text, body } = await parent.get('/me/push')
  assert.ok(!text.includes('localhost'))
  assert.equal(body.devices.length, 2)
  await waitFor(async () => (await parent.get('/me/push')).body.devices.find(({ id }) => id === phone.id).reached_at !== null, 'the telephone to be reached')
  assert.equal((await parent.del(`/me/push/${phone.id}`)).status, 204)
})

test('a busy service is asked again when it wished, across a restart; a redirection is not followed; a telephone that is gone is forgotten', async () => {
  service.answer = () => [429, { 'retry-after': '1' }]
  let n = service.got.length
  await book(days[1])
  await service.arrived(n + 1)
  await waitFor(() => sql(server.data, 'SELECT count(*) AS n FROM push_message WHERE tries = 1 AND taken_ms = 0')[0].n === 1, 'it to wait')
  await server.kill()
  await server.restart()
  service.answer = () => 201
  await service.arrived(n + 2)
  service.answer = () => [302, { location: `${service.origin}/elsewhere` }]
  n = service.got.length
  await book(days[2])
  await waitFor(() => service.got.length > n && sql(server.data, 'SELECT count(*) AS n FROM push_message')[0].n === 0, 'it to be given up')
  assert.ok(service.got.every(({ path }) => path !== '/elsewhere'))
  service.answer = () => 410
  await book(days[3])
  await waitFor(async () => (await parent.get('/me/push')).body.devices.length === 0, 'the telephone to be forgotten')
  assert.equal(sql(server.data, 'SELECT count(*) AS n FROM push_message')[0].n, 0)
})

test('only named services over TLS are taken; a key that is no point of the curve is refused', async () => {
  const good = telephone(`${service.origin}/x`).told
  for (const endpoint of ['https://evil.example/x', `http://localhost:${service.port}/x`, 'https://127.0.0.1/x', 'https://localhost/x', `https://user@localhost:${service.port}/x`])
    assert.equal((await parent.post('/me/push', { ...good, endpoint })).status, 422, endpoint)
  assert.equal((await parent.post('/me/push', { ...good, auth: 'AAAA' })).status, 422)
  assert.equal((await parent.post('/me/push', { ...good, p256dh: `B${'A'.repeat(86)}` })).status, 422)
})
