import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { alloc, c, open, type Pointer, readString } from 'cabi'

const libc = open(
  'libc.so.6',
  `
  typedef int pid_t;
  typedef struct {
    int __allocated, __used;
    struct __spawn_action *__actions;
    int __pad[16];
  } posix_spawn_file_actions_t;
  typedef struct posix_spawnattr posix_spawnattr_t;

  int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *file_actions,
    const posix_spawnattr_t *attrp, char *const argv[], char *const envp[]);
  int posix_spawn_file_actions_init(posix_spawn_file_actions_t *file_actions);
  int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *file_actions, int fd, int newfd);
  int posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *file_actions);
  pid_t waitpid(pid_t pid, int *wstatus, int options);
  int pipe(int pipefd[2]);
  int close(int fd);

  extern char **environ;
  extern char *program_invocation_short_name;
`,
)

/** What `argv[0]` writes to its standard output, and its exit status. */
function run(argv: readonly string[], environment: Readonly<Record<string, string>>) {
  const ends = alloc(c.array(c.int, 2))
  assert.equal(libc['pipe'](ends), 0)
  const actions = new libc['posix_spawn_file_actions_t']()
  libc['posix_spawn_file_actions_init'](actions)
  libc['posix_spawn_file_actions_adddup2'](actions, ends[1]!, 1)

  const pid = alloc(libc['pid_t'])
  const envp = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  assert.equal(libc['posix_spawnp'](pid, argv[0]!, actions, null, argv, envp), 0)
  libc['posix_spawn_file_actions_destroy'](actions)
  libc['close'](ends[1]!)
  const output = readFileSync(ends[0]!, 'utf8')
  libc['close'](ends[0]!)

  const status = alloc(c.int)
  assert.equal(libc['waitpid'](pid.value, status, 0), pid.value)
  // WEXITSTATUS
  return { output, status: (status.value & 0xff00) >> 8 }
}

function* strings(list: Pointer) {
  for (let i = 0; list.at(i) !== null; i++) yield readString(list.at(i))!
}

test('a program gets its argv and environment as arrays of strings, and its exit status comes back', () => {
  const script = 'printf "[%s]" "$@" "$GREETING"; exit 7'
  const result = run(['sh', '-c', script, 'sh', 'one', '', 'drei äöü'], { GREETING: 'hello', PATH: '/usr/bin:/bin' })
  assert.deepEqual(result, { output: '[one][][drei äöü][hello]', status: 7 })
})

test('environ is the environment that Node shows', () => {
  process.env['CABI_ENVIRON'] = 'set by JavaScript'
  const mine = Object.fromEntries(Array.from(strings(libc['environ']!), line => line.split(/=(.*)/s, 2)))
  assert.deepEqual(mine, { ...process.env })
})

test('a program runs with the environment that this process has', () => {
  const pid = alloc(libc['pid_t'])
  const argv = ['sh', '-c', 'test "$CABI_ENVIRON" = inherited']
  process.env['CABI_ENVIRON'] = 'inherited'
  assert.equal(libc['posix_spawnp'](pid, 'sh', null, null, argv, libc['environ']), 0)
  const status = alloc(c.int)
  libc['waitpid'](pid.value, status, 0)
  assert.equal(status.value, 0)
})

test("a variable of type char * is a pointer to the program's name", () => {
  assert.equal(readString(libc['program_invocation_short_name']), 'node')
})
