// A push service on loopback for the tests: TLS with a certificate authority of its own, answers as it is told, and keeps what it was sent. And what a
// telephone does with it: RFC 8291 backwards, with Node's own cryptography.
import { execFileSync } from 'node:child_process'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { tempFolder, waitFor } from './proc.mjs'

const openssl = (args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] })

function certificates(folder) {
  const file = (name) => join(folder, name)
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  openssl(['req', '-x509', ...key, '-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=Test authority', '-days', '2'])
  openssl(['req', ...key, '-keyout', file('key.pem'), '-out', file('request.pem'), '-subj', '/CN=localhost'])
  writeFileSync(file('names'), 'subjectAltName=DNS:localhost')
  openssl(['x509', '-req', '-in', file('request.pem'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2', '-extfile', file('names'), '-out', file('cert.pem')])
  return { ca: file('ca.pem'), key: readFileSync(file('key.pem')), cert: readFileSync(file('cert.pem')) }
}

/** {origin, ca, got: [{path, headers, body}], answer(path) → status or [status, headers], arrived(n), stop}. */
export async function startPushService() {
  const { ca, key, cert } = certificates(tempFolder('tsubame-push'))
  const service = { ca, got: [], answer: () => 201 }
  const server = createServer({ key, cert }, (asked, answer) => {
    const parts = []
    asked.on('data', (part) => parts.push(part))
    asked.on('end', () => {
      service.got.push({ method: asked.method, path: asked.url, headers: asked.headers, body: Buffer.concat(parts) })
      const [status, headers] = [service.answer(asked.url)].flat()
      answer.writeHead(status, headers).end()
    })
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  service.port = server.address().port
  service.origin = `https://localhost:${service.port}`
  service.arrived = (n) => waitFor(() => service.got.length >= n && service.got, `${n} pushes`)
  service.stop = () => new Promise((done) => { server.closeAllConnections(); server.close(done) })
  return service
}

/** A settings file that names this service and no other. */
export function pushConfig(service, { services = `localhost:${service.port}`, loopback = 'yes' } = {}) {
  const path = join(tempFolder('tsubame-push-config'), 'config.ini')
  writeFileSync(path, `[push]\ncontact = mailto:push@town.example\nservices = ${services}\nca_file = ${service.ca}\nloopback = ${loopback}\n`)
  return path
}

/** A telephone: what it tells the server of itself, and how it reads what comes. */
export function telephone(endpoint) {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const auth = randomBytes(16)
  const told = { endpoint, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url'), device: 'android' }
  const read = (body) => {
    const [salt, sender, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)]
    if (body.readUInt32BE(16) !== 4096 || body[20] !== 65) throw new Error('no aes128gcm header')
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
    const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32))
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
    const decipher = createDecipheriv('aes-128-gcm', key, nonce)
    decipher.setAuthTag(sealed.subarray(-16))
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
    if (plain.at(-1) !== 2) throw new Error('not the last record')
    return plain.subarray(0, -1).toString()
  }
  return { told, read }
}

/** The claims of a vapid header, if its signature is by the key beside it. */
export function vapidClaims(header) {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(header) ?? []
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const [head, claims, signature] = token.split('.')
  const good = verify('sha256', Buffer.from(`${head}.${claims}`), { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  return good ? { key, ...JSON.parse(Buffer.from(claims, 'base64url')) } : null
}
