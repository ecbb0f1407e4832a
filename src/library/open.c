/* A library with a memory, and two of which one uses a function of the other. */
#if defined LENDER
int lent(void) { return 42; }
#elif defined BORROWER
int lent(void);
int borrow(void) { return lent(); }
#else
static int calls;
int counter(void) { return ++calls; }
int then(void) { return 1; }
int __proto__(void) { return 2; }
#endif
