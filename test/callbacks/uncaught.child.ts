/** A callback outside of any call, of a timer on Node's own loop, that throws. */
import { callback, type LooseLibrary, open } from 'cabi'

const uv: LooseLibrary = open(
  null,
  `typedef struct uv_loop_s uv_loop_t; typedef struct uv_timer_s uv_timer_t;
   uv_loop_t *uv_default_loop(void); size_t uv_handle_size(int type);
   int uv_timer_init(uv_loop_t *, uv_timer_t *);
   int uv_timer_start(uv_timer_t *, void (*)(uv_timer_t *), uint64_t, uint64_t);
   int uv_timer_stop(uv_timer_t *);
   void *malloc(size_t); typedef void tick(uv_timer_t *);`,
)
const timer = uv['malloc'](uv['uv_handle_size'](13)).cast(uv['uv_timer_t'])
const tick = callback(uv['tick'], () => {
  uv['uv_timer_stop'](timer)
  throw new Error('out of the blue')
})
if (process.argv[2] === 'caught') process.on('uncaughtException', ({ message }) => console.log(`caught: ${message}`))
uv['uv_timer_init'](uv['uv_default_loop'](), timer)
uv['uv_timer_start'](timer, tick, 1, 0)
