// Around the API: probes for this machine only, security headers on every answer, pages from memory, rates, and what start-up refuses.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { demo, freePort, program, request, root, sql, start, startServer, tempFolder, waitFor } from '../support/harness.mjs'
import { head, raw } from './raw.mjs'

let town
let server
before(async () => {
  town = demo({ children: 20 })
  server = await startServer({ ...town, data: town.data })
})
after(() => server?.stop())

const get = (path, headers = {}) => request(`${server.url}${path}`, { headers })

test('the probes say how it stands', async () => {
  assert.deepEqual((await get('/healthz')).body, { status: 'ok' })
  const ready = (await get('/readyz')).body
  assert.equal(ready.status, 'ready')
  assert.match(ready.now, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+09:00$/)
  assert.match(ready.version, /^\d+\.\d+/)
  for (const figure of ['jobs', 'commits', 'refused', 'failed', 'waiting', 'fsync_us']) assert.equal(typeof ready.lane[figure], 'number')
})

test('the metrics count answers by status', async () => {
  const count = async () => Number(/tsubame_http_requests_total\{status="404"\} (\d+)/.exec((await get('/metrics')).text)?.[1] ?? 0)
  const before = await count()
  await get('/api/v1/nowhere')
  assert.equal(await count(), before + 1)
  const { text, headers } = await get('/metrics')
  assert.match(headers['content-type'], /^text\/plain/)
  for (const line of text.trim().split('\n')) assert.match(line, /^(# (HELP|TYPE) \S+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? \d+(\.\d+)?)$/)
})

test('behind a proxy the probes do not exist', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics'])
    for (const field of ['X-Forwarded-For', 'X-Forwarded-Proto', 'X-Forwarded-Host', 'X-Real-IP', 'Forwarded', 'Via'])
      assert.equal((await get(path, { [field]: '192.0.2.7' })).status, 404, `${path} with ${field}`)
  assert.equal((await get('/api/v1/vacancies', { 'x-forwarded-for': '192.0.2.7' })).status, 200)
})

test('every answer carries the security headers', async () => {
  const answers = [await get('/api/v1/vacancies'), await get('/api/v1/me'), await get('/nowhere'), await get('/healthz'), await get('/'),
    await raw(server.url, head('GET', '/%')), await raw(server.url, head('BREW', '/'))]
  for (const { headers, status } of answers) {
    assert.match(headers['content-security-policy'], /^default-src 'none'; script-src 'self';/, String(status))
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sw/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['cross-origin-embedder-policy'], 'require-corp')
    assert.match(headers['permissions-policy'], /geolocation=\(\)/)
    assert.equal(headers['strict-transport-security'], undefined, 'only behind TLS')
    assert.equal(headers.server, undefined)
  }
})

test('what is personal is not kept by caches', async () => {
  assert.equal((await get('/api/v1/me')).headers['cache-control'], 'no-store')
})

test('pages come from memory, compressed as the browser likes, and are asked for again only when they changed', async (t) => {
  const folder = join(root, 'build/web')
  if ((await get('/')).status === 404) return assert.ok(!existsSync(join(folder, 'index.html')), 'pages were built but are not served')
  const plain = await get('/', { 'accept-encoding': 'identity' })
  assert.match(plain.headers['content-type'], /^text\/html/)
  assert.equal(plain.headers['cache-control'], 'no-cache')
  const page = Buffer.from(plain.text)
  for (const [coding, open] of [['br', brotliDecompressSync], ['gzip', gunzipSync]]) {
    const answer = await rawBytes('/', coding)
    if (answer.coding === undefined) continue // smaller as it is
    assert.equal(answer.coding, coding)
    assert.equal(answer.vary, 'Accept-Encoding')
    assert.ok(open(answer.body).equals(page))
  }
  assert.equal((await rawBytes('/', 'br;q=0, gzip;q=0')).coding, undefined)
  const tag = plain.headers.etag
  assert.equal((await get('/', { 'if-none-match': tag })).status, 304)
  const script = /src="(\/[^"]+\.js)"/.exec(page.toString())?.[1]
  assert.ok(script, 'the page has a script of its own')
  const code = await get(script)
  assert.equal(code.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.match(code.headers['content-type'], /javascript/)
  assert.equal((await request(`${server.url}/`, { method: 'POST' })).status, 405)
})

async function rawBytes(path, coding) {
  const { default: http } = await import('node:http')
  return new Promise((resolve, reject) => http.get(`${server.url}${path}`, { agent: false, headers: { 'accept-encoding': coding } }, (answer) => {
    const parts = []
    answer.on('data', (part) => parts.push(part))
    answer.on('end', () => resolve({ coding: answer.headers['content-encoding'], vary: answer.headers.vary, body: Buffer.concat(parts) }))
  }).on('error', reject))
}

test('an unknown page is 404 and no file of the machine is reachable', async () => {
  for (const path of ['/nowhere', '/etc/passwd', '/index.html/x', '/..', '/api', '/api/v2/me', '/.git/config'])
    assert.ok([400, 404].includes((await raw(server.url, head('GET', path))).status), path)
})

// --- rates ----------------------------------------------------------------------------------------------------------
async function limited(settings) {
  const folder = tempFolder('tsubame-rates')
  const conf = join(folder, 'tsubame.conf')
  writeFileSync(conf, settings)
  return startServer({ ...town, data: town.data, args: ['--config', conf] })
}

test('too often is 429 with the seconds to wait; the address is the proxy\'s word only when the proxy is named', async () => {
  await server.stop()
  const strict = await limited('[server]\nproxy = 127.0.0.1\n\n[rates]\nread = 60 5\n')
  try {
    const ask = async (forwarded) => request(`${strict.url}/api/v1/vacancies`, { headers: forwarded ? { 'x-forwarded-for': forwarded } : {} })
    const statuses = []
    for (let i = 0; i < 8; i++) statuses.push((await ask('192.0.2.1')).status)
    assert.deepEqual(statuses.slice(0, 5), [200, 200, 200, 200, 200])
    const refused = await ask('192.0.2.1')
    assert.equal(refused.status, 429)
    assert.equal(refused.body.code, 'TOO_OFTEN')
    assert.ok(Number(refused.headers['retry-after']) >= 1)
    assert.equal((await ask('192.0.2.2')).status, 200, 'another address has its own')
    assert.equal((await ask('192.0.2.1, 192.0.2.3')).status, 200, 'the last hop is what the proxy saw')
    for (let i = 0; i < 20; i++) assert.equal((await ask()).status, 200, 'loopback without a proxy is not limited in test data')
    await waitFor(async () => (await ask('192.0.2.1')).status === 200, 'a token to come back', 5000)
  } finally {
    await strict.stop()
    await server.restart()
  }
})

test('behind TLS the cookie is __Host-session, Secure, and HSTS goes out', async () => {
  await server.stop()
  const secure = await limited('[server]\nbehind_tls = yes\n')
  try {
    const { host } = new URL(secure.url)
    const answer = await request(`${secure.url}/api/v1/session`, { method: 'POST', headers: { origin: `https://${host}` }, body: { login: 'parent001@demo.example', password: 'tsubame-demo-2026' } })
    assert.equal(answer.status, 204)
    assert.match(answer.headers['set-cookie'][0], /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+; Secure$/)
    assert.match(answer.headers['strict-transport-security'], /max-age=63072000; includeSubDomains/)
    const [cookie] = answer.headers['set-cookie'][0].split(';')
    assert.equal((await request(`${secure.url}/api/v1/me`, { headers: { cookie } })).status, 200)
    assert.equal((await request(`${secure.url}/api/v1/me`, { headers: { cookie: cookie.replace('__Host-', '') } })).status, 401)
  } finally {
    await secure.stop()
    await server.restart()
  }
})

// --- start ----------------------------------------------------------------------------------------------------------
test('a busy port, a TLS port, other addresses and IPv6 are refused with one clear sentence', async () => {
  const copy = demo({ children: 20 })
  const attempt = async (listen) => {
    const tried = start(program('tsubame'), ['serve', '--data', copy.data, '--listen', listen])
    await tried.exited
    return { code: tried.ended.code, log: tried.log() }
  }
  const busy = await attempt(`127.0.0.1:${server.port}`)
  assert.equal(busy.code, 1)
  assert.match(busy.log, /in use/)
  const port = await freePort()
  for (const listen of [`127.0.0.1:${port}s`, `0.0.0.0:${port}`, `${port}`, `[::1]:${port}`, `127.0.0.1:${port},127.0.0.1:${port + 1}`, '127.0.0.1:70000', 'localhost:8080']) {
    const { code, log } = await attempt(listen)
    assert.equal(code, 1, listen)
    assert.match(log, /loopback address and a port/, listen)
  }
})

test('the server stops while clients hold connections and streams open', async () => {
  const idle = await Promise.all(Array.from({ length: 20 }, () => fetch(`${server.url}/healthz`)))
  const { sse } = await import('../support/harness.mjs')
  const streams = await Promise.all(Array.from({ length: 20 }, () => sse(server.url, 'vacancies')))
  assert.equal(idle.length + streams.length, 40)
  await server.stop()
  await waitFor(() => streams.every(({ ended }) => ended), 'every stream to have ended', 2000)
  await server.restart()
  assert.equal(sql(server.data, 'PRAGMA integrity_check')[0].integrity_check, 'ok')
  assert.ok(readdirSync(server.data).includes('tsubame.db'))
})
