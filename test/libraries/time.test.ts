import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open, type Pointer, readString } from 'cabi'

const libc = open(
  'libc.so.6',
  `
  #define CLOCK_MONOTONIC 1
  struct timespec { time_t tv_sec; long tv_nsec; };
  struct timeval { time_t tv_sec; suseconds_t tv_usec; };
  struct tm {
    int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
  };

  int nanosleep(const struct timespec *duration, struct timespec *rem);
  int clock_gettime(int clockid, struct timespec *tp);
  int gettimeofday(struct timeval *tv, void *tz);
  struct tm *gmtime_r(const time_t *timep, struct tm *result);
  struct tm *localtime_r(const time_t *timep, struct tm *result);
  time_t timegm(struct tm *tm);
  time_t mktime(struct tm *tm);
  size_t strftime(char *s, size_t max, const char *format, const struct tm *tm);
  int setenv(const char *name, const char *value, int overwrite);
  void tzset(void);

  extern char *tzname[2];
  extern long timezone;
  extern int daylight;
`,
)
const timeval = libc['struct timeval']
const timespec = libc['struct timespec']
const tm = libc['struct tm']

function format(time: InstanceType<typeof tm>, text: string): string {
  const line = Buffer.alloc(100)
  return line.toString('utf8', 0, libc['strftime'](line, line.length, text, time))
}

test('gettimeofday is between two readings of Date.now', () => {
  const now = new timeval()
  const before = Date.now()
  assert.equal(libc['gettimeofday'](now, null), 0)
  const after = Date.now()
  const mine = now.tv_sec * 1000 + Math.floor(now.tv_usec / 1000)
  assert.ok(before <= mine && mine <= after, `${before} ${mine} ${after}`)
})

test('nanosleep sleeps that long', () => {
  const [start, end] = [new timespec(), new timespec()]
  libc['clock_gettime'](libc['CLOCK_MONOTONIC'], start)
  assert.equal(libc['nanosleep'](new timespec({ tv_nsec: 20_000_000 }), null), 0)
  libc['clock_gettime'](libc['CLOCK_MONOTONIC'], end)
  const milliseconds = (end.tv_sec - start.tv_sec) * 1000 + (end.tv_nsec - start.tv_nsec) / 1e6
  assert.ok(milliseconds >= 20, `${milliseconds} ms`)
})

test('a struct tm of gmtime_r is what Date makes of the same second', () => {
  const date = new Date('2024-02-29T23:59:58Z')
  const time = new tm()
  libc['gmtime_r']([date.getTime() / 1000], time)
  assert.equal(time.tm_year + 1900, date.getUTCFullYear())
  assert.equal(time.tm_mon, date.getUTCMonth())
  assert.equal(time.tm_mday, date.getUTCDate())
  assert.equal(time.tm_wday, date.getUTCDay())
  assert.equal(time.tm_zone, 'GMT')
  assert.equal(format(time, '%Y-%m-%dT%H:%M:%S.000Z'), date.toISOString())
  assert.equal(libc['timegm'](time) * 1000, date.getTime())
})

test('timegm normalises a struct tm in place', () => {
  const time = new tm({ tm_year: 123, tm_mon: 13, tm_mday: 32 })
  assert.equal(libc['timegm'](time) * 1000, Date.UTC(2023, 13, 32))
  assert.equal(format(time, '%F %A'), '2024-03-03 Sunday')
})

test("tzset leaves the time zone in C's variables", () => {
  libc['setenv']('TZ', 'XYZ-5:30ABC', 1)
  libc['tzset']()
  assert.equal(libc['timezone'], -5.5 * 3600)
  assert.equal(libc['daylight'], 1)
  assert.deepEqual(
    Array.from(libc['tzname'], name => readString(name as Pointer)),
    ['XYZ', 'ABC'],
  )
})
