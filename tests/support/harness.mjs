// The parts of Tsubame as black-box tests start them: real server, broker, gateway and fleet on free ports and temporary folders.
// TSUBAME_BIN names the server's program or the folder of all three (build/ unless told); TSUBAME_KEEP=1 keeps the temporary folders.
import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { constants } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { client, request } from './http.mjs'
import { freePort, run, start, tempFolder, waitFor } from './proc.mjs'

export * from './http.mjs'
export * from './proc.mjs'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const told = resolve(root, process.env.TSUBAME_BIN ?? 'build')
export const programs = told.endsWith('/tsubame') ? dirname(told) : told
/** build/ holds the three programs alone; what only tests start stands beside their objects. */
export const program = (name) => (existsSync(join(programs, name)) ? join(programs, name) : join(programs, 'release', name))
export const tsubame = (args, options) => run(program('tsubame'), args, options)

/** A demonstration municipality in a new folder: {data, cards: [{card_uid, child_id, site_id}], sessions: [{login, cookie}]}. */
export function demo({ children = 60, rooms, seed = 1, test = true, sessions = true, data } = {}) {
  const folder = tempFolder('tsubame-demo')
  const town = { data: data ?? join(folder, 'data') }
  const files = { cards: join(folder, 'cards.csv'), sessions: join(folder, 'sessions.csv') }
  tsubame(['demo', '--data', town.data, '--children', String(children), '--seed', String(seed), '--cards', files.cards,
    ...(rooms ? ['--rooms', String(rooms)] : []), ...(test ? ['--test'] : []), ...(test && sessions ? ['--sessions', files.sessions] : [])], { timeout: 120_000 })
  town.cards = readCsv(files.cards)
  town.sessions = test && sessions ? readCsv(files.sessions) : []
  return town
}

export function readCsv(path) {
  const [head, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, i) => [names[i], value])))
}

/** A read-only look into a database while (or after) the server runs; rows as objects. */
export function sql(data, statement, { write = false } = {}) {
  const path = existsSync(join(data, 'tsubame.db')) ? join(data, 'tsubame.db') : data
  const out = execFileSync('sqlite3', ['-bail', '-json', '-cmd', '.timeout 10000', ...(write ? [] : ['-readonly']), path, statement],
    { encoding: 'utf8', maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] })
  return out.trim() === '' ? [] : JSON.parse(out)
}

/** An instant that stands still until set() is called again; both programs follow the file. */
export function clockFile(instant) {
  const path = join(tempFolder('tsubame-clock'), 'now')
  const clock = {
    path, instant,
    set(next) {
      clock.instant = next
      writeFileSync(`${path}.next`, `${next}\n`)
      renameSync(`${path}.next`, path)
    },
    forward: (ms) => clock.set(tokyo(Date.parse(clock.instant) + ms)),
  }
  clock.set(instant)
  return clock
}

/** RFC 3339 with Tokyo's offset and milliseconds. */
export const tokyo = (ms) => `${new Date(ms + 9 * 3600_000).toISOString().slice(0, 23)}+09:00`
/** The service day that holds an instant. */
export const dayOf = (ms) => tokyo(ms).slice(0, 10)
export const addDays = (day, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** Today or the next day on which every nursery is open (Monday to Friday, no holiday of `data`, not around New Year), at hh:mm:ss. */
export function openMorning(data, time = '08:00:00') {
  const open = openDays(data)
  let day = dayOf(Date.now())
  while (!open(day)) day = addDays(day, 1)
  return `${day}T${time}.000+09:00`
}

/** The last day before today on which the demonstration's nurseries were open. */
export function openDayBefore(data) {
  const open = openDays(data)
  let day = addDays(dayOf(Date.now()), -1)
  while (!open(day)) day = addDays(day, -1)
  return day
}

function openDays(data) {
  const holidays = new Set(sql(data, 'SELECT day FROM holiday').map((row) => row.day))
  return (day) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday >= 1 && weekday <= 5 && !/-(12-(29|30|31)|01-0[1-3])$/.test(day) && !holidays.has(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
  }
}

// --- server ---------------------------------------------------------------------------------------------------------
/** Starts `tsubame serve`. Without `data` a demonstration municipality of `children` is made first. */
export async function startServer({ data, cards, sessions, children, seed, clock, mqtt, credentials, port, env, ready = true, args = [],
  program: name = 'tsubame' } = {}) {
  const town = data ? { data, cards, sessions } : demo({ children, seed })
  const server = { ...town, port: port ?? await freePort(), folder: tempFolder('tsubame-server') }
  server.url = `http://127.0.0.1:${server.port}`
  server.begin = async () => {
    server.running = start(program(name), ['serve', '--data', server.data, '--listen', `127.0.0.1:${server.port}`,
      ...(mqtt ? ['--mqtt', mqtt] : []), ...(credentials ? ['--credentials', credentials] : []),
      ...(clock ? ['--clock-file', clock.path] : []), ...args], { folder: server.folder, env })
    return server
  }
  server.ready = async (ms = 20_000) => {
    await waitFor(async () => {
      if (server.running.ended) throw new Error(`the server ended: ${server.running.log().slice(-2000)}`)
      return (await request(`${server.url}/readyz`)).status === 200
    }, `${server.url}/readyz`, ms, 10)
    return server
  }
  server.stop = () => server.running.stop()
  server.kill = () => server.running.kill()
  server.restart = async () => { await server.begin(); return server.ready() }
  server.anyone = client(server.url)
  server.session = (login) => {
    const full = login.includes('@') ? login : `${login}@demo.example`
    const found = (server.sessions ?? []).find((session) => session.login === full)
    if (!found) throw new Error(`no session of ${full} was written by demo --sessions`)
    return client(server.url, found.cookie.startsWith('session=') ? found.cookie : `session=${found.cookie}`)
  }
  await server.begin()
  return ready ? server.ready() : server
}

// --- broker ---------------------------------------------------------------------------------------------------------
/** A mosquitto as devices/units/broker.sh sets it up; `credentials` are the files of the gateways. Without its ACL when `acl` is false:
 *  a broker in wrong hands. */
export async function startBroker({ credentials = [], port, acl = true } = {}) {
  const broker = { port: port ?? await freePort(), folder: tempFolder('tsubame-broker') }
  broker.url = `mqtt://127.0.0.1:${broker.port}`
  broker.serverCredentials = join(broker.folder, 'server.json')
  const conf = join(broker.folder, 'mosquitto.conf')
  mkdirSync(join(broker.folder, 'credentials'))
  broker.admit = (files) => {
    for (const file of files) copyFileSync(file, join(broker.folder, 'credentials', basename(file)))
    run(join(root, 'devices/units/broker.sh'), [broker.folder, String(broker.port)])
    const text = readFileSync(conf, 'utf8')
    writeFileSync(conf, `${acl ? text : text.replace(/^acl_file .*$/m, '')}log_type subscribe\nlog_type information\n`)
    if (broker.running && !broker.running.ended) broker.running.signal('SIGHUP')
  }
  broker.begin = async () => {
    broker.running = start('/usr/sbin/mosquitto', ['-c', conf], { folder: broker.folder, name: 'mosquitto' })
    await waitFor(() => {
      if (broker.running.ended) throw new Error(`mosquitto ended: ${broker.running.log()}`)
      return / running/.test(broker.running.log().slice(broker.logged ?? 0))
    }, 'mosquitto to listen', 5000)
    broker.logged = broker.running.log().length
    return broker
  }
  broker.kill = () => broker.running.kill()
  broker.stop = () => broker.running.stop()
  broker.restart = broker.begin
  broker.admit(credentials)
  return broker.begin()
}

// --- gateways -------------------------------------------------------------------------------------------------------
/** `tsubame gateway enrol`: returns the credentials file, with its `broker` set. Works with the server running or not. */
export function enrol(data, { site = 'n01', name = 'gate-1', broker } = {}) {
  const out = join(tempFolder('tsubame-gate'), `${name}.json`)
  tsubame(['gateway', 'enrol', '--data', data, '--site', site, '--name', name, '--out', out])
  if (broker) {
    writeFileSync(out, JSON.stringify({ ...JSON.parse(readFileSync(out, 'utf8')), broker }))
    chmodSync(out, 0o600)
  }
  return out
}

/** Starts tsubame-gateway. With reader 'simulated' touch(uid) writes a card to its FIFO; chimes() are the promises it made so far. With
 *  `screen` its page is at gate.screen. */
export async function startGateway({ credentials, clock, reader = 'simulated', data, env, ready = true, onLine, screen = false } = {}) {
  const folder = tempFolder('tsubame-gateway')
  const gate = { folder, data: data ?? join(folder, 'data'), fifo: join(folder, 'reader'), credentials }
  run('mkfifo', [gate.fifo])
  gate.begin = async () => {
    if (gate.fd !== undefined) closeSync(gate.fd)
    gate.fd = undefined
    gate.running = start(program('tsubame-gateway'), ['--config', credentials, '--data', gate.data,
      '--reader', reader === 'simulated' ? `simulated:${gate.fifo}` : reader,
      ...(clock ? ['--clock-file', clock.path] : []), ...(screen ? ['--screen', `127.0.0.1:${gate.port ?? 0}`] : [])], { folder, env, onLine })
    if (screen) {
      gate.port = await waitFor(() => gate.log().find(({ event }) => event === 'screen')?.port, 'the entrance to open its screen')
      gate.screen = `http://127.0.0.1:${gate.port}`
    }
    if (ready && reader === 'simulated') await gate.opened()
    return gate
  }
  // Opening without a reader gives ENXIO: the gateway is not listening yet.
  gate.opened = () => waitFor(() => {
    if (gate.running.ended) throw new Error(`the gateway ended: ${gate.running.log().slice(-2000)}`)
    gate.fd ??= openSync(gate.fifo, constants.O_WRONLY | constants.O_NONBLOCK)
    return true
  }, 'the gateway to open its simulated reader')
  gate.touch = (uid) => { writeSync(gate.fd, `${uid}\n`) }
  gate.chimes = () => [...gate.running.log().matchAll(/^chime (\d+) (\d+) (\w+)$/gm)]
    .map(([, epoch, seq, said]) => ({ epoch: Number(epoch), seq: Number(seq), said }))
  /** Touches and waits for the chime; returns {epoch, seq, said}. */
  gate.chimed = async (uid, ms = 5000) => {
    const before = gate.chimes().length
    gate.touch(uid)
    return waitFor(() => gate.chimes()[before], `the chime for ${uid}`, ms, 5)
  }
  gate.log = () => gate.running.log().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  gate.stop = () => gate.running.stop()
  gate.kill = () => gate.running.kill()
  gate.restart = gate.begin
  gate.outbox = (statement) => sql(join(gate.data, readdirSync(gate.data).find((file) => file.endsWith('.db'))), statement)
  gate.drained = (ms = 20_000) => waitFor(() => gate.outbox('SELECT count(*) AS n FROM tap WHERE receipted_ms IS NULL')[0].n === 0,
    'the outbox to be receipted', ms, 50)
  return gate.begin()
}

/** Runs tsubame-fleet to its end in the background; result() gives its JSON figures. */
export function startFleet({ mqtt, gateways = 1, rate = 10, seconds = 5, credentials, args = [] }) {
  const fleet = start(program('tsubame-fleet'), ['--mqtt', mqtt, '--gateways', String(gateways), '--taps-per-second', String(rate),
    '--seconds', String(seconds), '--credentials', credentials, '--json', ...args])
  fleet.result = async () => {
    await fleet.exited
    const line = fleet.log().trim().split('\n').reverse().find((text) => text.startsWith('{'))
    if (fleet.ended.code !== 0 || !line) throw new Error(`the fleet ended with ${fleet.ended.code}: ${fleet.log().slice(-2000)}`)
    return JSON.parse(line)
  }
  return fleet
}

/** Broker, enrolled gateways and server, wired together: the entrance as it stands in a nursery. */
export async function startTown({ children = 60, seed = 1, gateways = [{ site: 'n01', name: 'gate-1' }], clock, morning, acl, served = {}, prepare } = {}) {
  const town = demo({ children, seed })
  prepare?.(town)
  const files = gateways.map((gate) => enrol(town.data, gate))
  const broker = await startBroker({ credentials: files, acl })
  for (const file of files) {
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), broker: broker.url }))
    chmodSync(file, 0o600)
  }
  const shared = clock ?? (morning ? clockFile(openMorning(town.data, morning)) : undefined)
  const server = await startServer({ ...town, data: town.data, mqtt: broker.url, credentials: broker.serverCredentials, clock: shared, ...served })
  await waitFor(() => /tsubame\/v1\/\+\/\+\/tap$/m.test(broker.running.log()), 'the server to listen for taps', 20_000)
  Object.assign(server, { cards: town.cards, sessions: town.sessions })
  return { ...town, broker, server, credentials: files, clock: shared, day: dayOf(shared ? Date.parse(shared.instant) : Date.now()) }
}

/** The whole of what must hold after anything was broken on purpose. */
export function assertWhole(data) {
  const integrity = sql(data, 'PRAGMA integrity_check')
  if (integrity[0]?.integrity_check !== 'ok') throw new Error(`integrity_check: ${JSON.stringify(integrity.slice(0, 3))}`)
  return tsubame(['verify', '--data', data])
}
