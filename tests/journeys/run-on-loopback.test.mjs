// make run, without its building: everything on loopback, a card on the reader, and nothing left when it ends, however it ends.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort, programs, readCsv, request, root, signIn, start, tempFolder, waitFor } from '../support/harness.mjs'

const folder = tempFolder('tsubame-run')
const data = join(folder, 'data')

/** Starts the demonstration; `ready` is when its word was said. */
async function demonstration(env = {}) {
  const [port, broker] = [await freePort(), await freePort()]
  const lines = []
  const began = performance.now()
  const run = start(join(root, '.ci/demo'), [], { folder, name: 'demo', onLine: (line) => lines.push(line),
    env: { TSUBAME_BIN: programs, PORT: String(port), MQTT_PORT: String(broker), DATA: data, CHILDREN: '60', ...env } })
  return { run, lines, url: `http://127.0.0.1:${port}`,
    async ready(ms = 30_000) {
      await waitFor(() => {
        if (run.ended) throw new Error(`it ended: ${run.log()}`)
        return lines.find((line) => line.startsWith('reader '))
      }, 'the demonstration to be ready', ms)
      return performance.now() - began
    } }
}

/** Command lines of processes that work in our folder. */
const left = () => execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n')
  .filter((line) => line.includes(data) && !line.includes('.ci/demo'))
const nothingLeft = () => waitFor(() => left().length === 0, 'every process to be gone', 10_000)

test('it says ready when the API answers, then the sign-ins, then the reader; a card touched there is on the board', async () => {
  const demo = await demonstration()
  await demo.ready()
  assert.equal(demo.lines[0], `ready ${demo.url}`)
  assert.equal(demo.lines.at(-1), `reader ${join(data, 'demo/reader')}`)
  for (const login of ['parent001', 'parent007b', 'pickup', 'teacher-n01', 'nurse-s01', 'ward', 'auditor', 'operator']) {
    assert.ok(demo.lines.some((line) => line.includes(`${login}@demo.example`)), login)
    await signIn(demo.url, login)
  }
  const [card] = readCsv(join(data, 'demo/cards.csv')).filter(({ site_id }) => site_id === 'n01')
  const teacher = await signIn(demo.url, 'teacher-n01')
  writeFileSync(join(data, 'demo/reader'), `${card.card_uid}\n`)
  const today = new Date(Date.now() + 9 * 3600_000).toISOString().slice(0, 10)
  await waitFor(async () => {
    const { body } = await teacher.get(`/nurseries/n01/attendance?day=${today}`)
    const child = body.children.find(({ child_id }) => child_id === card.child_id)
    return child.arrived_at ?? child.left_at // in the evening a first touch is a leaving (R-ATT-04)
  }, 'the card on the board')
  for (const site of ['n02', 'n03']) { // the fleet's entrances say how they are, so that nobody is asked to call the names there
    const head = await signIn(demo.url, `head-${site}`)
    await waitFor(async () => (await head.get('/gateways')).body.gateways.find(({ site_id, revoked_at }) => site_id === site && !revoked_at)?.said?.state === 'ready',
      `the entrance of ${site} to say that it is there`)
  }
  demo.run.signal('SIGTERM')
  await demo.run.exited
  assert.equal(demo.run.ended.code, 0)
  await nothingLeft()
})

test('a second start is ready soon and still knows what happened', async (t) => {
  const demo = await demonstration({ TSUBAME_BIN: process.env.TSUBAME_RELEASE ?? programs }) // what is timed is not sanitized
  const ms = await demo.ready()
  t.diagnostic(`ready after ${Math.round(ms)} ms`)
  assert.equal((await request(`${demo.url}/readyz`)).status, 200)
  demo.run.signal('SIGINT')
  await demo.run.exited
  await nothingLeft()
})

test('when one part dies the others end and the part is named', async () => {
  const demo = await demonstration()
  await demo.ready()
  const [pid] = left().find((line) => line.includes('mosquitto')).trim().split(' ')
  process.kill(Number(pid), 'SIGKILL')
  await demo.run.exited
  assert.equal(demo.run.ended.code, 1)
  assert.match(demo.run.log(), /make run: the broker ended/)
  await nothingLeft()
})

test('killed outright it leaves nothing running', async () => {
  const demo = await demonstration()
  await demo.ready()
  await demo.run.kill()
  await nothingLeft()
})

test('a busy port is one sentence that says which to choose, and nothing is started', async () => {
  const squatter = createServer()
  await new Promise((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  const port = squatter.address().port
  for (const name of ['PORT', 'MQTT_PORT']) {
    const demo = await demonstration({ [name]: String(port) })
    await demo.run.exited
    assert.equal(demo.run.ended.code, 1)
    assert.match(demo.run.log().trim().split('\n').at(-1), new RegExp(`port ${port} is in use by another program.*make run ${name}=`))
  }
  squatter.close()
  await nothingLeft()
})
