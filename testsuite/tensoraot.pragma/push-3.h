/* Of push-3.c. */
#pragma tensoraot push serial
