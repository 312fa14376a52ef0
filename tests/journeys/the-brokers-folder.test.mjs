// devices/units/broker.sh: who may say what at the broker, and that a gateway is added while the broker runs.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { freePort, root, run, start, tempFolder, waitFor } from '../support/harness.mjs'

let dir
let port
let broker
let server
const script = join(root, 'devices/units/broker.sh')
const passwords = { 'gate-1': 'one', 'gate-2': 'two', 'gate-3': 'three' }

/** Only what broker.sh reads; the keys are of no interest to a broker. */
const admit = (gateway, site) => writeFileSync(join(dir, 'credentials', `${gateway}.json`),
  JSON.stringify({ broker: `mqtt://127.0.0.1:${port}`, username: gateway, password: passwords[gateway], site, gateway }), { mode: 0o600 })

before(async () => {
  dir = tempFolder('tsubame-broker')
  port = await freePort()
  mkdirSync(join(dir, 'credentials'))
  admit('gate-1', 'n01')
  admit('gate-2', 'n02')
  run(script, [dir, String(port)])
  server = JSON.parse(readFileSync(join(dir, 'server.json'), 'utf8'))
  broker = start('mosquitto', ['-c', join(dir, 'mosquitto.conf')], { folder: dir })
  await waitFor(() => say(server, 'tsubame/v1/n01/gate-1/receipt', 'x').code === 0, 'the broker to listen')
})

/** One QoS 1 publish with MQTT 5: the broker's verdict stands in the debug output, not in the exit status. */
function say(who, topic, text, on = port) {
  const auth = who ? ['-u', who.username, '-P', who.password] : []
  const result = spawnSync('mosquitto_pub', ['-V', '5', '-q', '1', '-d', '-h', '127.0.0.1', '-p', String(on), ...auth,
    '-t', topic, '-m', text], { encoding: 'utf8', timeout: 10_000 })
  const out = `${result.stdout}${result.stderr}`
  return { code: result.status, refused: /RC:135|not authori[sz]ed/i.test(out), out }
}
const gate = (name) => ({ username: name, password: passwords[name] })

test('a gateway may write its own tap and state topics, and nothing else', () => {
  for (const kind of ['tap', 'state']) assert.equal(say(gate('gate-1'), `tsubame/v1/n01/gate-1/${kind}`, 'x').refused, false)
  for (const topic of ['tsubame/v1/n01/gate-1/receipt', 'tsubame/v1/n01/gate-1/roster', 'tsubame/v1/n01/gate-1/command',
    'tsubame/v1/n02/gate-2/tap', 'tsubame/v1/n02/gate-1/tap', 'tsubame/v1/n01/gate-2/tap', 'anything', 'tsubame/v1/n01/gate-1/tap/more']) {
    const said = say(gate('gate-1'), topic, 'x')
    assert.equal(said.refused, true, `${topic}\n${said.out}`)
  }
})

test('a gateway hears its own receipts and nobody else\'s', async () => {
  const heard = start('mosquitto_sub', ['-V', '5', '-q', '1', '-h', '127.0.0.1', '-p', String(port), '-u', 'gate-1', '-P', 'one', '-v',
    '-t', 'tsubame/v1/#', '-t', 'tsubame/v1/n01/gate-1/receipt'], { folder: dir, name: 'heard' })
  await waitFor(() => {
    say(server, 'tsubame/v1/n02/gate-2/receipt', 'for another')
    say(server, 'tsubame/v1/n01/gate-1/receipt', 'for me')
    return /for me/.test(heard.log())
  }, 'the gateway to hear its receipt')
  assert.doesNotMatch(heard.log(), /for another/)
  await heard.kill()
})

test('the server may write receipts, commands and rosters, and no taps', () => {
  for (const kind of ['receipt', 'command', 'roster']) assert.equal(say(server, `tsubame/v1/n02/gate-2/${kind}`, 'x').refused, false)
  assert.equal(say(server, 'tsubame/v1/n01/gate-1/tap', 'x').refused, true)
})

test('nobody comes in without a name or with a wrong password', () => {
  assert.notEqual(say(undefined, 'tsubame/v1/n01/gate-1/tap', 'x').code, 0)
  assert.notEqual(say({ username: 'gate-1', password: 'two' }, 'tsubame/v1/n01/gate-1/tap', 'x').code, 0)
})

test('a gateway is added while the broker runs: the script again, and SIGHUP', async () => {
  assert.notEqual(say(gate('gate-3'), 'tsubame/v1/n01/gate-3/tap', 'x').code, 0)
  admit('gate-3', 'n01')
  run(script, [dir, String(port)])
  assert.deepEqual(JSON.parse(readFileSync(join(dir, 'server.json'), 'utf8')), server, 'the server keeps its password')
  broker.signal('SIGHUP')
  await waitFor(() => say(gate('gate-3'), 'tsubame/v1/n01/gate-3/tap', 'x').code === 0, 'the broker to let the new gateway in')
  assert.equal(say(gate('gate-3'), 'tsubame/v1/n01/gate-3/tap', 'x').refused, false)
  assert.equal(say(gate('gate-3'), 'tsubame/v1/n01/gate-1/tap', 'x').refused, true)
  assert.equal(broker.ended, undefined)
})

test('what it writes is for the broker\'s user alone, and holds no password in clear', () => {
  for (const name of ['passwd', 'acl', 'mosquitto.conf', 'server.json']) assert.equal(statSync(join(dir, name)).mode & 0o077, 0, name)
  assert.doesNotMatch(readFileSync(join(dir, 'passwd'), 'utf8'), /:one$|:two$/m)
})

test('as root it gives the files to the user whom the broker runs as, who can read them', { skip: process.getuid() !== 0 }, async () => {
  const other = tempFolder('tsubame-broker')
  const on = await freePort()
  run(script, [other, String(on), 'mosquitto'])
  assert.match(readFileSync(join(other, 'mosquitto.conf'), 'utf8'), /^user mosquitto$/m)
  for (const name of ['passwd', 'acl']) assert.notEqual(statSync(join(other, name)).uid, 0)
  assert.equal(statSync(join(other, 'server.json')).uid, 0)
  const served = start('setpriv', ['--reuid', 'mosquitto', '--clear-groups', 'mosquitto', '-c', join(other, 'mosquitto.conf')], { folder: dir, name: 'other' })
  const admin = JSON.parse(readFileSync(join(other, 'server.json'), 'utf8'))
  await waitFor(() => say(admin, 'tsubame/v1/n01/gate-1/receipt', 'x', on).code === 0, 'the broker to run as that user')
  await served.stop()
})

test('a wrong call, a missing folder and a file that is no credentials end with what to do', () => {
  const called = (args) => spawnSync(script, args, { encoding: 'utf8' })
  assert.equal(called([]).status, 2)
  assert.equal(called([dir, 'eighty']).status, 2)
  assert.match(called(['/nonexistent', '1884']).stderr, /no folder/)
  writeFileSync(join(dir, 'credentials', 'wrong.json'), '{}')
  assert.match(called([dir, String(port)]).stderr, /wrong\.json is no credentials file/)
})
