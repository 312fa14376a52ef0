// What no well-behaved client sends. Each case of the library's own leniency gets the right 4xx, as problem+json, and the connection is
// closed wherever the next request could be read wrongly.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startServer } from '../support/harness.mjs'
import { head, raw } from './raw.mjs'

let server
before(async () => { server = await startServer({ children: 20 }) })
after(() => server?.stop())

const me = '/api/v1/vacancies'
const session = '/api/v1/session'
const json = ['Content-Type: application/json']
const post = (body, lines = json) => head('POST', session, [...lines, `Content-Length: ${Buffer.byteLength(body)}`]) + body

function refused(answer, status, code, { closes = true } = {}) {
  assert.equal(answer.status, status, answer.text.slice(0, 300))
  assert.match(answer.headers['content-type'], /^application\/problem\+json/)
  assert.equal(answer.body.status, status)
  assert.equal(answer.body.code, code)
  assert.ok(answer.body.title.length > 0 && answer.body.detail.length > 0)
  if (closes) {
    assert.equal(answer.headers.connection, 'close')
    assert.ok(answer.closed, 'the connection is closed')
  }
}

const smuggled = head('GET', '/api/v1/diseases')
const heads = {
  'Transfer-Encoding beside Content-Length': [head('POST', session, [...json, 'Content-Length: 4', 'Transfer-Encoding: chunked']) + `0\r\n\r\n${smuggled}`, 411, 'LENGTH_NEEDED'],
  'Transfer-Encoding: chunked alone': [head('POST', session, [...json, 'Transfer-Encoding: chunked']) + '2\r\n{}\r\n0\r\n\r\n', 411, 'LENGTH_NEEDED'],
  'Transfer-Encoding: identity': [head('POST', session, [...json, 'Transfer-Encoding: identity', 'Content-Length: 2']) + '{}', 411, 'LENGTH_NEEDED'],
  'two different Content-Lengths': [head('POST', session, [...json, 'Content-Length: 2', 'Content-Length: 3']) + '{} ', 400, 'BAD_REQUEST'],
  'the same Content-Length twice': [head('POST', session, [...json, 'Content-Length: 2', 'Content-Length: 2']) + '{}', 400, 'BAD_REQUEST'],
  'Content-Length: +5': [head('POST', session, [...json, 'Content-Length: +5']) + '{}   ', 400, 'BAD_REQUEST'],
  'Content-Length: 5abc': [head('POST', session, [...json, 'Content-Length: 5abc']) + '{}   ', 400, 'BAD_REQUEST'],
  'Content-Length: 5,5': [head('POST', session, [...json, 'Content-Length: 5,5']) + '{}   ', 400, 'BAD_REQUEST'],
  'an empty Content-Length': [head('POST', session, [...json, 'Content-Length:']) + '{}', undefined],
  'a negative Content-Length': [head('POST', session, [...json, 'Content-Length: -1']), undefined],
  'a blank before the colon': [head('POST', session, [...json, 'Content-Length : 2']) + '{}', 400, 'BAD_REQUEST'],
  'Content-Length of 10^20': [head('POST', session, [...json, 'Content-Length: 100000000000000000000']), 413, 'TOO_LARGE'],
  'Content-Length of 50 MB': [head('POST', session, [...json, 'Content-Length: 50000000']), 413, 'TOO_LARGE'],
  'no Host': [head('GET', me, [], { host: null }), 400, 'BAD_REQUEST'],
  'two Hosts': [head('GET', me, ['Host: other']), 400, 'BAD_REQUEST'],
  'a folded header line': [head('GET', me, ['X-One: a', ' b', 'X-Two: c']), 400, 'BAD_REQUEST'],
  'a folded line right after the request line': [`GET ${me} HTTP/1.1\r\n Host: localhost\r\n\r\n`, 400, 'BAD_REQUEST'],
  'bare line feeds between header lines': [`GET ${me} HTTP/1.1\r\nHost: localhost\nX-One: a\r\n\r\n`, 400, 'BAD_REQUEST'],
  'bare line feeds everywhere': [`GET ${me} HTTP/1.1\nHost: localhost\n\n`, 400, 'BAD_REQUEST'],
  'a bare line feed after the request line': [`GET ${me} HTTP/1.1\nHost: localhost\r\n\r\n`, 400, 'BAD_REQUEST'],
  'a bare carriage return': [`GET ${me} HTTP/1.1\r\nHost: localhost\rX-One: a\r\n\r\n`, 400, 'BAD_REQUEST'],
  'fields hidden behind a lone carriage return': [`POST ${session} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\rTransfer-Encoding: chunked\r\n\r\n{}`, 400, 'BAD_REQUEST'],
  'a NUL in a header': [`GET ${me} HTTP/1.1\r\nHost: localhost\r\nX-One: a\0b\r\n\r\n`, 400, 'BAD_REQUEST'],
  'a header name with a blank in it': [head('GET', me, ['X One: a']), 400, 'BAD_REQUEST'],
  'a header name with a bracket': [head('GET', me, ['X(One: a']), 400, 'BAD_REQUEST'],
  'a line without a colon': [head('GET', me, ['nonsense']), 400, 'BAD_REQUEST'],
  'two blanks in the request line': [`GET  ${me} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400, 'BAD_REQUEST'],
  'the same Cookie header twice': [head('GET', me, ['Cookie: a=b', 'Cookie: c=d']), 400, 'BAD_REQUEST'],
  '65 header fields': [head('GET', me, Array.from({ length: 64 }, (_, i) => `X-${i}: a`)), 431, 'HEADER_TOO_LARGE'],
  '200 header fields': [head('GET', me, Array.from({ length: 199 }, (_, i) => `X-${i}: a`)), 431, 'HEADER_TOO_LARGE'],
  'a header of 17 KB': [head('GET', me, [`X-Long: ${'a'.repeat(17_000)}`]), 431, 'HEADER_TOO_LARGE'],
  'TRACE': [head('TRACE', me), 405, 'METHOD_REFUSED'],
  'a method nobody knows': [head('BREW', me), 405, 'METHOD_REFUSED'],
  'a method in lower case': [head('get', me), 405, 'METHOD_REFUSED'],
  'PATCH': [head('PATCH', me), 405, 'METHOD_REFUSED'],
  'CORS preflight': [head('OPTIONS', session, ['Origin: https://other.example', 'Access-Control-Request-Method: POST']), 405, 'METHOD_REFUSED'],
  'an escaped path': [head('GET', '/api/v1/vac%61ncies'), 400, 'BAD_REQUEST'],
  'an escaped slash': [head('GET', '/api/v1%2fvacancies'), 400, 'BAD_REQUEST'],
  'a NUL in the path': [head('GET', '/api/v1/vacancies%00'), 400, 'BAD_REQUEST'],
  'an empty segment': [head('GET', '//api/v1/vacancies'), 400, 'BAD_REQUEST'],
  'a dot segment': [head('GET', '/api/v1/./vacancies'), 400, 'BAD_REQUEST'],
  'two dots': [head('GET', '/api/v1/me/../vacancies'), 400, 'BAD_REQUEST'],
  'two dots at the end': [head('GET', '/api/v1/..'), 400, 'BAD_REQUEST'],
  'a backslash': [head('GET', '/api\\v1\\vacancies'), 400, 'BAD_REQUEST'],
  'HTTP/2.0': [`GET ${me} HTTP/2.0\r\nHost: localhost\r\n\r\n`, 505, 'HTTP_VERSION'],
  'HTTP/0.9': [`GET ${me}\r\n\r\n`, 400, 'BAD_REQUEST'],
  'no HTTP at all': ['\x16\x03\x01\x02\x00\x01\x00', undefined],
}

describe('a malformed head is refused and the connection closed', () => {
  for (const [name, [text, status, code]] of Object.entries(heads)) {
    test(name, async () => {
      const answer = await raw(server.url, text)
      if (status) {
        assert.match(answer.body?.about ?? '', /^[A-Z].+\.$/, 'the rule that was broken is said')
        return refused(answer, status, code)
      }
      // The library answers these itself before it has a request: any refusal will do, silence and waiting will not.
      assert.ok(answer.status >= 400 && answer.status < 500, answer.text.slice(0, 200))
      assert.ok(answer.closed)
    })
  }

  test('a header of 1 MB gets a 4xx or a closed connection, at once', async () => {
    const began = Date.now()
    const answer = await raw(server.url, head('GET', me, [`X-Long: ${'a'.repeat(1_000_000)}`]))
    assert.ok(answer.closed)
    if (answer.status) assert.ok(answer.status >= 400 && answer.status < 500)
    assert.ok(Date.now() - began < 3000)
  })

  test('nothing of a CORS preflight is allowed', async () => {
    const answer = await raw(server.url, head('OPTIONS', session, ['Origin: https://other.example', 'Access-Control-Request-Method: POST']))
    assert.equal(Object.keys(answer.headers).filter((name) => name.startsWith('access-control')).length, 0)
  })

  test('a request smuggled behind a refused one is not answered', async () => {
    const answer = await raw(server.url, head('POST', session, [...json, 'Content-Length: 4', 'Transfer-Encoding: chunked']) + `0\r\n\r\n${smuggled}`, { answers: 2, ms: 1500 })
    assert.equal(answer.text.match(/HTTP\/1\.1/g).length, 1)
    assert.ok(answer.closed)
  })

  test('two well-formed requests sent together are both answered', async () => {
    const answer = await raw(server.url, head('GET', me) + head('GET', '/api/v1/diseases', ['Connection: close']), { answers: 2, ms: 3000 })
    assert.equal(answer.text.match(/HTTP\/1\.1 200/g).length, 2)
  })

  test('paths differ by case and by their last slash', async () => {
    for (const path of ['/api/v1/Vacancies', '/API/v1/vacancies', '/api/v1/vacancies/', '/api/v1/vacancies/more', '/api/v1', '/api/v1/'])
      refused(await raw(server.url, head('GET', path)), 404, 'NOT_FOUND', { closes: false })
  })

  test('a known path with another method names the methods it has', async () => {
    const answer = await raw(server.url, head('DELETE', me))
    refused(answer, 405, 'METHOD_REFUSED', { closes: false })
    assert.equal(answer.headers.allow, 'GET, HEAD')
  })
})

describe('a malformed body is refused', () => {
  const bodies = {
    'no JSON': ['login=a', 400, 'BAD_JSON'],
    'nothing where a body is needed': ['', 400, 'BAD_JSON'],
    'an array at the top': ['[]', 400, 'BAD_JSON'],
    'something after the document': ['{"login":"a","password":"b"} x', 400, 'BAD_JSON'],
    'a member twice': ['{"login":"a","login":"b","password":"c"}', 400, 'DUPLICATE_KEY'],
    'nesting of 33': [`{"login":${'['.repeat(32)}${']'.repeat(32)}}`, 400, 'TOO_DEEP'],
    'a thousand brackets': ['['.repeat(1000), 400, 'TOO_DEEP'],
    'four thousand braces': ['{"a":'.repeat(800), 400, 'TOO_DEEP'],
  }
  for (const [name, [body, status, code]] of Object.entries(bodies))
    test(name, async () => refused(await raw(server.url, post(body)), status, code, { closes: false }))

  test('nesting of 32 is read: what is wrong is then the type', async () => {
    const answer = await raw(server.url, post(`{"login":${'['.repeat(31)}${']'.repeat(31)},"password":"x"}`))
    refused(answer, 422, 'INVALID', { closes: false })
    assert.deepEqual(answer.body.errors, [{ pointer: '/login', code: 'WRONG_TYPE' }])
  })

  for (const [name, bytes] of Object.entries({ 'a cut sequence': [0xe3, 0x81], 'an overlong slash': [0xc0, 0xaf], 'a surrogate': [0xed, 0xa0, 0x80], 'a NUL byte': [0] }))
    test(`bad UTF-8: ${name}`, async () => {
      const body = Buffer.concat([Buffer.from('{"login":"'), Buffer.from(bytes), Buffer.from('","password":"x"}')])
      const answer = await raw(server.url, [head('POST', session, [...json, `Content-Length: ${body.length}`]), body])
      refused(answer, 400, 'BAD_UTF8', { closes: false })
    })

  test('an escaped NUL is refused and the member named', async () => {
    const answer = await raw(server.url, post('{"login":"a\\u0000b","password":"x"}'))
    assert.ok(answer.status === 400 || (answer.status === 422 && answer.body.errors[0].pointer === '/login'), answer.text.slice(-300))
  })

  test('unknown, missing and mistyped members are all named', async () => {
    const answer = await raw(server.url, post('{"login":5,"colour":"red"}'))
    refused(answer, 422, 'INVALID', { closes: false })
    const errors = new Map(answer.body.errors.map(({ pointer, code }) => [pointer, code]))
    assert.equal(errors.get('/login'), 'WRONG_TYPE')
    assert.equal(errors.get('/password'), 'MISSING')
    assert.equal(errors.get('/colour'), 'UNKNOWN_MEMBER')
  })

  test('a body beyond the limit of its route is refused before it is read', async () => {
    const answer = await raw(server.url, head('POST', session, [...json, 'Content-Length: 5000']))
    refused(answer, 413, 'TOO_LARGE')
  })

  test('a body where the route takes none is refused', async () => {
    refused(await raw(server.url, head('GET', me, [...json, 'Content-Length: 2']) + '{}'), 413, 'TOO_LARGE')
  })

  test('another Content-Type is refused', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])
      refused(await raw(server.url, post('{}', [`Content-Type: ${type}`])), 415, 'NOT_JSON')
    refused(await raw(server.url, post('{}', [])), 415, 'NOT_JSON')
  })

  test('JSON with a charset is read', async () => {
    assert.equal((await raw(server.url, post('{}', ['Content-Type: application/json; charset=utf-8']))).status, 422)
  })

  test('a malformed query is refused', async () => {
    for (const query of ['from=%', 'from=%zz', 'from=%ff', 'from=%00', '=1', 'a=1&a=2', 'a=1&&b=2', `a=${'x'.repeat(2000)}`, Array.from({ length: 17 }, (_, i) => `a${i}=1`).join('&')])
      refused(await raw(server.url, head('GET', `${me}?${query}`)), 400, 'BAD_REQUEST', { closes: false })
  })

  test('a query parameter out of range is named', async () => {
    const answer = await raw(server.url, head('GET', `${me}?days=400`))
    refused(answer, 422, 'INVALID', { closes: false })
    assert.deepEqual(answer.body.errors, [{ pointer: '?days', code: 'OUT_OF_RANGE' }])
  })

  test('whoever speaks English is answered in English', async () => {
    const answer = await raw(server.url, head('GET', '/api/v1/nowhere', ['Accept-Language: en-GB,en;q=0.9,ja;q=0.5']))
    assert.match(answer.body.detail, /Check the address/)
    assert.match((await raw(server.url, head('GET', '/api/v1/nowhere'))).body.detail, /アドレス/)
  })
})

describe('a slow client is let go', { concurrency: true }, () => {
  test('a body that drips is ended with 408 when five seconds are over', async () => {
    const drips = Array.from({ length: 40 }, () => ['{', 250]).flat()
    const began = Date.now()
    const answer = await raw(server.url, [head('POST', session, [...json, 'Content-Length: 4000']), ...drips], { ms: 12_000 })
    refused(answer, 408, 'TOO_SLOW')
    assert.ok(Date.now() - began > 4500)
    assert.ok(Date.now() - began < 8000)
  })

  test('a client that falls silent in its body is ended', async () => {
    const began = Date.now()
    const answer = await raw(server.url, [head('POST', session, [...json, 'Content-Length: 100']), '{'], { ms: 15_000 })
    assert.ok(answer.closed)
    assert.ok(answer.status === 408 || answer.status === undefined, String(answer.status))
    assert.ok(Date.now() - began < 12_000)
  })

  test('a header that drips is ended', async () => {
    const drips = Array.from({ length: 60 }, (_, i) => [`X-${i}: a\r\n`, 250]).flat()
    const began = Date.now()
    const answer = await raw(server.url, [`GET ${me} HTTP/1.1\r\nHost: localhost\r\n`, ...drips], { ms: 15_000 })
    assert.ok(answer.closed)
    assert.ok(Date.now() - began < 9000)
  })

  test('a body announced and never sent whole leaves the client a closed connection and the server unharmed', async () => {
    const answer = await raw(server.url, [head('POST', session, [...json, 'Content-Length: 10']), '{"log'], { ms: 200 })
    assert.equal(answer.status, undefined)
    assert.equal((await raw(server.url, head('GET', me))).status, 200)
  })
})
