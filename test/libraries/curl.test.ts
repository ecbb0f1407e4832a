/** libcurl: a download whose bytes come through a callback. The server is a worker, for this thread is C's meanwhile. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { alloc, c, callback, open, type Pointer, symbol } from 'cabi'

const curl = open(
  ['curl', 'libcurl.so.4'],
  `
  typedef void CURL;
  typedef enum { CURLE_OK = 0, CURLE_WRITE_ERROR = 23, CURLE_ABORTED_BY_CALLBACK = 42 } CURLcode;
  typedef enum {
    CURLOPT_WRITEDATA = 10001, CURLOPT_URL = 10002, CURLOPT_NOPROXY = 10177, CURLOPT_HEADERDATA = 10029,
    CURLOPT_WRITEFUNCTION = 20011, CURLOPT_HEADERFUNCTION = 20079, CURLOPT_XFERINFOFUNCTION = 20219, CURLOPT_NOPROGRESS = 43
  } CURLoption;
  typedef enum { CURLINFO_RESPONSE_CODE = 0x200002 } CURLINFO;
  typedef size_t (*curl_write_callback)(char *buffer, size_t size, size_t nitems, void *outstream);
  typedef int (*curl_xferinfo_callback)(void *clientp, long long dltotal, long long dlnow, long long ultotal, long long ulnow);
  CURL *curl_easy_init(void);
  CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
  CURLcode curl_easy_perform(CURL *curl);
  CURLcode curl_easy_getinfo(CURL *curl, CURLINFO info, ...);
  void curl_easy_cleanup(CURL *curl);
  const char *curl_easy_strerror(CURLcode);
`,
)
const { CURLE_OK } = curl

const size = 50 * 2 ** 20
const piece = Buffer.alloc(2 ** 20, 'cabi and curl ')

const server = new Worker(
  `const { createServer } = require('node:http')
   const { parentPort, workerData: { piece, count } } = require('node:worker_threads')
   const server = createServer((_, response) => {
     response.writeHead(200, { 'content-length': piece.length * count, 'x-greeting': 'hello' })
     let sent = 0
     const send = () => {
       while (sent++ < count) if (!response.write(piece)) return response.once('drain', send)
       response.end()
     }
     send()
   })
   server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`,
  { eval: true, workerData: { piece, count: size / piece.length } },
)
let url = ''
before(async () => {
  const [port] = await once(server, 'message')
  url = `http://127.0.0.1:${port}/`
})
after(() => server.terminate())

function withHandle(use: (handle: Pointer, set: (option: string, value: unknown) => void) => void): void {
  const handle = curl['curl_easy_init']()!
  const set = (option: string, value: unknown) =>
    assert.equal(curl['curl_easy_setopt'](handle, symbol(curl, `CURLOPT_${option}`), value as string), CURLE_OK)
  set('URL', url)
  set('NOPROXY', '*')
  use(handle, set)
  curl['curl_easy_cleanup'](handle)
}

test('50 MB come through a write callback, byte by byte as they were sent', () => {
  const expected = createHash('sha256')
  for (let sent = 0; sent < size; sent += piece.length) expected.update(piece)
  const hash = createHash('sha256')
  let received = 0
  const headers: string[] = []
  withHandle((handle, set) => {
    using write = callback(curl['curl_write_callback'], (buffer: Pointer, one: number, count: number) => {
      hash.update(buffer.bytes(one * count))
      received += one * count
      return one * count
    })
    using header = callback(curl['curl_write_callback'], (buffer: Pointer, one: number, count: number) => {
      headers.push(
        Buffer.from(buffer.bytes(one * count))
          .toString()
          .trim(),
      )
      return one * count
    })
    set('WRITEFUNCTION', write)
    set('HEADERFUNCTION', header)
    assert.equal(curl['curl_easy_perform'](handle), CURLE_OK)
    const status = alloc(c.long)
    assert.equal(curl['curl_easy_getinfo'](handle, curl['CURLINFO_RESPONSE_CODE'], status), CURLE_OK)
    assert.equal(status.value, 200)
  })
  assert.equal(received, size)
  assert.equal(hash.digest('hex'), expected.digest('hex'))
  assert.ok(headers.includes('x-greeting: hello'))
})

test('a callback that takes fewer bytes, or throws, ends the download', () => {
  withHandle((handle, set) => {
    using refuse = callback(curl['curl_write_callback'], () => 0)
    set('WRITEFUNCTION', refuse)
    const status = curl['curl_easy_perform'](handle)
    assert.equal(status, curl['CURLE_WRITE_ERROR'])
    assert.match(curl['curl_easy_strerror'](status)!, /^Failed writing/)
    const failure = new Error('disk full')
    using fail = callback(curl['curl_write_callback'], () => {
      throw failure
    })
    set('WRITEFUNCTION', fail)
    assert.throws(
      () => curl['curl_easy_perform'](handle),
      (error: unknown) => error === failure,
    )
  })
})

test('a progress callback sees the bytes go by, and may stop them', () => {
  withHandle((handle, set) => {
    let most = 0n
    using write = callback(curl['curl_write_callback'], (_: Pointer, one: number, count: number) => one * count)
    using progress = callback(curl['curl_xferinfo_callback'], (_: unknown, total: bigint, now: bigint) => {
      assert.ok(total === 0n || total === BigInt(size))
      most = now
      return Number(now > 10_000_000n)
    })
    set('WRITEFUNCTION', write)
    set('XFERINFOFUNCTION', progress)
    set('NOPROGRESS', c.long(0))
    assert.equal(curl['curl_easy_perform'](handle), curl['CURLE_ABORTED_BY_CALLBACK'])
    assert.ok(most > 10_000_000n && most < BigInt(size))
  })
})
