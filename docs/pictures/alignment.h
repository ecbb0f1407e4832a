/* What the pictures of this folder show; test/pictures.test.ts says how they are drawn. */

struct record {
  char tag;
  double value;
  int id;
  long stamp;
  void *next;
  short flags;
};

struct packet {
  unsigned int version : 4, is_last : 1, length : 11;
  unsigned char payload[100];
  struct {
    long long seconds;
    int fraction;
  } sent;
  union {
    int code;
    double value;
  } detail;
};
