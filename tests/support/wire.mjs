// The wire contract as a program outside of the product speaks it: taps and receipts made and signed here, sent with mosquitto_pub.
import { createPrivateKey, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { run, sql, tokyo } from './harness.mjs'

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

export const readCredentials = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** base64url Ed25519 over topic, a zero byte and the payload; `seed` as the credentials hold it. */
export function signature(seed, topic, payload) {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, Buffer.from(seed, 'base64url')]), format: 'der', type: 'pkcs8' })
  return sign(null, Buffer.concat([Buffer.from(topic), Buffer.from([0]), Buffer.from(payload)]), key).toString('base64url')
}

export const topicOf = ({ site, gateway }, kind) => `tsubame/v1/${site}/${gateway}/${kind}`

/** The keyed hash of a child's card as it stands in the database. */
export const cardOf = (data, child) => Buffer.from(sql(data, `SELECT hex(k.hash) AS hash FROM card k JOIN child c ON c.id = k.child_id
  WHERE c.public_id = '${child}' AND k.revoked_ms IS NULL`)[0].hash, 'hex').toString('base64url')

export function tap(credentials, { seq, card, at = Date.now(), said = 'arrive', data = {}, ...more }) {
  return JSON.stringify({
    specversion: '1.0', id: `${credentials.gateway}:${credentials.epoch}:${seq}`,
    source: `/sites/${credentials.site}/gateways/${credentials.gateway}`, type: 'tsubame.tap.v1', time: tokyo(at),
    data: { epoch: credentials.epoch, seq, reader: 'test', card, direction: 'auto', method: 'card', said,
      clock: { synced: true, offset_ms: 0, uncertainty_ms: 5 }, ...data },
    ...more,
  })
}

/** Publishes as `who` (credentials) and returns the broker's reason code: 0 taken, 16 nobody listens, 135 not authorised. */
export function publish(broker, who, topic, payload, { sig, retain = false } = {}) {
  const answer = run('mosquitto_pub', ['-d', '-V', 'mqttv5', '-h', '127.0.0.1', '-p', String(broker.port), '-u', who.username, '-P', who.password,
    '-i', `test-${process.pid}-${Math.random().toString(36).slice(2, 10)}`, '-q', '1', '-t', topic, ...(retain ? ['-r'] : []),
    ...(sig === undefined ? [] : ['-D', 'publish', 'user-property', 'sig', sig]), '-s'], { input: payload, expect: null })
  const code = /PUBACK \(Mid: \d+, RC:(\d+)\)/.exec(answer.stdout)?.[1]
  if (code === undefined) throw new Error(`mosquitto_pub ended with ${answer.code}: ${answer.stdout}${answer.stderr}`)
  return Number(code)
}

/** A tap made and signed with these credentials on their own topic. */
export function publishTap(broker, credentials, fields) {
  const payload = tap(credentials, fields)
  const topic = topicOf(credentials, 'tap')
  return { topic, payload, sig: signature(credentials.sign_secret, topic, payload),
    send() { return publish(broker, credentials, topic, payload, { sig: this.sig }) } }
}
