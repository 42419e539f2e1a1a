"""One case: acts, events, replay into a state, the alarm, consent, deadlines. Pure: no I/O, no clock, no screen."""
