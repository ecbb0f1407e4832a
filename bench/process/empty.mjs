// A runtime's start, to be taken from its cold rows.
