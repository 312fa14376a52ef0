// Parents of one process, all at once: started by the tests as a child process, told by a message whom to be. Some of their connections
// are cut after the request has left; whoever got no answer asks again under the same idempotency key, as a phone in a lift does.
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { fork } from 'node:child_process'
import { request } from './http.mjs'

const RETRY = new Set([408, 409, 429, 503])

/** Sends and leaves before the answer: the request is in the server's socket, nobody reads what comes back. */
function cut(url, { headers, body }) {
  return new Promise((resolve) => {
    const sent = http.request(url, { method: 'POST', agent: false, headers: { ...headers, 'content-length': Buffer.byteLength(body) } })
    sent.on('error', () => resolve())
    sent.on('close', () => resolve())
    sent.end(body, () => setImmediate(() => sent.destroy()))
  })
}

async function ask({ url, cookie, key, body, cuts }) {
  const headers = { cookie, 'idempotency-key': key, 'content-type': 'application/json' }
  const text = JSON.stringify(body)
  for (let i = 0; i < cuts; i++) await cut(url, { headers, body: text })
  const tries = []
  for (let n = 0; n < 200; n++) {
    try {
      const answer = await request(url, { method: 'POST', headers, body: text })
      tries.push(answer.status)
      if (!RETRY.has(answer.status) || (answer.status === 409 && answer.body?.code !== 'IN_FLIGHT')) {
        return { status: answer.status, body: answer.body, tries }
      }
    } catch (error) {
      tries.push(error.code ?? error.message)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return { status: 0, tries }
}

/** Sends every ask ({url, cookie, key, body, cuts}) at once from `processes` processes; resolves with the answers in the order of asks. */
export async function crowd(asks, processes = 4) {
  const parts = Array.from({ length: processes }, (_, p) => asks.map((one, i) => ({ ...one, i })).filter(({ i }) => i % processes === p))
  const children = await Promise.all(parts.map((part) => new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), ['crowd'], { execArgv: [], env: { ...process.env, NODE_TEST_CONTEXT: '' } })
    child.once('error', reject)
    child.once('message', () => resolve({ child, part }))
    child.send({ asks: part })
  })))
  const answers = new Array(asks.length)
  await Promise.all(children.map(({ child, part }) => new Promise((resolve, reject) => {
    child.once('message', (outcomes) => {
      outcomes.forEach((outcome, n) => { answers[part[n].i] = outcome })
      child.disconnect()
      resolve()
    })
    child.once('exit', (code) => reject(new Error(`a process of parents ended with ${code}`)))
    child.send('go')
  })))
  return answers
}

if (process.argv[2] === 'crowd') {
  let asks
  process.on('message', async (message) => {
    if (message !== 'go') {
      asks = message.asks
      process.send('ready')
      return
    }
    process.send(await Promise.all(asks.map(ask)))
  })
}
