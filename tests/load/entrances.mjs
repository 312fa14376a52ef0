// The entrances of a prefecture: 3,600 boxes at their morning's peak, the nation's rate, taps that waited catching up beside live ones, and what one
// box that was away for a day sends when it is back. The baseline is the broker alone, in the same run.
import { generateKeyPairSync, pbkdf2Sync, randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { demo, root, run, sql, startBroker, startFleet, startGateway, startServer, startTown, tempFolder, waitFor } from '../support/harness.mjs'
import { measure, number, row, tool } from './table.mjs'

const ENTRANCES = 3600
const LIVE = 600 // of them go on while the others catch up
const PEAK = 235
const NATION = 1930
const WAITED = 15 // at each of these many entrances: 43,740, ten minutes of a prefecture's peak, and some
const WAITING = 2916
const AWAY = 10_000
const SETTLE_S = 20 // between the last connection and the first touch: what a broker does for 3,600 newcomers is not the morning's peak

// Raw keys from their DER: exporting thousands as JWK can hang Node 20 for good.
const RAW = { privateKeyEncoding: { type: 'pkcs8', format: 'der' }, publicKeyEncoding: { type: 'spki', format: 'der' } }
const pair = (kind) => {
  const { privateKey, publicKey } = generateKeyPairSync(kind, RAW)
  return { x: publicKey.subarray(-32).toString('base64url'), d: privateKey.subarray(-32).toString('base64url') }
}

/** `n` enrolled entrances without the operator's command for each: keys, rows, credentials and the accounts for the broker. */
function enrolMany(town, n, folder, broker) {
  const sites = sql(town.data, "SELECT id, public_id FROM site WHERE public_id LIKE 'n%' ORDER BY id")
  const keys = JSON.parse(readFileSync(town.example, 'utf8'))
  const rows = []
  const accounts = []
  for (let i = 0; i < n; i++) {
    const site = sites[i % sites.length]
    const name = `peak-${i}`
    const sign = pair('ed25519')
    const box = pair('x25519')
    const password = randomBytes(18).toString('base64url')
    const salt = randomBytes(12)
    const hash = `$7$101$${salt.toString('base64')}$${pbkdf2Sync(password, salt, 101, 64, 'sha512').toString('base64')}`
    const hex = (text) => `x'${Buffer.from(text, 'base64url').toString('hex')}'`
    rows.push(`INSERT INTO gateway (site_id, name, epoch, sign_public, box_public, broker_hash, enrolled_ms) VALUES (${site.id}, '${name}', 1, ${hex(sign.x)}, ${hex(box.x)}, '${hash}', 1);`)
    accounts.push(`${site.public_id} ${name} ${hash}`)
    const into = join(folder, i < LIVE ? 'live' : 'others')
    writeFileSync(join(into, `${String(i).padStart(5, '0')}.json`), JSON.stringify({ ...keys, broker: broker.url, username: name, password, site: site.public_id, gateway: name, epoch: 1,
      sign_public: sign.x, sign_secret: sign.d, box_public: box.x, box_secret: box.d }), { mode: 0o600 })
  }
  execFileSync('sqlite3', ['-bail', join(town.data, 'tsubame.db')], { input: `BEGIN; ${rows.join('\n')} COMMIT;` })
  writeFileSync(join(broker.folder, 'accounts'), `${accounts.join('\n')}\n`)
  broker.admit([])
}

async function together(url, parts, cards) {
  const fleets = parts.map(({ folder, gateways, rate, seconds, args = [] }) => startFleet({ mqtt: url, gateways, rate, seconds, credentials: folder, args: ['--cards', cards, '--settle', String(SETTLE_S), ...args] }))
  return Promise.all(fleets.map(async (fleet) => {
    await fleet.exited // ends with 1 when some taps are without a receipt: that is a figure here, not a failure
    return JSON.parse(fleet.log().trim().split('\n').reverse().find((text) => text.startsWith('{')))
  }))
}

/** What a run left at the broker is stored before the next is measured. */
async function settled(town) {
  const count = () => sql(town.data, 'SELECT count(*) AS n FROM tap')[0].n
  let before = -1
  await waitFor(() => {
    const now = count()
    const still = now === before
    before = now
    return still
  }, 'the last run to be stored', 120_000, 3000)
}

export async function peaks() {
  const town = demo({ children: 9000, seed: 5, sessions: false })
  const folder = tempFolder('tsubame-bench-entrances')
  for (const name of ['live', 'others']) mkdirSync(join(folder, name))
  town.example = join(folder, 'example.json')
  run(join(root, 'build/tsubame'), ['gateway', 'enrol', '--data', town.data, '--site', 'n01', '--name', 'example', '--out', town.example])
  const cards = join(folder, 'cards.csv')
  writeFileSync(cards, `card_uid,child_id,site_id\n${town.cards.map((card) => `${card.card_uid},${card.child_id},${card.site_id}`).join('\n')}\n`)
  const broker = await startBroker()
  enrolMany(town, ENTRANCES, folder, broker)
  const server = await startServer({ data: town.data, mqtt: broker.url, credentials: broker.serverCredentials })
  await waitFor(() => /tsubame\/v1\/\+\/\+\/tap$/m.test(broker.running.log()), 'the server to listen for taps', 60_000)
  await waitFor(() => server.running.log().split('\n').some((line) => /"rosters_published"/.test(line) && JSON.parse(line).gateways >= ENTRANCES), 'every entrance to have its list', 180_000, 200)
  const share = (rate) => [{ folder: join(folder, 'live'), gateways: LIVE, rate: Math.round(rate * LIVE / ENTRANCES), seconds: 15 },
    { folder: join(folder, 'others'), gateways: ENTRANCES - LIVE, rate: Math.round(rate * (ENTRANCES - LIVE) / ENTRANCES), seconds: 15 }]
  const worst = (results) => Math.max(...results.map(({ p99_ms }) => Number(p99_ms)))
  const lost = (results) => results.reduce((sum, { unreceipted }) => sum + unreceipted, 0)
  const peak = await together(broker.url, share(PEAK), cards)
  const nation = await together(broker.url, share(NATION), cards)
  await settled(town)
  const [live, waited] = await together(broker.url, [{ folder: join(folder, 'live'), gateways: LIVE, rate: PEAK, seconds: 60 },
    { folder: join(folder, 'others'), gateways: WAITING, rate: 0, seconds: 120, args: ['--backlog', String(WAITED)] }], cards)
  if (process.env.BENCH_LOG) writeFileSync(process.env.BENCH_LOG, server.running.log())
  await server.stop()
  await broker.stop()
  const open = await startBroker({ acl: false })
  const { username, password } = JSON.parse(readFileSync(open.serverCredentials, 'utf8'))
  const bare = await measure(tool('baseline_mqtt'), [String(open.port), username, password, '40', '64', '5', '400'])
  await open.stop()
  const baseline = `${number(bare.per_second)}/s (mosquitto → a subscriber that does nothing)`
  row(`entrances: a prefecture's peak, ${PEAK}/s over ${number(ENTRANCES)}`, { ours: `p99 ${worst(peak).toFixed(0)} ms to the receipt, ${lost(peak)} without one`, baseline,
    reach: 'p99 ≤ 300 ms', met: worst(peak) <= 300 && lost(peak) === 0 })
  row(`entrances: the nation's ${number(NATION)}/s over ${number(ENTRANCES)}`, { ours: `p99 ${worst(nation).toFixed(0)} ms, ${lost(nation)} without a receipt`, baseline, reach: 'reported' })
  const drained = Number(waited.receipted)
  row(`entrances: ${number(WAITED * WAITING)} taps catch up beside ${PEAK} live ones a second`, { ours: `${number(drained)} in ${(waited.elapsed_ms / 1000).toFixed(0)} s, live p99 ${Number(live.p99_ms).toFixed(0)} ms`,
    baseline, ratio: waited.rate / bare.per_second, reach: '≤ 60 s, live p99 ≤ 1 s', met: drained === WAITED * WAITING && waited.elapsed_ms <= 60_000 && Number(live.p99_ms) <= 1000 && lost([live, waited]) === 0 })
}

/** One real box that was away: ten thousand taps in its outbox, then the broker is there again. */
export async function comesBack() {
  const town = await startTown({ children: 320 })
  const gate = await startGateway({ credentials: town.credentials[0] })
  await waitFor(() => gate.log().some(({ event }) => event === 'roster'), 'the roster')
  await town.broker.stop()
  const mine = town.cards.filter(({ site_id }) => site_id === 'n01').map(({ card_uid }) => card_uid)
  const count = () => gate.outbox('SELECT count(*) AS n FROM tap')[0].n
  for (let n = 0; n < AWAY; n += 100) {
    for (let i = 0; i < 100; i++) gate.touch(mine[(n + i) % mine.length])
    await waitFor(() => gate.chimes().length >= n + 100, 'the chimes', 60_000, 5)
  }
  const waiting = count()
  await town.broker.restart()
  await waitFor(() => gate.outbox('SELECT count(*) AS n FROM tap WHERE receipted_ms IS NOT NULL')[0].n > 0, 'the first receipt', 60_000, 20)
  const began = performance.now()
  await gate.drained(120_000)
  const seconds = (performance.now() - began) / 1000
  const stored = sql(town.data, 'SELECT count(*) AS n, count(DISTINCT seq) AS one FROM tap')[0]
  row(`entrances: one box away for a day, ${number(waiting)} taps`, { ours: `${number(waiting / seconds)}/s, ${number(stored.n)} stored, each once: ${stored.n === stored.one}`,
    reach: '≥ 500/s', met: waiting / seconds >= 500 && stored.n === waiting && stored.one === waiting })
  await gate.stop()
  await town.server.stop()
}
