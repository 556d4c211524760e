// A layer sees itself and what lies below: an include against the arrows finds no file.
#include OWN_HEADER
#ifdef MISUSE
#include OTHER_HEADER
#endif
